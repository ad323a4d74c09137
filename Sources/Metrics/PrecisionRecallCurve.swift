/// How precision is given up for recall as the threshold falls.
package struct PrecisionRecallCurve: Sendable {
  /// What happens where every row with a score of at least `threshold` is predicted positive.
  package struct Point: Sendable {
    package let threshold: Double
    package let recall: Double
    package let precision: Double
  }

  /// One point per distinct score, the lowest first, so that recall falls from 1; then the end of the curve, recall 0
  /// and precision 1, whose threshold is infinite. Where no row is positive, recall is 1 up to there.
  package let points: [Point]

  /// The curve of one score per row; nil where the numbers of rows differ, there is no row, a score is not finite, or a
  /// weight is negative or not finite or all weights are 0.
  ///
  /// - Parameters:
  ///   - positive: whether a row is positive.
  ///   - score: a number that grows with the probability of the positive class.
  ///   - weights: one weight per row; nil weighs all alike.
  /// - Complexity: O(n).
  package init?(positive: [Bool], score: [Double], weights: [Double]? = nil) {
    guard let rows = BinaryRows(truth: positive, probability: score, weights: weights) else { return nil }
    self.init(rows)
  }

  /// The curve of rows that were made ready; nil where their scores are not known.
  package init?<Sample: TwoClassSample>(_ rows: Sample) throws(Sample.Failure) {
    var counts: [(threshold: Double, truePositives: Double, falsePositives: Double)] = []
    try rows.forEachThreshold { counts.append(($0, $1, $2)) }
    guard let last = counts.last else { return nil }
    points =
      counts.reversed().map {
        Point(
          threshold: $0.threshold, recall: last.truePositives > 0 ? $0.truePositives / last.truePositives : 1,
          precision: $0.truePositives / ($0.truePositives + $0.falsePositives))
      } + [Point(threshold: .infinity, recall: 0, precision: 1)]
  }

  /// The area under the steps of the curve, the average precision Σ (Rₖ − Rₖ₋₁)·Pₖ. A straight line between two points
  /// would promise what no threshold keeps (J. Davis and M. Goadrich, 2006), so none is drawn.
  package var areaUnder: Double {
    var area = CompensatedSum()
    for (lower, higher) in zip(points, points.dropFirst()) {
      area.add((lower.recall - higher.recall) * lower.precision)
    }
    return area.value
  }
}
