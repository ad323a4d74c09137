package import Matrices

/// Backward propagation (Rumelhart, Hinton & Williams 1986): the gradient of the loss with respect to every parameter,
/// for the rows that `forward` has just run.
package final class Backward {
  package let forward: Forward
  package let loss: Loss
  /// The gradient (`1 × shape.parameterCount`), in the layout of the parameters.
  package let gradient: Matrix
  private let weightGradients: [Matrix]
  private let biasGradients: [Matrix]
  /// Per layer (`capacity × units`): the derivative of the loss by the layer's logits.
  private let deltas: [Matrix]

  package init(_ forward: Forward, loss: Loss) {
    self.forward = forward
    self.loss = loss
    gradient = Matrix(rows: 1, columns: forward.shape.parameterCount)
    weightGradients = forward.shape.weightViews(of: gradient)
    biasGradients = forward.shape.biasViews(of: gradient)
    deltas = forward.shape.layers.map { Matrix(rows: forward.capacity, columns: $0.units) }
  }

  /// Leaves in `gradient` the gradient of the mean loss over `inputs` (`rows × shape.inputs`) and `targets`
  /// (`rows × outputs`). `forward.run(inputs)` has been called, with the parameters as they are.
  package func run(_ inputs: Matrix, targets: Matrix) {
    let rows = inputs.rows
    let shape = forward.shape
    let last = shape.layers.count - 1
    loss.derivative(
      outputs: forward.outputs(ofLayer: last, rows: rows), targets: targets, layer: shape.layers[last],
      into: deltas[last].rows(0..<rows))
    for index in stride(from: last, through: 0, by: -1) {
      let delta = deltas[index].rows(0..<rows)
      let below = index == 0 ? inputs : forward.outputs(ofLayer: index - 1, rows: rows)
      weightGradients[index].become(transposed: delta, times: below)
      biasGradients[index].become(columnSumsOf: delta)
      // Nothing stands below the first layer that learns.
      guard index > 0 else { break }
      let belowDelta = deltas[index - 1].rows(0..<rows)
      belowDelta.become(delta, times: forward.weights[index])
      if let function = shape.layers[index - 1].activation.elementwise {
        belowDelta.multiply(
          byDerivativeOf: function, parameter: Float(shape.layers[index - 1].parameter), outputs: below)
      }
    }
  }
}
