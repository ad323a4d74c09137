import Matrices
import Networks
import Testing
import Workers

@testable import Training

@Suite struct BatchGradientTests {
  /// A linear unit, whose gradient is known: of the mean of (w x + b − y)².
  private func gradient(rows: Int, workers: Workers = .one) throws -> (got: [Float], want: [Double], loss: Double?) {
    var generator = Generator(seed: 51)
    let network = Network(
      shape: try Shape(inputs: 1, layers: [Layer(units: 1, activation: .identity)]), parameters: [0.5, 0.25])
    let inputs = Matrix(rows: rows, columns: 1, elements: (0..<rows).map { _ in Float(1 + generator.uniform()) })
    let targets = Matrix(rows: rows, columns: 1, elements: (0..<rows).map { _ in Float(generator.uniform()) })
    var want = [0.0, 0.0]
    for row in 0..<rows {
      let x = Double(inputs[row, 0])
      let error = 0.5 * x + 0.25 - Double(targets[row, 0])
      want[0] += 2 * error * x / Double(rows)
      want[1] += 2 * error / Double(rows)
    }
    let batch = BatchGradient(
      network, loss: .squaredError, labelSmoothing: 0, batch: rows, dropsOut: false, workers: workers)
    let loss = batch.run(
      on: Examples(inputs: inputs, targets: targets), Array(0..<rows), 0..<rows, dropout: nil, measuresLoss: true
    ) { _ in }
    return (batch.backward.gradient.elements, want, loss)
  }

  @Test("A batch of many rows, all of one sign, loses nothing that matters", arguments: [100, 2048, 2049, 300_000])
  func manyRows(rows: Int) throws {
    let (got, want, _) = try gradient(rows: rows)
    for (got, want) in zip(got, want) { #expect(abs(Double(got) / want - 1) < 2e-6) }
  }

  @Test("The loss of a batch is the mean over its rows, in however many parts they go")
  func loss() throws {
    for rows in [100, 5000] {
      let loss = try #require(try gradient(rows: rows).loss)
      // E (½ x + ¼ − y)² with x uniform in 1 … 2 and y in 0 … 1: a mean of ½ and variances of 1/48 and 1/12.
      #expect(abs(loss - (0.25 + 1.0 / 48 + 1.0 / 12)) < 0.1)
    }
  }
}
