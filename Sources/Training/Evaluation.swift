import Matrices
import Networks
import Workers

/// Runs a network over all rows and measures what it comes to.
struct Evaluation {
  private let forward: Forward
  private let loss: Loss
  private let answer: Answer
  private let workers: Workers
  /// Of the last pass, in its first rows (`rows × outputs`).
  private let outputs: Matrix

  /// For networks of the shape of `network`, which it begins with, and at most `rows` rows.
  init(_ network: Network, loss: Loss, answer: Answer, rows: Int, workers: Workers) {
    self.loss = loss
    self.answer = answer
    self.workers = workers
    forward = Forward(network, capacity: min(network.shape.rowsMeasuredAtOnce, rows))
    outputs = Matrix(rows: rows, columns: network.shape.outputs)
  }

  /// Takes the parameters (`1 × count`) of a network that learns.
  func take(_ parameters: Matrix) {
    forward.parameters.assign(parameters)
  }

  /// Loss and monitored figure.
  func figures(_ monitor: Monitor, on examples: Examples) -> Figures {
    let loss = pass(over: examples)
    let metric = monitor.value(
      outputs: outputs(of: examples), targets: examples.targets.elements, columns: examples.targets.columns,
      answer: answer,
      weights: examples.rowWeights)
    return Figures(loss: loss, metric: metric)
  }

  func loss(on examples: Examples) -> Double { pass(over: examples) }

  /// Loss and every figure of the answer.
  func scores(on examples: Examples) -> Scores {
    let loss = pass(over: examples)
    let figures = answer.figures(
      outputs: outputs(of: examples), targets: examples.targets.elements, columns: examples.targets.columns,
      weights: examples.rowWeights)
    return Scores(loss: loss, figures: figures)
  }

  /// The mean loss; leaves the outputs.
  private func pass(over examples: Examples) -> Double {
    let sum = forward.measure(
      examples.inputs, targets: examples.targets, weights: examples.weights, loss: loss,
      into: outputs.rows(0..<examples.count), workers: workers)
    return sum / Double(loss.terms(rows: examples.count, outputs: examples.targets.columns))
  }

  private func outputs(of examples: Examples) -> [Float] { outputs.rows(0..<examples.count).elements }
}

extension Shape {
  /// Rows that are measured at once: 16 pieces for threads to share, but in at most 64 MiB. It depends on the network
  /// alone, since sums are over its pieces.
  fileprivate var rowsMeasuredAtOnce: Int {
    let rows = 16 * rowsAPiece
    return rows <= (1 << 24) / sizes.reduce(0, +) ? rows : Forward.rowsAtOnce(for: self)
  }
}

extension Examples {
  /// What each row counts, for the metrics.
  fileprivate var rowWeights: [Double]? { weights?.elements.map(Double.init) }
}
