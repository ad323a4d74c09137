import Matrices

extension Loss {
  /// The derivative of the mean loss over `total` rows by the logits of the last layer, into `delta`, for some of them.
  /// `targets` and `delta` are `capacity × outputs`, `weights` has an element a row.
  func derivative(
    after forward: Forward, targets: Matrix, weights: Matrix?, total: Int, labelSmoothing: Double, into delta: Matrix,
    rows: Range<Int>
  ) {
    let last = forward.last
    let rule = errors(
      after: last.function, outputs: targets.columns, total: total, labelSmoothing: labelSmoothing)
    delta.become(rule, of: forward.outputs, targets, rows: rows)
    if let weights { delta.multiply(rowsBy: weights, rows: rows) }
    guard rule.passesActivation else { return }
    if let function = last.function {
      delta.multiply(
        byDerivativeOf: function, parameter: last.parameter, logits: forward.logits, outputs: forward.outputs,
        rows: rows)
    } else {
      delta.multiply(bySoftmaxDerivativeAt: forward.outputs, rows: rows)
    }
  }

  /// How the derivative of the mean loss over `total` rows begins, where `activation`, or softmax, made the outputs. That of
  /// the cross-entropies by the logits needs no activation's, so that no saturation stops it.
  func errors(
    after activation: ElementwiseFunction?, outputs: Int, total: Int, labelSmoothing: Double
  ) -> ErrorRule {
    let scale = 1 / Float(terms(rows: total, outputs: outputs))
    func classes(_ function: ErrorFunction) -> ErrorRule {
      ErrorRule(
        function, scale: scale, smoothing: Float(labelSmoothing), towards: uniform(outputs), passesActivation: false)
    }
    switch self {
    case .binaryCrossEntropy: return classes(.difference)
    case .categoricalCrossEntropy: return classes(activation == .sigmoid ? .likelihood : .difference)
    case .squaredError: return ErrorRule(.difference, scale: 2 * scale, passesActivation: true)
    case .absoluteError: return ErrorRule(.sign, scale: scale, passesActivation: true)
    case .huber: return ErrorRule(.clipped, scale: scale, passesActivation: true)
    }
  }
}
