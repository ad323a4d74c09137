import Matrices
import Networks
import Testing
import Workers

@Suite struct ForwardTests {
  @Test("Outputs and loss of many rows are those of each row alone, whatever the threads", arguments: [1, 2, 3, 8])
  func threads(count: Int) throws {
    var generator = Generator(seed: 31)
    let shape = try Shape(
      inputs: 30, layers: [Layer(units: 400, activation: .tanh), Layer(units: 3, activation: .softmax)])
    let network = Initializer.auto.network(of: shape, generator: &generator)
    let rows = 300
    let inputs = Matrix(rows: rows, columns: 30, elements: (0..<30 * rows).map { _ in Float(generator.normal()) })
    let targets = Matrix(rows: rows, columns: 3)
    for row in 0..<rows { targets[row, generator.below(3)] = 1 }
    let weights = Matrix(rows: rows, columns: 1, elements: (0..<rows).map { _ in Float(generator.uniform()) })
    // Several pieces, the last of them shorter.
    #expect(shape.rowsAPiece < 100)

    let many = Forward(network, capacity: rows)
    let outputs = many.run(inputs, workers: Workers(count: count))
    let loss = Loss.categoricalCrossEntropy
    let sum = loss.sum(logits: many.logits(rows: rows), outputs: outputs, targets: targets, weights: weights)
    let single = Forward(network, capacity: 1)
    var expected = 0.0
    for row in 0..<rows {
      let one = row..<row + 1
      let result = single.run(inputs.rows(one))
      #expect(result.elements == outputs.rows(one).elements)
      expected += loss.sum(
        logits: single.logits(rows: 1), outputs: result, targets: targets.rows(one), weights: weights.rows(one))
    }
    #expect(abs(sum - expected) < 1e-9 * expected)
  }
}
