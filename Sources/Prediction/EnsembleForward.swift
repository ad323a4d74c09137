package import Matrices
import ModelFile
import Networks
import Tables

/// The networks of an ensemble with memory for rows that wait: some threads share it, each with rows of its own.
package final class EnsembleForward: Sendable {
  package let ensemble: Ensemble

  /// How many rows a thread runs at once.
  package let rowsAtOnce: Int

  /// Per model, what its network reads (`threads · rowsAtOnce × inputs`).
  package let inputs: [Matrix]

  /// What the ensemble tells (`threads · rowsAtOnce × outputs`), as the first model's network would.
  private let outputs: Matrix

  private let forwards: [Forward]

  /// Memory for `threads` threads.
  package init(_ ensemble: Ensemble, threads: Int) {
    self.ensemble = ensemble
    // Enough rows to keep the products busy, few enough to stay in the cache; fewer for the widest networks.
    rowsAtOnce = ensemble.models.reduce(256) { min($0, Forward.rowsAtOnce(for: $1.network.shape, numbers: 1 << 20)) }
    let capacity = threads * rowsAtOnce
    forwards = ensemble.models.map { Forward($0.network, capacity: capacity) }
    inputs = ensemble.models.map { Matrix(rows: capacity, columns: $0.schema.width) }
    outputs = Matrix(rows: capacity, columns: ensemble.outputs)
  }

  /// The rows of a thread, counted from 0.
  package func rows(ofThread thread: Int) -> Range<Int> { thread * rowsAtOnce..<(thread + 1) * rowsAtOnce }

  /// Runs some rows, and returns what the ensemble tells of them (`rows × outputs`).
  package func run(_ rows: Range<Int>) -> Matrix {
    for (forward, inputs) in zip(forwards, inputs) { forward.run(inputs, rows: rows) }
    guard forwards.count > 1 else {
      return forwards[0].outputs(rows: outputs.rows).rows(rows)
    }
    let mean = outputs.rows(rows)
    let told = forwards.map { $0.outputs(rows: outputs.rows).rows(rows) }
    for row in 0..<rows.count {
      for output in 0..<mean.columns {
        var sum = 0.0
        for (model, outputs) in zip(ensemble.models, told) {
          sum += ensemble.value(of: outputs, row: row, output: output, from: model)
        }
        mean[row, output] = Float(sum / Double(forwards.count))
      }
    }
    return mean
  }

  /// What goes into the last activation of the first model's network (`rows × outputs`), of rows that were run.
  package func logits(_ rows: Range<Int>) -> Matrix { forwards[0].logits(rows: outputs.rows).rows(rows) }

  /// The values of the units of a layer of the first model's network (`rows × units`), of rows that were run.
  package func units(ofLayer layer: Int, _ rows: Range<Int>) -> Matrix {
    forwards[0].outputs(ofLayer: layer, rows: rows)
  }
}

extension Ensemble {
  /// An output of the first model's network, as another model tells it.
  fileprivate func value(of outputs: Matrix, row: Int, output: Int, from model: Model) -> Double {
    switch (schema.targets[schema.classes == nil ? output : 0].kind, model.schema.targets) {
    case (.quantity(let own), let targets):
      // In the first one's units, whatever the other one's scale.
      guard case .quantity(let theirs) = targets[output].kind else { return .nan }
      return own.apply(theirs.undo(Double(outputs[row, output])))
    case (.classes(let classes), _):
      let label = self.outputs == 1 ? classes.positive : output
      guard outputs.columns == 1 else { return Double(outputs[row, label]) }
      let positive = Double(outputs[row, 0])
      return label == classes.positive ? positive : 1 - positive
    }
  }
}
