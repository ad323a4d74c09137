package import Workers

/// Rows of two classes under their weights: what their metrics, curves and thresholds follow from, wherever the rows
/// themselves are held.
package protocol TwoClassSample {
  /// What can keep the scores from being looked through: `Never` where they are in memory.
  associatedtype Failure: Error

  /// The number of rows, whatever they weigh.
  var count: Int { get }

  /// A weight as it is summed up, divided by the weight as given.
  var scale: Double { get }

  /// The weight of the rows by their true and their predicted label: true negatives, false positives, false negatives,
  /// true positives; nil where the predicted labels are not known.
  var weightsByLabels: [Double]? { get }

  /// Whether there is one finite score per row.
  var hasScores: Bool { get }

  /// Whether every score is a number in 0 … 1.
  var areProbabilities: Bool { get }

  /// What the scores tell; nil where they are not known.
  func summary(workers: Workers) throws(Failure) -> ScoreSummary?

  /// Calls `body` for every distinct score with some weight, the highest first; never where they are not known.
  func forEachTie(_ body: (ScoreTie) -> Void) throws(Failure)
}

extension TwoClassSample {
  /// Calls `body` for every distinct score, the highest first, with the weight of the positive and of the negative
  /// rows at that score or above it. Neither ever falls from one call to the next.
  package func forEachThreshold(
    _ body: (_ score: Double, _ truePositives: Double, _ falsePositives: Double) -> Void
  ) throws(Failure) {
    var above = ClassWeights()
    var truePositives = 0.0
    var falsePositives = 0.0
    try forEachTie { tie in
      above.add(tie)
      truePositives = max(truePositives, above.positive.value)
      falsePositives = max(falsePositives, above.negative.value)
      body(tie.score, truePositives, falsePositives)
    }
  }

  /// Either class for itself, the negative one first; empty where the predicted labels are not known.
  package func perClass(workers: Workers = .one) throws(Failure) -> [ClassMetrics] {
    guard let counts = weightsByLabels.map(ClassCounts.init) else { return [] }
    let area = try summary(workers: workers)?.areaUnderROC
    return counts.classes.map { label in
      ClassMetrics(
        label: label, support: counts.support(label) / scale, auc: area, precision: counts.precision(label),
        recall: counts.recall(label), f1: counts.f1(label))
    }
  }
}
