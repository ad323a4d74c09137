import Matrices

extension Loss {
  /// The derivative of the mean loss over `rows` rows by the last layer's logits, into `delta`, for some of them.
  /// `weights` has an element for each, all other matrices are of the shape of `delta`.
  func derivative(
    logits: Matrix, outputs: Matrix, targets: Matrix, weights: Matrix?, layer: Layer, rows: Int, labelSmoothing: Double,
    into delta: Matrix
  ) {
    let columns = targets.columns
    let scale = 1 / Float(terms(rows: rows, outputs: columns))
    let smoothing = Float(labelSmoothing)
    switch self {
    case .binaryCrossEntropy:
      delta.become(.difference, of: outputs, targets, scale: scale, smoothing: smoothing, towards: 0.5)
    case .categoricalCrossEntropy:
      let form = layer.activation == .sigmoid ? ErrorFunction.likelihood : .difference
      delta.become(form, of: outputs, targets, scale: scale, smoothing: smoothing, towards: 1 / Float(columns))
    case .squaredError: delta.become(.difference, of: outputs, targets, scale: 2 * scale)
    case .absoluteError: delta.become(.sign, of: outputs, targets, scale: scale)
    case .huber: delta.become(.clipped, of: outputs, targets, scale: scale)
    }
    if let weights { delta.multiply(rowsBy: weights) }
    switch self {
    case .binaryCrossEntropy, .categoricalCrossEntropy: break
    case .squaredError, .absoluteError, .huber:
      if let function = layer.activation.elementwise {
        delta.multiply(byDerivativeOf: function, parameter: Float(layer.parameter), logits: logits, outputs: outputs)
      } else {
        delta.multiply(bySoftmaxDerivativeAt: outputs)
      }
    }
  }
}
