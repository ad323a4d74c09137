import Matrices
import Testing

/// The naive twins of the products: one chain of fused multiply-adds an element, in the order of the inner dimension.
private func product(_ a: [Float], _ b: [Float], m: Int, n: Int, k: Int, bias: [Float]?) -> [Float] {
  var c = [Float](repeating: 0, count: m * n)
  for i in 0..<m {
    for j in 0..<n {
      var sum = bias?[j] ?? 0
      for l in 0..<k {
        sum = kernelsName == "plain" ? sum + a[i * k + l] * b[l * n + j] : sum.addingProduct(a[i * k + l], b[l * n + j])
      }
      c[i * n + j] = sum
    }
  }
  return c
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
    (23, 1030, 1024),
  ]

  @Test("A product equals its naive twin bit for bit", arguments: shapes)
  func equalsTwin(shape: (m: Int, n: Int, k: Int)) {
    let (m, n, k) = shape
    var generator = Generator(seed: UInt64(m * 1_000_000 + n * 1000 + k))
    let a = random(m * k, &generator)
    let b = random(k * n, &generator)
    let bias = random(n, &generator)
    let left = Matrix(rows: m, columns: k, elements: a)
    let right = Panels(Matrix(rows: k, columns: n, elements: b))
    let result = Matrix(rows: m, columns: n)

    result.become(left, times: right)
    #expect(result.elements == product(a, b, m: m, n: n, k: k, bias: nil))

    result.become(left, times: right, plus: Matrix(rows: 1, columns: n, elements: bias))
    #expect(result.elements == product(a, b, m: m, n: n, k: k, bias: bias))

    let leftTransposed = Matrix(rows: k, columns: m, elements: transposed(a, rows: m, columns: k))
    result.become(transposed: leftTransposed, times: right)
    #expect(result.elements == product(a, b, m: m, n: n, k: k, bias: nil))
  }

  @Test("A product writes nothing beside its own rows")
  func keepsNeighbours() {
    let whole = Matrix(rows: 5, columns: 20, elements: [Float](repeating: 7, count: 100))
    let left = Matrix(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6])
    whole.rows(1..<4).become(left, times: Panels(rows: 2, columns: 20))
    #expect(Array(whole.elements[..<20]) == [Float](repeating: 7, count: 20))
    #expect(Array(whole.elements[20..<80]) == [Float](repeating: 0, count: 60))
    #expect(Array(whole.elements[80...]) == [Float](repeating: 7, count: 20))
  }

  @Test("An infinite or undefined operand comes out as such")
  func propagatesNonFinite() {
    let left = Matrix(rows: 1, columns: 2, elements: [.infinity, 1])
    let right = Panels(Matrix(rows: 2, columns: 1, elements: [0, 1]))
    let result = Matrix(rows: 1, columns: 1)
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
    // A product with the identity gives them back.
    func held(_ panels: Panels) -> [Float] {
      let identity = Matrix(rows: panels.rows, columns: panels.rows)
      for row in 0..<panels.rows { identity[row, row] = 1 }
      let result = Matrix(rows: panels.rows, columns: panels.columns)
      result.become(identity, times: panels)
      return result.elements
    }
    #expect(held(panels) == x.elements)
    #expect(held(flipped) == transposed(x.elements, rows: rows, columns: columns))
  }

  @Test("Column sums add the rows in double precision")
  func sumsColumns() {
    var generator = Generator(seed: 4)
    let x = random(7 * 19, &generator)
    let sums = Matrix(rows: 1, columns: 19)
    sums.become(columnSumsOf: Matrix(rows: 7, columns: 19, elements: x))
    var expected = [Double](repeating: 0, count: 19)
    for row in 0..<7 { for column in 0..<19 { expected[column] += Double(x[row * 19 + column]) } }
    #expect(sums.elements == expected.map { Float($0) })
  }
}
