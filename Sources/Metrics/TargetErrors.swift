import Workers

/// The errors truth − prediction of one quantity, and what they come to under any weights.
///
/// A result is infinite or not a number where the range of `Double` does not hold it.
struct TargetErrors: Sendable {
  let truth: [Double]
  private let errors: [Double]
  /// The rows by the size of their errors, the smallest first.
  private let order: [UInt32]

  /// Takes one finite truth and one error per row.
  init(truth: [Double], errors: [Double], workers: Workers) {
    self.truth = truth
    self.errors = errors
    // The bits of a number that is not negative grow with it.
    var sizes = errors.map(\.magnitude.bitPattern)
    var order = errors.indices.map { UInt32(truncatingIfNeeded: $0) }
    RadixSort.sort(&sizes, carrying: &order, workers: workers)
    self.order = order
  }

  private func meanSquare(_ weights: RowWeights) -> Double { weights.mean { errors[$0] * errors[$0] } }

  /// √(Σ w·e² / Σ w).
  func rootMeanSquare(_ weights: RowWeights) -> Double { meanSquare(weights).squareRoot() }

  /// Σ w·|e| / Σ w.
  func meanAbsolute(_ weights: RowWeights) -> Double { weights.mean { errors[$0].magnitude } }

  /// The largest |e| of the rows that are taken, whatever they weigh; 0 where there is none.
  func largest(taking counts: [UInt32]?) -> Double {
    guard let row = order.last(where: { counts?[Int($0)] != 0 }) else { return 0 }
    return errors[Int(row)].magnitude
  }

  /// The mean of |e| / max(|y|, ε).
  func meanPercentage(_ weights: RowWeights) -> Double {
    weights.mean { errors[$0].magnitude / max(truth[$0].magnitude, .ulpOfOne) }
  }

  /// The absolute error that half of the weight lies below: definition 2 of R. J. Hyndman and Y. Fan, "Sample Quantiles
  /// in Statistical Packages", 1996. Where the weights reach half exactly, to within rounding, it is the mean of the
  /// two errors that meet there.
  func medianAbsolute(_ weights: RowWeights) -> Double {
    let half = weights.total / 2
    let rounding = weights.total * .ulpOfOne
    var reached = CompensatedSum()
    /// The error at which half is reached exactly; the next one with some weight shares the middle with it.
    var lower: Double?
    for row in order where weights[Int(row)] > 0 {
      let error = errors[Int(row)].magnitude
      if let lower { return (lower + error) / 2 }
      reached.add(weights[Int(row)])
      if reached.value > half + rounding { return error }
      if reached.value >= half - rounding { lower = error }
    }
    return lower ?? .nan
  }

  /// R², see `RegressionMetrics.r2`.
  func determination(_ weights: RowWeights) -> Double {
    Self.explainedShare(unexplained: meanSquare(weights), of: weights.variance(of: truth))
  }

  /// See `RegressionMetrics.explainedVariance`.
  func explainedVariance(_ weights: RowWeights) -> Double {
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
