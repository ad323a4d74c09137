import Matrices

extension Loss {
  /// The derivative of the mean loss over `total` rows by the logits of the last layer, into `delta`, for some of them.
  /// `targets` and `delta` are `capacity × outputs`, `weights` has an element a row.
  func derivative(
    at last: ForwardLayer, targets: Matrix, weights: Matrix?, total: Int, labelSmoothing: Double, into delta: Matrix,
    rows: Range<Int>
  ) {
    let (outputs, columns) = (last.outputs, targets.columns)
    let scale = 1 / Float(terms(rows: total, outputs: columns))
    let smoothing = Float(labelSmoothing)
    switch self {
    case .binaryCrossEntropy:
      delta.become(
        .difference, of: outputs, targets, scale: scale, smoothing: smoothing, towards: uniform(columns), rows: rows)
    case .categoricalCrossEntropy:
      delta.become(
        last.function == .sigmoid ? .likelihood : .difference, of: outputs, targets, scale: scale,
        smoothing: smoothing, towards: uniform(columns), rows: rows)
    case .squaredError: delta.become(.difference, of: outputs, targets, scale: 2 * scale, rows: rows)
    case .absoluteError: delta.become(.sign, of: outputs, targets, scale: scale, rows: rows)
    case .huber: delta.become(.clipped, of: outputs, targets, scale: scale, rows: rows)
    }
    if let weights { delta.multiply(rowsBy: weights, rows: rows) }
    guard !isOfLogits else { return }
    if let function = last.function {
      delta.multiply(
        byDerivativeOf: function, parameter: last.parameter, logits: last.logits, outputs: outputs, rows: rows)
    } else {
      delta.multiply(bySoftmaxDerivativeAt: outputs, rows: rows)
    }
  }

  /// Whether the derivative by the logits needs no activation's: the cross-entropies, which no saturation stops.
  private var isOfLogits: Bool { self == .binaryCrossEntropy || self == .categoricalCrossEntropy }
}
