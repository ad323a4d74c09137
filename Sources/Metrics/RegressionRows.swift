package import Workers

/// Predictions of one or several quantities, made ready once to be scored under any weights.
package struct RegressionRows: Sendable {
  /// The number of rows, whatever they weigh.
  package let count: Int

  /// One for each quantity.
  let columns: [TargetErrors]

  let weights: RowWeights

  /// Takes rows; nil where no metric is defined: no row, sizes that do not fit, a value that is not finite, or weights
  /// that are not one per row, finite, not negative and not all 0.
  ///
  /// - Parameters:
  ///   - truth: rows × targets, row-major.
  ///   - prediction: rows × targets, row-major.
  ///   - targets: the number of quantities in a row.
  ///   - weights: one weight per row; nil weighs all alike.
  /// - Complexity: O(targets · n).
  package init?(
    truth: [Double], prediction: [Double], targets: Int = 1, weights: [Double]? = nil, workers: Workers = .one
  ) {
    guard targets > 0, truth.count.isMultiple(of: targets), prediction.count == truth.count, truth.areFinite,
      prediction.areFinite, let weights = RowWeights(weights, rows: truth.count / targets)
    else { return nil }
    count = truth.count / targets
    self.weights = weights
    columns = (0..<targets).map { target in
      let rows = stride(from: target, to: truth.count, by: targets)
      return TargetErrors(
        truth: targets == 1 ? truth : rows.map { truth[$0] }, errors: rows.map { truth[$0] - prediction[$0] },
        workers: workers)
    }
  }

  /// The number of quantities.
  package var targets: Int { columns.count }

  /// The true values of one quantity, one a row.
  package func truth(_ target: Int) -> [Double] { columns[target].truth }
}
