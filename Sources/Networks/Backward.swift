package import Matrices

/// Backward propagation (Rumelhart, Hinton & Williams 1986): the gradient of the loss with respect to every parameter,
/// for the rows that `forward` has just run.
///
/// It goes in two halves, each of which several threads can share without changing a bit: the errors row by row, then
/// the gradient parameter by parameter, each one chain over all rows.
package final class Backward: Sendable {
  package let forward: Forward
  package let loss: Loss
  package let labelSmoothing: Double
  /// The gradient (`1 × shape.parameterCount`), in the layout of the parameters.
  package let gradient: Matrix
  private let last: BackwardLayer
  /// The derivative of the loss by the logits of the last layer (`capacity × outputs`).
  private let errors: Matrix

  /// `loss` fits the activation of its last layer. `labelSmoothing` is for losses of classes.
  package init(_ forward: Forward, loss: Loss, labelSmoothing: Double = 0) {
    precondition(loss.fits(forward.shape.outputActivation))
    let gradient = Matrix(rows: 1, columns: forward.shape.parameterCount)
    self.forward = forward
    self.loss = loss
    self.labelSmoothing = labelSmoothing
    self.gradient = gradient
    var last = BackwardLayer(forward.layers[0], above: nil, of: forward.shape, gradient: gradient)
    for layer in forward.layers.dropFirst() {
      last = BackwardLayer(layer, above: last, of: forward.shape, gradient: gradient)
    }
    self.last = last
    errors = Matrix(rows: forward.capacity, columns: forward.shape.outputs)
  }

  /// Leaves in `gradient` the gradient of the mean loss over `inputs` (`rows × shape.inputs`) and `targets`
  /// (`rows × outputs`), each row's loss times its weight (`rows × 1`), if there are any.
  /// `forward.run(inputs)` has been called, with the parameters as they are.
  package func run(_ inputs: Matrix, targets: Matrix, weights: Matrix? = nil) {
    propagate(targets: targets, weights: weights, rows: 0..<inputs.rows, total: inputs.rows)
    for piece in forward.shape.pieces(batch: inputs.rows) { collect(piece, count: inputs.rows) }
  }

  /// The first half: the derivative of the mean loss by the logits of every layer, for the rows of `rows` alone. `forward`
  /// has run them.
  ///
  /// `total` is how many rows the mean is over, `first` the number of the first of the `targets` within the step.
  package func propagate(
    targets: Matrix, weights: Matrix?, rows: Range<Int>, total: Int, dropout: Dropout? = nil, first: Int = 0
  ) {
    loss.derivative(
      after: forward, targets: targets, weights: weights, total: total, labelSmoothing: labelSmoothing, into: errors,
      rows: rows)
    last.delta.become(transposed: errors, rows: rows)
    last.propagate(rows: rows, dropout: dropout, first: first)
  }

  /// The sum of the losses of the rows of `rows`, which `forward` has run.
  package func lossSum(targets: Matrix, weights: Matrix?, rows: Range<Int>) -> Double {
    loss.sum(
      logits: forward.logits.rows(rows), outputs: forward.outputs.rows(rows), targets: targets.rows(rows),
      weights: weights?.rows(rows), activation: forward.shape.outputActivation, labelSmoothing: labelSmoothing)
  }

  /// The second half, for a piece of the parameters: their gradient over the first `count` rows, which have
  /// been run and propagated.
  package func collect(_ piece: ParameterPiece, count: Int) {
    last.collect(piece, count: count)
  }
}
