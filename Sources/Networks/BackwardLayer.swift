import Matrices

/// One layer of a backward propagation, with memory for as many rows as its `forward`, one in each column.
final class BackwardLayer: Sendable {
  private let forward: ForwardLayer
  /// What the layer read (`inputs × capacity`), and the same transposed, as the gradient reads it.
  private let below: Panels
  private let transposed: Panels
  /// The derivative of the loss by the layer's logits (`units × capacity`).
  let delta: Panels
  /// Views of the network's gradient: by the weights (`units × inputs`) and by the biases (`1 × units`).
  private let weights: Matrix
  private let biases: Matrix

  init(_ forward: ForwardLayer, reading below: Panels, of shape: Shape, gradient: Matrix) {
    self.forward = forward
    self.below = below
    transposed = Panels(rows: below.columns, columns: below.rows)
    delta = Panels(rows: forward.outputs.rows, columns: forward.outputs.columns)
    weights = shape.weights(ofLayer: forward.index, in: gradient)
    biases = shape.biases(ofLayer: forward.index, in: gradient)
  }

  /// Leaves in `delta` what comes back from the layer `above`, for some rows. `first` is the number of the first row within
  /// the step, for the `dropout`.
  func propagate(from above: BackwardLayer, rows: Range<Int>, dropout: Dropout?, first: Int) {
    delta.become(transposed: above.forward.weights, times: above.delta, columns: rows)
    dropout?.apply(to: delta, into: delta, layer: forward.index, first: first, rows: rows)
    guard let function = forward.function else { return }
    delta.multiply(
      byDerivativeOf: function, parameter: forward.parameter, logits: forward.logits, outputs: forward.outputs,
      columns: rows)
  }

  /// Makes some rows ready for ``collect(_:count:)``.
  func keep(rows: Range<Int>) { transposed.become(transposed: below, columns: rows) }

  /// The gradient by the parameters of some units, over the first `count` rows of the last run.
  func collect(_ units: Range<Int>, count: Int) {
    weights.become(delta, times: transposed, over: count, rows: units)
    biases.become(rowSumsOf: delta, over: count, rows: units)
  }
}
