package import Matrices

extension Loss {
  /// The sum of the loss over all rows, in Float64, from the logits where the outputs may be saturated; each row's loss
  /// times its weight (`rows × 1`), if there are any.
  ///
  /// Divide by `terms(rows:outputs:)` for the mean. The other matrices are `rows × outputs`. `activation` made the
  /// outputs; it need not be told where it is the one that the loss belongs to.
  package func sum(
    logits: Matrix, outputs: Matrix, targets: Matrix, weights: Matrix? = nil, activation: Activation? = nil,
    labelSmoothing: Double = 0
  ) -> Double {
    outputs.lossSum(
      function(activation), logits: logits, targets: targets, weights: weights, smoothing: Float(labelSmoothing),
      towards: uniform(outputs.columns))
  }

  private func function(_ activation: Activation?) -> LossFunction {
    switch self {
    case .binaryCrossEntropy: .binary
    case .categoricalCrossEntropy: activation == .sigmoid ? .likelihood : .categorical
    case .squaredError: .squared
    case .absoluteError: .absolute
    case .huber: .huber
    }
  }
}
