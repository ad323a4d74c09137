import Matrices
import TestSupport
import Testing

/// A row of Fixtures/gradients/activations.csv: an activation, its value and its derivative, by mpmath.
private struct ActivationCase {
  let name: String
  let x: Double
  let value: Double
  let derivative: Double

  static func all() throws -> [ActivationCase] {
    let text = try Fixture.text("gradients/activations.csv")
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: ",")
      guard fields.count == 4, let x = Double(fields[1]), let f = Double(fields[2]), let df = Double(fields[3]) else {
        return nil
      }
      return ActivationCase(name: String(fields[0]), x: x, value: f, derivative: df)
    }
  }
}

@Suite struct ElementwiseTests {
  static let functions: [(String, ElementwiseFunction, Float)] = [
    ("sigmoid", .sigmoid, 0), ("tanh", .tanh, 0), ("relu", .relu, 0), ("leaky_relu", .leakyReLU, 0.01),
    ("elu", .elu, 1), ("gelu", .gelu, 0), ("silu", .silu, 0), ("softplus", .softplus, 0),
  ]

  @Test("Activations are within 2 units in the last place of mpmath's values", arguments: functions)
  func values(name: String, function: ElementwiseFunction, slope: Float) throws {
    let cases = try ActivationCase.all().filter { $0.name == name && Double(Float($0.x)) == $0.x }
    #expect(cases.count > 20)
    let matrix = Matrix(rows: 1, columns: cases.count, elements: cases.map { Float($0.x) })
    matrix.become(function, parameter: slope, of: matrix)
    for (got, each) in zip(matrix.elements, cases) {
      let want = Float(each.value)
      #expect(abs(got - want) <= 2 * max(want.ulp, .leastNormalMagnitude), "\(name)(\(each.x))")
    }
  }

  @Test("Derivatives from the outputs agree with mpmath's", arguments: functions)
  func derivatives(name: String, function: ElementwiseFunction, slope: Float) throws {
    let cases = try ActivationCase.all().filter { $0.name == name && Double(Float($0.x)) == $0.x }
    let outputs = Matrix(rows: 1, columns: cases.count, elements: cases.map { Float($0.value) })
    let delta = Matrix(rows: 1, columns: cases.count, elements: [Float](repeating: 1, count: cases.count))
    let logits = Matrix(rows: 1, columns: cases.count, elements: cases.map { Float($0.x) })
    delta.multiply(byDerivativeOf: function, parameter: slope, logits: logits, outputs: outputs)
    for (got, each) in zip(delta.elements, cases) {
      #expect(abs(Double(got) - each.derivative) <= 2e-7, "\(name)'(\(each.x))")
    }
  }

  @Test("The exponential is within 1 unit in the last place over its whole range")
  func exponentials() {
    let xs = stride(from: Float(-103), through: 88.7, by: 0.0371).map { $0 }
    let matrix = Matrix(rows: 1, columns: xs.count, elements: xs)
    matrix.applyExponential()
    for (x, got) in zip(xs, matrix.elements) {
      let want = Float(exponential(Double(x)))
      #expect(abs(got - want) <= want.ulp, "exp(\(x))")
    }
  }

  @Test("Extremes saturate and NaN stays NaN")
  func extremes() {
    let x: [Float] = [-.infinity, -1000, 1000, .infinity, .nan]
    for (function, want) in [
      (ElementwiseFunction.sigmoid, [Float(0), 0, 1, 1]), (.tanh, [-1, -1, 1, 1]), (.relu, [0, 0, 1000, .infinity]),
    ] {
      let matrix = Matrix(rows: 1, columns: 5, elements: x)
      matrix.become(function, parameter: 0, of: matrix)
      #expect(Array(matrix.elements[..<4]) == want)
      #expect(matrix.elements[4].isNaN)
    }
  }

  @Test("Softmax rows are positive, add up to 1 and do not overflow", arguments: [1, 2, 3, 16, 17, 40])
  func softmax(columns: Int) {
    var generator = Generator(seed: 11)
    let logits = (0..<4 * columns).map { _ in Float(generator.normal() * 300) }
    let matrix = Matrix(rows: 4, columns: columns, elements: logits)
    matrix.become(softmaxOf: matrix)
    for row in 0..<4 {
      let values = Array(matrix.elements[row * columns..<(row + 1) * columns])
      #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(abs(values.reduce(0, +) - 1) < 1e-5)
    }
  }
}
