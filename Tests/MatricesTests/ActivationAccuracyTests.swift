import Matrices
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The naive twin of an activation and of its derivative, in double precision and by C's own functions.
struct ActivationTwin: Sendable, CustomTestStringConvertible {
  let name: String
  let function: ElementwiseFunction
  var parameter = 0.0
  /// Units in the last place of a correctly rounded value by which ours may be off.
  let units: Double
  let value: @Sendable (Double) -> Double
  let derivative: @Sendable (Double) -> Double

  var testDescription: String { name }

  static let all = [
    ActivationTwin(name: "sigmoid", function: .sigmoid, units: 2) {
      sigmoid($0)
    } derivative: { x in
      sigmoid(x) * sigmoid(-x)
    },
    ActivationTwin(name: "tanh", function: .tanh, units: 2) {
      tanh($0)
    } derivative: {
      1 / (cosh($0) * cosh($0))
    },
    ActivationTwin(name: "relu", function: .relu, units: 0) {
      max($0, 0)
    } derivative: {
      $0 > 0 ? 1 : 0
    },
    ActivationTwin(name: "leaky ReLU", function: .leakyReLU, parameter: 0.25, units: 0) {
      max($0, $0 / 4)
    } derivative: {
      $0 > 0 ? 1 : 0.25
    },
    ActivationTwin(name: "ELU", function: .elu, parameter: 1.5, units: 0.51) { x in
      x > 0 ? x : 1.5 * expm1(x)
    } derivative: {
      $0 > 0 ? 1 : 1.5 * exp($0)
    },
    ActivationTwin(name: "SELU", function: .selu, units: 0.51) { x in
      1.0507009873554805 * (x > 0 ? x : 1.6732632423543773 * expm1(x))
    } derivative: {
      1.0507009873554805 * ($0 > 0 ? 1 : 1.6732632423543773 * exp($0))
    },
    ActivationTwin(name: "GELU", function: .gelu, units: 0.51) { x in
      x * erfc(-x / 2.0.squareRoot()) / 2
    } derivative: { x in
      erfc(-x / 2.0.squareRoot()) / 2 + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    },
    ActivationTwin(name: "SiLU", function: .silu, units: 3) {
      $0 * sigmoid($0)
    } derivative: { x in
      sigmoid(x) + x * sigmoid(x) * sigmoid(-x)
    },
    ActivationTwin(name: "softplus", function: .softplus, units: 0.51) { x in
      max(x, 0) + log1p(exp(-abs(x)))
    } derivative: {
      sigmoid($0)
    },
  ]
}

private func sigmoid(_ x: Double) -> Double { x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }

/// Floats of either sign, spread evenly over their exponents from 2⁻²⁴ up to 88, after those where one form or another of the
/// sigmoid or of the tanh was found to be off most, of all floats.
private let samples: [Float] = {
  var generator = Generator(seed: 41)
  let worst: [Float] = [-3.446, -4.1572938, -4.84542131, -5.54479551, -5.83408642, -0.324707985, 0.628309548]
  return worst
    + (0..<60_000).map { _ in
      let magnitude = Float(exp(generator.uniform() * log(88 * 0x1p24)) * 0x1p-24)
      return generator.below(2) == 0 ? magnitude : -magnitude
    }
}()

@Suite struct ActivationAccuracyTests {
  @Test("Values are within their bound of the correctly rounded ones", arguments: ActivationTwin.all)
  func values(twin: ActivationTwin) {
    let matrix = Matrix(rows: 1, columns: samples.count, elements: samples)
    matrix.become(twin.function, parameter: Float(twin.parameter), of: matrix)
    var worst = (units: 0.0, at: Float(0))
    for (x, got) in zip(samples, matrix.elements) {
      let want = twin.value(Double(x))
      // Beneath the normal numbers an ulp says nothing.
      guard want.magnitude >= Double(Float.leastNormalMagnitude) else { continue }
      let units = abs(Double(got) - want) / Double(Float(want).ulp)
      if units > worst.units { worst = (units, x) }
    }
    #expect(worst.units <= twin.units, "worst at \(worst.at)")
  }

  @Test("Derivatives are within a millionth of the slope at its steepest", arguments: ActivationTwin.all)
  func derivatives(twin: ActivationTwin) {
    let logits = Matrix(rows: 1, columns: samples.count, elements: samples)
    let outputs = Matrix(rows: 1, columns: samples.count)
    outputs.become(twin.function, parameter: Float(twin.parameter), of: logits)
    let delta = Matrix(rows: 1, columns: samples.count, elements: [Float](repeating: 2, count: samples.count))
    delta.multiply(
      byDerivativeOf: twin.function, parameter: Float(twin.parameter), logits: logits, outputs: outputs)
    for (x, got) in zip(samples, delta.elements) {
      #expect(abs(Double(got) / 2 - twin.derivative(Double(x))) < 1e-6, "at \(x)")
    }
  }

  @Test("Some rows are computed as all are, and no others are touched", arguments: ActivationTwin.all)
  func rows(twin: ActivationTwin) {
    let logits = Matrix(rows: 5, columns: 19, elements: Array(samples[..<95]))
    let (whole, part) = (Matrix(rows: 5, columns: 19), Matrix(rows: 5, columns: 19))
    whole.become(twin.function, parameter: Float(twin.parameter), of: logits)
    part.become(twin.function, parameter: Float(twin.parameter), of: logits, rows: 1..<4)
    #expect(part.rows(1..<4).elements == whole.rows(1..<4).elements)
    #expect((part.rows(0..<1).elements + part.rows(4..<5).elements).allSatisfy { $0 == 0 })
  }
}
