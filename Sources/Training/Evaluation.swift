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
    forward = Forward(network, capacity: min(network.shape.rowsMeasuredAtOnce(threads: workers.count), rows))
    outputs = Matrix(rows: rows, columns: network.shape.outputs)
  }

  /// Takes the parameters (`1 × count`) of a network that learns.
  func take(_ parameters: Matrix) {
    forward.parameters.assign(parameters)
  }

  /// Loss and monitored figure.
  func figures(_ monitor: Monitor, on rows: MeasuredRows) -> Figures {
    let loss = pass(over: rows)
    let metric = monitor.value(
      outputs: outputs(of: rows), targets: rows.targets.elements, columns: rows.targets.columns,
      answer: answer, weights: rows.rowWeights)
    return Figures(loss: loss, metric: metric)
  }

  func loss(on rows: MeasuredRows) -> Double { pass(over: rows) }

  /// Loss and every figure of the answer.
  func scores(on rows: MeasuredRows) -> Scores {
    let loss = pass(over: rows)
    let figures = answer.figures(
      outputs: outputs(of: rows), targets: rows.targets.elements, columns: rows.targets.columns,
      weights: rows.rowWeights)
    return Scores(loss: loss, figures: figures)
  }

  /// The mean loss; leaves the outputs.
  private func pass(over rows: MeasuredRows) -> Double {
    let sum = forward.measure(
      rows.inputs, picking: rows.order, targets: rows.targets, weights: rows.weights, loss: loss,
      into: outputs.rows(0..<rows.count), workers: workers)
    return sum / Double(loss.terms(rows: rows.count, outputs: rows.targets.columns))
  }

  private func outputs(of rows: MeasuredRows) -> [Float] { outputs.rows(0..<rows.count).elements }
}

extension Shape {
  /// Rows that are measured at once: eight pieces for a thread, or sixteen, but in at most 64 MiB. No figure depends on how
  /// many there are: the sums are over the pieces, whose size the network alone decides.
  fileprivate func rowsMeasuredAtOnce(threads: Int) -> Int {
    let pieces = (1 << 24) / (sizes.reduce(0, +) * rowsAPiece)
    return pieces >= 16 ? min(max(8 * threads, 16), pieces) * rowsAPiece : Forward.rowsAtOnce(for: self)
  }
}

extension MeasuredRows {
  /// What each row counts, for the metrics.
  fileprivate var rowWeights: [Double]? { weights?.elements.map(Double.init) }
}
