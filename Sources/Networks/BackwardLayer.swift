import Matrices

/// One layer of a backward propagation, with memory for as many rows as its `forward`.
final class BackwardLayer: Sendable {
  private let forward: ForwardLayer
  /// The derivative of the loss by the layer's logits (`capacity × units`).
  let delta: Matrix
  private let panels: (weights: Panels?, inputs: Panels)
  /// Views of the network's gradient: by the weights (`units × inputs`) and by the biases (`1 × units`).
  private let weights: Matrix
  private let biases: Matrix

  init(_ forward: ForwardLayer, of shape: Shape, gradient: Matrix) {
    guard let panels = forward.backward else { preconditionFailure("a network that does not learn") }
    self.forward = forward
    self.panels = panels
    delta = Matrix(rows: forward.outputs.rows, columns: forward.outputs.columns)
    weights = shape.weights(ofLayer: forward.index, in: gradient)
    biases = shape.biases(ofLayer: forward.index, in: gradient)
  }

  /// Leaves in `delta` what comes back from the layer `above`, for some rows. `first` is the number of the first row within
  /// the step, for the `dropout`.
  func propagate(from above: BackwardLayer, rows: Range<Int>, dropout: Dropout?, first: Int) {
    guard let weights = above.panels.weights else { preconditionFailure("nothing comes back to the inputs") }
    delta.become(above.delta, times: weights, rows: rows)
    dropout?.apply(to: delta, into: delta, layer: forward.index, first: first, rows: rows)
    guard let function = forward.function else { return }
    delta.multiply(
      byDerivativeOf: function, parameter: forward.parameter, logits: forward.logits, outputs: forward.outputs,
      rows: rows)
  }

  /// The gradient by the parameters of some units, over the first `count` rows of the last run.
  func collect(_ units: Range<Int>, count: Int) {
    weights.become(transposed: delta, times: panels.inputs, over: count, rows: units)
    biases.become(columnSumsOf: delta, over: count, columns: units)
  }
}
