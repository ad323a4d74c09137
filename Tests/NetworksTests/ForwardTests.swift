import Matrices
import Networks
import Testing
import Workers

@Suite struct ForwardTests {
  @Test("Outputs and loss of many rows are those of each row alone, whatever the threads", arguments: [1, 2, 3, 8])
  func measures(threads: Int) throws {
    var generator = Generator(seed: 31)
    let shape = try Shape(
      inputs: 30, layers: [Layer(units: 400, activation: .tanh), Layer(units: 3, activation: .softmax)])
    let network = Initializer.auto.network(of: shape, generator: &generator)
    let rows = 300
    let inputs = Matrix(rows: rows, columns: 30, elements: (0..<30 * rows).map { _ in Float(generator.normal()) })
    let targets = Matrix(rows: rows, columns: 3)
    for row in 0..<rows { targets[row, generator.below(3)] = 1 }
    let weights = Matrix(rows: rows, columns: 1, elements: (0..<rows).map { _ in Float(generator.uniform()) })
    #expect(shape.rowsAPiece < 100)

    let outputs = Matrix(rows: rows, columns: 3)
    let sum = Forward(network, capacity: 128).measure(
      inputs, targets: targets, weights: weights, loss: .categoricalCrossEntropy, into: outputs,
      workers: Workers(count: threads))
    let single = Forward(network, capacity: 1)
    var expected = 0.0
    for row in 0..<rows {
      let one = row..<row + 1
      let result = single.run(inputs.rows(one))
      #expect(result.elements == outputs.rows(one).elements)
      expected += Loss.categoricalCrossEntropy.sum(
        logits: single.logits(rows: 1), outputs: result, targets: targets.rows(one), weights: weights.rows(one))
    }
    #expect(abs(sum - expected) < 1e-9 * expected)
    let again = Forward(network, capacity: 128).measure(
      inputs, targets: targets, weights: weights, loss: .categoricalCrossEntropy, into: outputs)
    #expect(again == sum)
  }
}
