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
  /// - Complexity: O(targets · n).
  package init(truth: [Double], prediction: [Double], targets: Int = 1, weights: [Double]? = nil) {
    let rows = RegressionRows(truth: truth, prediction: prediction, targets: targets, weights: weights)
    guard let rows else {
      self.init(undefinedOver: targets > 0 && truth.count.isMultiple(of: targets) ? truth.count / targets : 0)
      return
    }
    self.init(rows)
  }

  private init(undefinedOver rows: Int) { count = rows }

  /// Scores rows that were made ready.
  ///
  /// - Parameter counts: how often each row is taken; nil takes each once.
  /// - Complexity: O(targets · n).
  package init(_ rows: RegressionRows, taking counts: [UInt32]? = nil) {
    count = rows.count
    guard let weights = counts.map(rows.weights.taking) ?? rows.weights else { return }
    let columns = rows.columns
    func average(_ metric: (TargetErrors) -> Double) -> Double? {
      (columns.map(metric).compensatedSum() / Double(columns.count)).finite
    }
    rmse = average { $0.rootMeanSquare(weights) }
    mae = average { $0.meanAbsolute(weights) }
    medianAE = average { $0.medianAbsolute(weights) }
    maxError = columns.count == 1 ? average { $0.largest(taking: counts) } : nil
    mape = average { $0.meanPercentage(weights) }
    r2 = count > 1 ? average { $0.determination(weights) } : nil
    explainedVariance = average { $0.explainedVariance(weights) }
  }

  /// Every metric by its name on the command line, always all of them and always in this order.
  package var table: [(name: String, value: Double?)] {
    [
      ("n", Double(count)), ("rmse", rmse), ("mae", mae), ("median_ae", medianAE), ("max_error", maxError),
      ("mape", mape), ("r2", r2), ("explained_variance", explainedVariance),
    ]
  }
}
