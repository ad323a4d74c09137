/// A receiver operating characteristic: what share of the negative rows is taken for positive, and what share of the
/// positive rows is found, as the threshold falls (T. Fawcett, "An introduction to ROC analysis", 2006, algorithm 1).
package struct ROCCurve: Sendable {
  /// What happens where every row with a score of at least `threshold` is predicted positive.
  package struct Point: Sendable {
    package let threshold: Double
    package let falsePositiveRate: Double
    package let truePositiveRate: Double
  }

  /// The points from (0, 0), whose threshold is infinite, to (1, 1), one per distinct score.
  package let points: [Point]

  /// The curve of one score per row; nil where it is undefined: a class is missing or has no weight, the numbers of
  /// rows differ, a score is not finite, or a weight is negative or not finite.
  ///
  /// - Parameters:
  ///   - positive: whether a row is positive.
  ///   - score: a number that grows with the probability of the positive class.
  ///   - weights: one weight per row; nil weighs all alike.
  ///   - droppingIntermediate: leaves out a point with the same step before it as after it, which lies on a straight
  ///     line between its neighbours, as scikit-learn's `roc_curve` does.
  /// - Complexity: O(n).
  package init?(positive: [Bool], score: [Double], weights: [Double]? = nil, droppingIntermediate: Bool = true) {
    guard let rows = BinaryRows(truth: positive, probability: score, weights: weights) else { return nil }
    self.init(rows, droppingIntermediate: droppingIntermediate)
  }

  /// The curve of rows that were made ready; nil where it is undefined.
  package init?<Sample: TwoClassSample>(
    _ rows: Sample, droppingIntermediate: Bool = true
  ) throws(Sample.Failure) {
    var counts: [(threshold: Double, truePositives: Double, falsePositives: Double)] = []
    try rows.forEachThreshold { counts.append(($0, $1, $2)) }
    guard let last = counts.last, last.truePositives > 0, last.falsePositives > 0 else { return nil }
    if droppingIntermediate {
      counts = counts.indices.filter { index in
        guard index > 0, index < counts.count - 1 else { return true }
        let (before, here, after) = (counts[index - 1], counts[index], counts[index + 1])
        return after.truePositives - here.truePositives != here.truePositives - before.truePositives
          || after.falsePositives - here.falsePositives != here.falsePositives - before.falsePositives
      }.map { counts[$0] }
    }
    points =
      [Point(threshold: .infinity, falsePositiveRate: 0, truePositiveRate: 0)]
      + counts.map {
        Point(
          threshold: $0.threshold, falsePositiveRate: $0.falsePositives / last.falsePositives,
          truePositiveRate: $0.truePositives / last.truePositives)
      }
  }

  /// The area under the curve by the trapezoidal rule, which is exact for it.
  package var areaUnder: Double {
    var area = CompensatedSum()
    for (left, right) in zip(points, points.dropFirst()) {
      let width = right.falsePositiveRate - left.falsePositiveRate
      area.add(width * (left.truePositiveRate + right.truePositiveRate) / 2)
    }
    return area.value
  }
}
