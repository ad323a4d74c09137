/// The errors truth − prediction of one quantity, and what they come to.
///
/// A result is infinite or not a number where the range of `Double` does not hold it.
struct TargetErrors {
  private let truth: [Double]
  private let errors: [Double]
  private let weights: RowWeights

  /// Takes one finite truth and prediction for each of the weighted rows.
  init(truth: [Double], prediction: [Double], weights: RowWeights) {
    self.truth = truth
    errors = zip(truth, prediction).map { $0 - $1 }
    self.weights = weights
  }

  private var meanSquare: Double { weights.mean { errors[$0] * errors[$0] } }

  /// √(Σ w·e² / Σ w).
  var rootMeanSquare: Double { meanSquare.squareRoot() }

  /// Σ w·|e| / Σ w.
  var meanAbsolute: Double { weights.mean { errors[$0].magnitude } }

  /// The largest |e|, or 0 where there is none.
  var largest: Double { errors.reduce(0) { max($0, $1.magnitude) } }

  /// The mean of |e| / max(|y|, ε).
  var meanPercentage: Double { weights.mean { errors[$0].magnitude / max(truth[$0].magnitude, .ulpOfOne) } }

  /// The absolute error that half of the weight lies below: definition 2 of R. J. Hyndman and Y. Fan, "Sample Quantiles
  /// in Statistical Packages", 1996. Where the weights reach half exactly, to within rounding, it is the mean of the
  /// two errors that meet there.
  var medianAbsolute: Double {
    let rows = errors.indices.filter { weights[$0] > 0 }.sorted { errors[$0].magnitude < errors[$1].magnitude }
    let half = weights.total / 2
    let rounding = weights.total * .ulpOfOne
    var reached = CompensatedSum()
    for (position, row) in rows.enumerated() {
      reached.add(weights[row])
      guard reached.value >= half - rounding else { continue }
      let middle = errors[row].magnitude
      guard reached.value <= half + rounding, position + 1 < rows.count else { return middle }
      return (middle + errors[rows[position + 1]].magnitude) / 2
    }
    return .nan
  }

  /// R², see `RegressionMetrics.r2`.
  var determination: Double { Self.explainedShare(unexplained: meanSquare, of: weights.variance(of: truth)) }

  /// See `RegressionMetrics.explainedVariance`.
  var explainedVariance: Double {
    Self.explainedShare(unexplained: weights.variance(of: errors), of: weights.variance(of: truth))
  }

  private static func explainedShare(unexplained: Double, of whole: Double) -> Double {
    if unexplained == 0 { return 1 }
    return whole == 0 ? 0 : 1 - unexplained / whole
  }
}

extension RowWeights {
  /// The variance Σ w·(x − x̄)² / Σ w of one value per row.
  ///
  /// Two passes, the second corrected for the rounding of the mean (T. F. Chan, G. H. Golub and R. J. LeVeque, 1983).
  /// The mean is taken from the first value on, so that the variance of a constant is exactly 0 and a large offset
  /// that all values share costs no digits.
  func variance(of values: [Double]) -> Double {
    guard let first = values.first else { return .nan }
    let center = first + mean { values[$0] - first }
    let offset = mean { values[$0] - center }
    let square = mean { (values[$0] - center) * (values[$0] - center) }
    let variance = square - offset * offset
    // Not `max(0, variance)`, which would make 0 of a sum that has overflowed to not a number.
    return variance < 0 ? 0 : variance
  }
}
