/// How close predicted quantities come to the true ones.
///
/// Every definition is scikit-learn's, and so is every value in a degenerate case, except that a value which it gives
/// as not a number or infinite is nil here: undefined. With several targets each metric is the mean over the targets
/// of the metric of one (its `uniform_average`). Every metric is nil where there is no row, where sizes do not fit,
/// where a value is not finite, or where a weight is negative or not finite or all weights are 0.
package struct RegressionMetrics: Sendable {
  /// The number of rows, whatever they weigh; 0 where the values do not fill whole rows.
  package let count: Int

  /// The root of the mean squared error.
  package private(set) var rmse: Double?

  /// The mean absolute error.
  package private(set) var mae: Double?

  /// The (weighted) median of the absolute errors; between two that share the middle, their mean.
  package private(set) var medianAE: Double?

  /// The largest absolute error, whatever the rows weigh; nil for several targets, for which it is not defined.
  package private(set) var maxError: Double?

  /// The mean of |error| / max(|truth|, ε), a fraction and not per cent; ε = 2⁻⁵².
  package private(set) var mape: Double?

  /// The coefficient of determination 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 where all is right; 0 where it is not and the truth
  /// is constant; nil for fewer than two rows.
  package private(set) var r2: Double?

  /// 1 − Var(y − ŷ) / Var(y): as `r2`, but blind to an error that all rows share; 1 where that is the only error, 0
  /// where it is not and the truth is constant.
  package private(set) var explainedVariance: Double?

  /// Scores predictions of one or several quantities per row.
  ///
  /// - Parameters:
  ///   - truth: rows × targets, row-major.
  ///   - prediction: rows × targets, row-major.
  ///   - targets: the number of quantities in a row.
  ///   - weights: one weight per row, finite and not negative; nil weighs all alike.
  /// - Complexity: O(targets · n log n).
  package init(truth: [Double], prediction: [Double], targets: Int = 1, weights: [Double]? = nil) {
    guard targets > 0, truth.count.isMultiple(of: targets) else {
      count = 0
      return
    }
    count = truth.count / targets
    guard prediction.count == truth.count, truth.areFinite, prediction.areFinite,
      let weights = RowWeights(weights, rows: count)
    else { return }
    let columns = (0..<targets).map { target in
      TargetErrors(
        truth: stride(from: target, to: truth.count, by: targets).map { truth[$0] },
        prediction: stride(from: target, to: truth.count, by: targets).map { prediction[$0] }, weights: weights)
    }
    func average(_ metric: (TargetErrors) -> Double) -> Double? {
      (columns.map(metric).compensatedSum() / Double(targets)).finite
    }
    rmse = average(\.rootMeanSquare)
    mae = average(\.meanAbsolute)
    medianAE = average(\.medianAbsolute)
    maxError = targets == 1 ? average(\.largest) : nil
    mape = average(\.meanPercentage)
    r2 = count > 1 ? average(\.determination) : nil
    explainedVariance = average(\.explainedVariance)
  }

  /// Every metric by its name on the command line, always all of them and always in this order.
  package var table: [(name: String, value: Double?)] {
    [
      ("n", Double(count)), ("rmse", rmse), ("mae", mae), ("median_ae", medianAE), ("max_error", maxError),
      ("mape", mape), ("r2", r2), ("explained_variance", explainedVariance),
    ]
  }
}
