package import Workers

/// The rows of a two-class table, made ready once to be scored under any weights.
package struct BinaryRows: Sendable {
  /// Whether a row is positive.
  package let truth: [Bool]

  /// Whether a row was predicted positive; nil where that is not known.
  package private(set) var predicted: [Bool]?

  /// The rows by their scores; nil where there is not one finite score per row.
  let ranking: ScoreRanking?

  /// Whether every score is a number in 0 … 1.
  let areProbabilities: Bool

  let weights: RowWeights

  /// Takes one row per element of `truth`; nil where no metric is defined: no row, or weights that are not one per row,
  /// finite, not negative and not all 0.
  ///
  /// - Parameters:
  ///   - truth: whether a row is positive.
  ///   - probability: the probability of the positive class, or any score that grows with it, if there is one.
  ///   - predicted: the labels given; nil takes `probability >= threshold`.
  ///   - threshold: the least probability of a row that is predicted positive.
  ///   - weights: one weight per row; nil weighs all alike.
  /// - Complexity: O(n).
  package init?(
    truth: [Bool], probability: consuming [Double]? = nil, predicted: [Bool]? = nil, threshold: Double = 0.5,
    weights: [Double]? = nil, workers: Workers = .one
  ) {
    guard let weights = RowWeights(weights, rows: truth.count) else { return nil }
    self.weights = weights
    self.truth = truth
    let areProbabilities = probability?.areProbabilities ?? false
    if let scores = probability, scores.count == truth.count, areProbabilities || scores.areFinite {
      self.areProbabilities = areProbabilities
      self.predicted = (predicted ?? (threshold.isNaN ? nil : scores.map { $0 >= threshold }))?.ofCount(truth.count)
      probability = nil
      ranking = ScoreRanking(scores, positive: truth, workers: workers)
    } else {
      self.areProbabilities = false
      self.predicted = predicted?.ofCount(truth.count)
      ranking = nil
    }
  }

  /// The number of rows, whatever they weigh.
  package var count: Int { truth.count }

  /// Whether each row was predicted as it is; nil where the predicted labels are not known.
  package var areRight: [Bool]? { predicted.map { zip(truth, $0).map { $0 == $1 } } }

  /// Whether the scores are known.
  package var hasScores: Bool { ranking != nil }

  /// The same rows, predicted positive from a score on; as they are where the scores are not known.
  package func predicted(from threshold: Double) -> BinaryRows {
    guard let scores else { return self }
    var rows = self
    rows.predicted = scores.map { $0 >= threshold }
    return rows
  }

  /// Either class for itself, the negative one first; empty where the predicted labels are not known.
  package var perClass: [ClassMetrics] {
    guard let counts = counts() else { return [] }
    let area = summary()?.areaUnderROC
    return counts.classes.map { label in
      ClassMetrics(
        label: label, support: counts.support(label) / weights.scale, auc: area, precision: counts.precision(label),
        recall: counts.recall(label), f1: counts.f1(label))
    }
  }

  /// The score of every row; nil where they are not known.
  package var scores: [Double]? { ranking?.scores }

  /// What the scores tell; nil where they are not known.
  func summary(weights: RowWeights? = nil, workers: Workers = .one) -> ScoreSummary? {
    ranking?.summary(
      weights: weights ?? self.weights, areProbabilities: areProbabilities, workers: workers)
  }

  /// The weight of the rows by their true and their predicted label: true negatives, false positives, false negatives,
  /// true positives; nil where the predicted labels are not known.
  var weightsByLabels: [Double]? { predicted.map { ClassCounts.weightsByLabels(truth, $0, weights) } }

  /// How the predicted labels do; nil where they are not known.
  func counts(weights: RowWeights? = nil) -> ClassCounts? {
    predicted.map { ClassCounts(truth: truth, predicted: $0, weights: weights ?? self.weights) }
  }
}

extension Array {
  /// The array itself, or nil where it has another number of elements.
  fileprivate func ofCount(_ count: Int) -> Self? { self.count == count ? self : nil }
}
