import Matrices
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct LossSumTests {
  /// The losses by their definitions, in double precision and by C's own functions.
  static let twins: [(LossFunction, @Sendable (_ z: [Double], _ a: [Double], _ t: [Double]) -> Double)] = [
    (.binary, { z, _, t in zip(z, t).reduce(0) { $0 + log1p(exp($1.0)) - $1.0 * $1.1 } }),
    (
      .categorical,
      { z, _, t in
        let norm = log(z.reduce(0) { $0 + exp($1) })
        return zip(z, t).reduce(0) { $0 + $1.1 * (norm - $1.0) }
      }
    ), (.likelihood, { z, _, t in zip(z, t).reduce(0) { $0 + $1.1 * log1p(exp(-$1.0)) } }),
    (.squared, { _, a, t in zip(a, t).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }),
    (.absolute, { _, a, t in zip(a, t).reduce(0) { $0 + abs($1.0 - $1.1) } }),
    (
      .huber,
      { _, a, t in
        zip(a, t).reduce(0) { sum, pair in
          let distance = abs(pair.0 - pair.1)
          return sum + (distance <= 1 ? distance * distance / 2 : distance - 0.5)
        }
      }
    ),
  ]

  @Test("The sum is that of the definition", arguments: 0..<6, [1, 3, 16, 37])
  func definition(index: Int, columns: Int) {
    let (function, twin) = Self.twins[index]
    var generator = Generator(seed: UInt64(100 * index + columns))
    let rows = 23
    func random(_ spread: Double) -> Matrix {
      Matrix(
        rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in Float(generator.normal() * spread) })
    }
    let (logits, outputs, targets) = (random(5), random(1), random(1))
    let weights = Matrix(rows: rows, columns: 1, elements: (0..<rows).map { _ in Float(generator.uniform()) })
    for weights in [nil, weights] {
      for smoothing in [Float(0), 0.25] {
        let expected = (0..<rows).reduce(0.0) { sum, row in
          func values(_ matrix: Matrix) -> [Double] { matrix.rows(row..<row + 1).elements.map(Double.init) }
          let smoothed = targets.rows(row..<row + 1).elements.map { Double($0 + smoothing * (0.5 - $0)) }
          return sum + (weights.map { Double($0[row, 0]) } ?? 1) * twin(values(logits), values(outputs), smoothed)
        }
        let sum = outputs.lossSum(
          function, logits: logits, targets: targets, weights: weights, smoothing: smoothing, towards: 0.5)
        #expect(abs(sum - expected) <= 1e-9 * max(1, abs(expected)))
      }
    }
  }

  @Test("Ten million equal rows lose no digit")
  func manyRows() {
    let rows = 1_000_000
    let outputs = Matrix(rows: rows, columns: 1, elements: [Float](repeating: 0.1, count: rows))
    let targets = Matrix(rows: rows, columns: 1)
    let sum = (0..<10).reduce(0.0) { sum, _ in
      sum + outputs.lossSum(.absolute, logits: outputs, targets: targets, weights: nil, smoothing: 0, towards: 0)
    }
    #expect(abs(sum / 1e7 / Double(Float(0.1)) - 1) < 1e-12)
  }
}
