package import Matrices
package import Workers

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
  private let weightGradients: [Matrix]
  private let biasGradients: [Matrix]
  /// Per layer (`capacity × units`): the derivative of the loss by the layer's logits.
  private let deltas: [Matrix]

  /// `loss` fits the activation of the last layer. `labelSmoothing` is for losses of classes.
  package init(_ forward: Forward, loss: Loss, labelSmoothing: Double = 0) {
    precondition(loss.fits(forward.shape.outputActivation))
    self.forward = forward
    self.loss = loss
    self.labelSmoothing = labelSmoothing
    gradient = Matrix(rows: 1, columns: forward.shape.parameterCount)
    weightGradients = forward.shape.weightViews(of: gradient)
    biasGradients = forward.shape.biasViews(of: gradient)
    deltas = forward.shape.layers.map { Matrix(rows: forward.capacity, columns: $0.units) }
  }

  /// Leaves in `gradient` the gradient of the mean loss over `inputs` (`rows × shape.inputs`) and `targets`
  /// (`rows × outputs`), each row's loss times its weight (`rows × 1`), if there are any.
  /// `forward.run(inputs)` has been called, with the parameters as they are.
  package func run(_ inputs: Matrix, targets: Matrix, weights: Matrix? = nil, workers: Workers = .one) {
    let piece = forward.shape.rowsAPiece
    workers.run((inputs.rows + piece - 1) / piece) { index in
      propagate(
        targets: targets, weights: weights, rows: index * piece..<min((index + 1) * piece, inputs.rows),
        total: inputs.rows)
    }
    let pieces = forward.shape.pieces(batch: inputs.rows)
    workers.run(pieces.count) { collect(pieces[$0], inputs: inputs) }
  }

  /// The first half: the derivative of the mean loss by the logits of every layer, for the rows of `rows` alone. `forward` has run them.
  /// `total` is how many rows the mean is over, `first` the number of the first of the `targets` within the step.
  package func propagate(
    targets: Matrix, weights: Matrix?, rows: Range<Int>, total: Int, dropout: Dropout? = nil, first: Int = 0
  ) {
    let layers = forward.shape.layers
    let last = layers.count - 1
    loss.derivative(
      logits: forward.logits(ofLayer: last).rows(rows), outputs: forward.outputs(ofLayer: last).rows(rows),
      targets: targets.rows(rows), weights: weights?.rows(rows), layer: layers[last], rows: total,
      labelSmoothing: labelSmoothing, into: deltas[last].rows(rows))
    // Nothing stands below the first layer that learns.
    for index in stride(from: last, to: 0, by: -1) {
      let below = deltas[index - 1].rows(rows)
      below.become(deltas[index].rows(rows), times: forward.weights[index])
      dropout?.apply(to: below, into: below, layer: index - 1, row: first + rows.lowerBound)
      guard let function = layers[index - 1].activation.elementwise else { continue }
      below.multiply(
        byDerivativeOf: function, parameter: Float(layers[index - 1].parameter),
        logits: forward.logits(ofLayer: index - 1).rows(rows), outputs: forward.outputs(ofLayer: index - 1).rows(rows))
    }
  }

  /// The sum of the losses of the rows of `rows`, which `forward` has run.
  package func lossSum(targets: Matrix, weights: Matrix?, rows: Range<Int>) -> Double {
    let last = forward.shape.layers.count - 1
    return loss.sum(
      logits: forward.logits(ofLayer: last).rows(rows), outputs: forward.outputs(ofLayer: last).rows(rows),
      targets: targets.rows(rows), weights: weights?.rows(rows), activation: forward.shape.outputActivation,
      labelSmoothing: labelSmoothing)
  }

  /// The second half, for a piece of the parameters: their gradient over all rows of `inputs`, which have been
  /// propagated.
  package func collect(_ piece: ParameterPiece, inputs: Matrix) {
    let delta = deltas[piece.layer].rows(0..<inputs.rows)
    let below = piece.layer == 0 ? inputs : forward.passed(byLayer: piece.layer - 1).rows(0..<inputs.rows)
    weightGradients[piece.layer].rows(piece.units).become(transposed: delta, columns: piece.units, times: below)
    biasGradients[piece.layer].columns(piece.units).become(columnSumsOf: delta, columns: piece.units)
  }
}
