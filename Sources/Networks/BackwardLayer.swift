import Matrices

/// One layer of a backward propagation, with memory for as many rows as its forward layer, one in each column. It holds the
/// layer below, and itself what it reads of its forward layer, for the reason told at `ForwardLayer`.
final class BackwardLayer: Sendable {
  private let below: BackwardLayer?
  private let index: Int
  private let function: ElementwiseFunction?
  private let parameter: Float
  private let weights: Matrix
  private let inputs: Panels
  private let logits: Panels
  private let outputs: Panels
  /// The derivative of the loss by the layer's logits (`units × capacity`).
  let delta: Panels
  /// What the layer read, transposed (`capacity × inputs`), as the gradient reads it.
  private let transposed: Panels
  /// Views of the network's gradient: by the weights (`units × inputs`) and by the biases (`1 × units`).
  private let weightGradient: Matrix
  private let biasGradient: Matrix

  init(_ forward: ForwardLayer, above below: BackwardLayer?, of shape: Shape, gradient: Matrix) {
    self.below = below
    index = forward.index
    function = forward.function
    parameter = forward.parameter
    weights = forward.weights
    inputs = forward.inputs
    logits = forward.logits
    outputs = forward.outputs
    delta = Panels(rows: outputs.rows, columns: outputs.columns)
    transposed = Panels(rows: inputs.columns, columns: inputs.rows)
    weightGradient = shape.weights(ofLayer: index, in: gradient)
    biasGradient = shape.biases(ofLayer: index, in: gradient)
  }

  /// From what stands in `delta` for some rows, that of all layers below; makes the rows ready for ``collect(_:count:)``.
  /// `first` is the number of the first row within the step, for the `dropout`.
  func propagate(rows: Range<Int>, dropout: Dropout?, first: Int) {
    transposed.become(transposed: inputs, columns: rows)
    // Nothing stands below the first layer that learns.
    below?.propagate(delta, through: weights, rows: rows, dropout: dropout, first: first)
  }

  /// From the `delta` of the layer `above` and its `weights` to that of this layer, and of those below.
  private func propagate(_ above: Panels, through weights: Matrix, rows: Range<Int>, dropout: Dropout?, first: Int) {
    guard let function else { preconditionFailure("softmax in a hidden layer") }
    delta.become(
      transposed: weights, times: above, columns: rows, timesDerivativeOf: function, parameter: parameter,
      logits: logits, outputs: outputs)
    dropout?.apply(to: delta, into: delta, layer: index, first: first, rows: rows)
    propagate(rows: rows, dropout: dropout, first: first)
  }

  /// The gradient by the parameters of a piece, of this layer or one below, over the first `count` rows of the last run.
  func collect(_ piece: ParameterPiece, count: Int) {
    guard piece.layer == index else {
      below?.collect(piece, count: count)
      return
    }
    weightGradient.become(delta, times: transposed, over: count, rows: piece.units)
    biasGradient.become(rowSumsOf: delta, over: count, rows: piece.units)
  }
}
