import Matrices
import Networks
import Workers

/// Measures loss and monitored figure over all rows, with the parameters as they are.
struct Evaluation {
  private let trained: Forward
  private let forward: Forward
  private let loss: Loss
  private let monitor: Monitor
  private let answer: Answer
  private let workers: Workers
  private var outputs: [Float] = []

  /// `rows` is how many the examples will have, at most.
  init(of trained: Forward, loss: Loss, monitor: Monitor, answer: Answer, rows: Int, workers: Workers) {
    self.trained = trained
    self.loss = loss
    self.monitor = monitor
    self.answer = answer
    self.workers = workers
    forward = Forward(trained.network, capacity: min(Forward.rowsAtOnce(for: trained.shape), rows))
    outputs.reserveCapacity(rows * trained.shape.outputs)
  }

  mutating func run(on examples: Examples) -> Figures {
    forward.parameters.assign(trained.parameters)
    forward.parametersDidChange()
    outputs.removeAll(keepingCapacity: true)
    var sum = 0.0
    for first in stride(from: 0, to: examples.count, by: forward.capacity) {
      let rows = first..<min(first + forward.capacity, examples.count)
      let result = forward.run(examples.inputs.rows(rows), workers: workers)
      sum += loss.sum(
        logits: forward.logits(rows: rows.count), outputs: result, targets: examples.targets.rows(rows),
        weights: examples.weights?.rows(rows))
      outputs += result.elements
    }
    let columns = examples.targets.columns
    let metric = monitor.value(
      outputs: outputs, targets: examples.targets.elements, columns: columns, answer: answer,
      weights: examples.weights?.elements.map(Double.init))
    return Figures(loss: sum / Double(loss.terms(rows: examples.count, outputs: columns)), metric: metric)
  }
}
