package import Matrices

extension RecordDescent {
  /// For the network of `forward`, whose parameters it moves, and batches of one row.
  package convenience init(_ forward: Forward, loss: Loss, labelSmoothing: Double) {
    let layers = forward.layers.map {
      Layer(weights: $0.weights, biases: $0.biases, function: $0.function, parameter: $0.parameter)
    }
    let rule = loss.errors(
      after: forward.last.function, outputs: forward.shape.outputs, total: 1, labelSmoothing: labelSmoothing)
    self.init(layers, errors: rule)
  }
}
