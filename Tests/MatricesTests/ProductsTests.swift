import Matrices
import Testing

/// The naive twins of the products: one chain of fused multiply-adds an element, in the order of the inner dimension.
private func product(_ a: [Float], _ b: [Float], m: Int, n: Int, k: Int, bias: [Float]?) -> [Float] {
  var c = [Float](repeating: 0, count: m * n)
  for i in 0..<m {
    for j in 0..<n {
      var sum = bias?[i] ?? 0
      for l in 0..<k {
        sum = kernelsName == "plain" ? sum + a[i * k + l] * b[l * n + j] : sum.addingProduct(a[i * k + l], b[l * n + j])
      }
      c[i * n + j] = sum
    }
  }
  return c
}

extension Panels {
  /// Row by row, as a matrix has them.
  fileprivate var elements: [Float] { (0..<rows).flatMap { row in (0..<columns).map { self[row, $0] } } }
}

private func transposed(_ x: [Float], rows: Int, columns: Int) -> [Float] {
  (0..<columns).flatMap { j in (0..<rows).map { x[$0 * columns + j] } }
}

private func random(_ count: Int, _ generator: inout Generator) -> [Float] {
  (0..<count).map { _ in Float(generator.normal()) }
}

@Suite struct ProductsTests {
  /// Every edge of the tiles: fewer and more rows than a tile, columns around 16 and 32.
  static let shapes: [(m: Int, n: Int, k: Int)] = [
    (1, 1, 1), (1, 9, 2), (3, 6, 9), (32, 1, 6), (5, 15, 7), (6, 16, 8), (7, 17, 3), (12, 31, 4), (13, 32, 5),
    (24, 33, 2), (25, 48, 11), (2, 64, 1), (11, 100, 30), (256, 300, 28), (9, 90, 257), (17, 800, 600),
    (23, 1030, 1024), (1050, 40, 20),
  ]

  @Test("A product equals its naive twin bit for bit", arguments: shapes)
  func equalsTwin(shape: (m: Int, n: Int, k: Int)) {
    let (m, n, k) = shape
    var generator = Generator(seed: UInt64(m * 1_000_000 + n * 1000 + k))
    let a = random(m * k, &generator)
    let b = random(k * n, &generator)
    let bias = random(m, &generator)
    let left = Matrix(rows: m, columns: k, elements: a)
    let leftTransposed = Matrix(rows: k, columns: m, elements: transposed(a, rows: m, columns: k))
    let right = Panels(Matrix(rows: k, columns: n, elements: b))
    let result = Panels(rows: m, columns: n)
    let plain = product(a, b, m: m, n: n, k: k, bias: nil)

    result.become(left, times: right)
    #expect(result.elements == plain)

    result.become(left, times: right, plus: Matrix(rows: 1, columns: m, elements: bias))
    #expect(result.elements == product(a, b, m: m, n: n, k: k, bias: bias))

    result.become(transposed: leftTransposed, times: right)
    #expect(result.elements == plain)

    let rows = Matrix(rows: m, columns: n)
    rows.become(Panels(left), times: right)
    #expect(rows.elements == plain)
    let some = m / 3..<m
    rows.become(Panels(rows: m, columns: k), times: right)
    rows.become(Panels(left), times: right, rows: some)
    #expect(rows.elements == [Float](repeating: 0, count: some.lowerBound * n) + plain[(some.lowerBound * n)...])
  }

  @Test("A product in pieces is the product", arguments: [(100, 200, 9), (300, 60, 40), (1100, 50, 3)])
  func pieces(shape: (m: Int, n: Int, k: Int)) {
    let (m, n, k) = shape
    var generator = Generator(seed: 9)
    let (a, b, bias) = (random(m * k, &generator), random(k * n, &generator), random(m, &generator))
    let left = Matrix(rows: m, columns: k, elements: a)
    let leftTransposed = Matrix(rows: k, columns: m, elements: transposed(a, rows: m, columns: k))
    let right = Panels(Matrix(rows: k, columns: n, elements: b))
    let biases = Matrix(rows: 1, columns: m, elements: bias)
    let (result, back, rows) = (Panels(rows: m, columns: n), Panels(rows: m, columns: n), Matrix(rows: m, columns: n))
    for first in stride(from: 0, to: n, by: 32) {
      let columns = first..<min(first + 32, n)
      result.become(left, times: right, plus: biases, columns: columns)
      back.become(transposed: leftTransposed, times: right, columns: columns)
    }
    for first in stride(from: 0, to: m, by: 8) {
      rows.become(Panels(left), times: right, rows: first..<min(first + 8, m))
    }
    #expect(result.elements == product(a, b, m: m, n: n, k: k, bias: bias))
    let plain = product(a, b, m: m, n: n, k: k, bias: nil)
    #expect(back.elements == plain)
    #expect(rows.elements == plain)
  }

  @Test(
    "What follows a product is what a pass of its own makes of it",
    arguments: [ElementwiseFunction.identity, .sigmoid, .relu, .leakyReLU, .gelu, .silu],
    [(13, 50, 7), (60, 40, 700), (1100, 33, 330)])
  func then(function: ElementwiseFunction, shape: (m: Int, n: Int, k: Int)) {
    let (m, n, k) = shape
    var generator = Generator(seed: 10)
    let left = Matrix(rows: m, columns: k, elements: random(m * k, &generator))
    let turned = Matrix(rows: k, columns: m, elements: transposed(left.elements, rows: m, columns: k))
    let biases = Matrix(rows: 1, columns: m, elements: random(m, &generator))
    let right = Panels(Matrix(rows: k, columns: n, elements: random(k * n, &generator)))
    let (plain, logits, outputs, back) = (
      Panels(rows: m, columns: n), Panels(rows: m, columns: n), Panels(rows: m, columns: n), Panels(rows: m, columns: n)
    )
    for columns in [0..<16, 16..<n] {
      logits.become(
        left, times: right, plus: biases, columns: columns, then: function, parameter: 0.1, into: outputs)
      back.become(
        transposed: turned, times: right, columns: columns, timesDerivativeOf: function, parameter: 0.1, logits: logits,
        outputs: outputs)
    }
    plain.become(left, times: right, plus: biases)
    let expected = Matrix(rows: m, columns: n, elements: plain.elements)
    expected.become(function, parameter: 0.1, of: expected)
    #expect(logits.elements == plain.elements)
    #expect(outputs.elements == expected.elements)

    let delta = Matrix(
      rows: m, columns: n, elements: product(left.elements, right.elements, m: m, n: n, k: k, bias: nil))
    delta.multiply(
      byDerivativeOf: function, parameter: 0.1, logits: Matrix(rows: m, columns: n, elements: plain.elements),
      outputs: expected)
    #expect(back.elements == delta.elements)

    // In place, where the logits are not asked for again.
    logits.become(
      left, times: right, plus: biases, columns: 0..<n, then: function, parameter: 0.1, into: logits)
    #expect(logits.elements == expected.elements)
  }

  @Test("A product over fewer terms than there is room for takes the first of them")
  func overFewer() {
    var generator = Generator(seed: 8)
    let (a, b) = (random(5 * 300, &generator), random(300 * 40, &generator))
    let result = Matrix(rows: 5, columns: 40)
    result.become(
      Panels(Matrix(rows: 5, columns: 300, elements: a)), times: Panels(Matrix(rows: 300, columns: 40, elements: b)),
      over: 37)
    let fewer = (0..<5).flatMap { a[$0 * 300..<$0 * 300 + 37] }
    #expect(result.elements == product(fewer, b, m: 5, n: 40, k: 37, bias: nil))
  }

  @Test("Some columns of a product are those of the whole, and no other panel is touched")
  func someColumns() {
    var generator = Generator(seed: 9)
    let left = Matrix(rows: 13, columns: 20, elements: random(13 * 20, &generator))
    let right = Panels(Matrix(rows: 20, columns: 90, elements: random(20 * 90, &generator)))
    let (whole, some) = (Panels(rows: 13, columns: 90), Panels(rows: 13, columns: 90))
    whole.become(left, times: right)
    some.become(left, times: right, columns: 16..<57)
    for row in 0..<13 {
      for column in 0..<90 {
        let isMeant = (16..<64).contains(column)
        #expect(some[row, column] == (isMeant ? whole[row, column] : 0))
      }
    }
  }

  @Test("An infinite or undefined operand comes out as such")
  func propagatesNonFinite() {
    let left = Matrix(rows: 1, columns: 2, elements: [.infinity, 1])
    let right = Panels(Matrix(rows: 2, columns: 1, elements: [0, 1]))
    let result = Panels(rows: 1, columns: 1)
    result.become(left, times: right)
    #expect(result[0, 0].isNaN)
  }

  @Test(
    "Panels hold a matrix, or its transpose, whole or stripe by stripe",
    arguments: [(1, 1), (3, 5), (16, 16), (17, 33)])
  func packs(size: (rows: Int, columns: Int)) {
    let (rows, columns) = size
    var generator = Generator(seed: 3)
    let x = Matrix(rows: rows, columns: columns, elements: random(rows * columns, &generator))
    let (panels, flipped) = (Panels(rows: rows, columns: columns), Panels(rows: columns, columns: rows))
    for first in stride(from: 0, to: rows, by: Panels.width) {
      let some = first..<min(first + Panels.width, rows)
      panels.become(x, rows: some)
      flipped.become(transposed: x, rows: some)
    }
    #expect(panels.elements == x.elements)
    #expect(flipped.elements == transposed(x.elements, rows: rows, columns: columns))

    // From panels to panels, and back to rows.
    let (turned, back) = (Panels(rows: columns, columns: rows), Matrix(rows: rows, columns: columns))
    for first in stride(from: 0, to: columns, by: Panels.width) {
      turned.become(transposed: panels, columns: first..<min(first + Panels.width, columns))
    }
    #expect(turned.elements == flipped.elements)
    for first in stride(from: 0, to: rows, by: Panels.width) {
      back.become(transposed: flipped, rows: first..<min(first + Panels.width, rows))
    }
    #expect(back.elements == x.elements)
  }

  @Test("Row sums add the columns in double precision", arguments: [0..<7, 0..<19, 3..<18])
  func sumsRows(some: Range<Int>) {
    var generator = Generator(seed: 4)
    let x = random(19 * 37, &generator)
    let sums = Matrix(rows: 1, columns: 19)
    sums.become(rowSumsOf: Panels(Matrix(rows: 19, columns: 37, elements: x)), over: 35, rows: some)
    let expected = (0..<19).map { row in
      some.contains(row) ? Float((0..<35).reduce(0.0) { $0 + Double(x[row * 37 + $1]) }) : 0
    }
    #expect(sums.elements == expected)
  }
}
