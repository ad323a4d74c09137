import Matrices
import Networks
import Workers

/// Runs a network over all rows and measures what it comes to.
struct Evaluation {
  private let forward: Forward
  private let loss: Loss
  private let answer: Answer
  private let workers: Workers
  /// Of the last pass, `rows × outputs`.
  private var outputs: [Float] = []

  /// For networks of the shape of `network`, which it begins with, and at most `rows` rows.
  init(_ network: Network, loss: Loss, answer: Answer, rows: Int, workers: Workers) {
    self.loss = loss
    self.answer = answer
    self.workers = workers
    forward = Forward(network, capacity: min(Forward.rowsAtOnce(for: network.shape), rows))
    outputs.reserveCapacity(rows * network.shape.outputs)
  }

  /// Takes the parameters (`1 × count`) of a network that learns.
  mutating func take(_ parameters: Matrix) {
    forward.parameters.assign(parameters)
    forward.parametersDidChange()
  }

  /// Loss and monitored figure.
  mutating func figures(_ monitor: Monitor, on examples: Examples) -> Figures {
    let loss = pass(over: examples)
    let metric = monitor.value(
      outputs: outputs, targets: examples.targets.elements, columns: examples.targets.columns, answer: answer,
      weights: examples.rowWeights)
    return Figures(loss: loss, metric: metric)
  }

  mutating func loss(on examples: Examples) -> Double { pass(over: examples) }

  /// Loss and every figure of the answer.
  mutating func scores(on examples: Examples) -> Scores {
    let loss = pass(over: examples)
    let figures = answer.figures(
      outputs: outputs, targets: examples.targets.elements, columns: examples.targets.columns,
      weights: examples.rowWeights)
    return Scores(loss: loss, figures: figures)
  }

  /// The mean loss; leaves the outputs.
  private mutating func pass(over examples: Examples) -> Double {
    outputs.removeAll(keepingCapacity: true)
    var sum = 0.0
    for first in stride(from: 0, to: examples.count, by: forward.capacity) {
      let rows = first..<min(first + forward.capacity, examples.count)
      let result = forward.run(examples.inputs.rows(rows), workers: workers)
      sum += loss.sum(
        logits: forward.logits(rows: rows.count), outputs: result, targets: examples.targets.rows(rows),
        weights: examples.weights?.rows(rows), activation: forward.shape.outputActivation)
      outputs += result.elements
    }
    return sum / Double(loss.terms(rows: examples.count, outputs: examples.targets.columns))
  }
}

extension Examples {
  /// What each row counts, for the metrics.
  fileprivate var rowWeights: [Double]? { weights?.elements.map(Double.init) }
}
