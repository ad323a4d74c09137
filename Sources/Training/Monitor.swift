import Matrices
import Metrics
package import Networks

/// The figure that is watched beside the loss. Higher is better in all of them.
package enum Monitor: String, Sendable, CaseIterable {
  /// Area under the receiver operating characteristic; for two classes.
  case auc
  /// The share of rows whose most probable class is the true one.
  case accuracy
  /// 1 − residual sum of squares / total sum of squares, the mean over the targets.
  case r2

  /// The monitors that make sense for a loss, the default first.
  package static func choices(for loss: Loss, outputs: Int) -> [Monitor] {
    switch loss {
    case .binaryCrossEntropy: [.auc, .accuracy]
    case .categoricalCrossEntropy: outputs == 2 ? [.auc, .accuracy] : [.accuracy]
    case .squaredError, .absoluteError, .huber: [.r2]
    }
  }

  /// The figure for `outputs` against `targets` (both `rows × outputs`, row-major); nil where it is undefined, as the
  /// area under the curve with one class only.
  func value(outputs: [Float], targets: [Float], columns: Int) -> Double? {
    let last = columns - 1
    let rows = Array(stride(from: 0, to: targets.count, by: columns))
    switch self {
    case .auc:
      return areaUnderROC(positive: rows.map { targets[$0 + last] > 0.5 }, score: rows.map { outputs[$0 + last] })
    case .accuracy:
      if columns == 1 {
        let right = rows.count { (outputs[$0] >= 0.5) == (targets[$0] >= 0.5) }
        return Double(right) / Double(rows.count)
      }
      let right = rows.count { start in
        let row = start..<start + columns
        // The first of equals, as nn-predict decides.
        guard let best = row.max(by: { outputs[$0] < outputs[$1] || (outputs[$0] == outputs[$1] && $0 > $1) }) else {
          return false
        }
        return targets[best] > 0.5
      }
      return Double(right) / Double(rows.count)
    case .r2:
      return RegressionMetrics(
        truth: targets.map(Double.init), prediction: outputs.map(Double.init), targets: columns
      ).r2
    }
  }
}
