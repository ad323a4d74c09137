package import Workers

/// The rows of a two-class table, made ready once to be scored under any weights.
package struct BinaryRows: TwoClassSample, Sendable {
  /// Whether a row is positive.
  package let truth: [Bool]

  /// Whether a row was predicted positive; nil where that is not known.
  package private(set) var predicted: [Bool]?

  /// The rows by their scores; nil where there is not one finite score per row.
  let ranking: ScoreRanking?

  package let areProbabilities: Bool

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

  package var count: Int { truth.count }

  package var scale: Double { weights.scale }

  /// Whether each row was predicted as it is; nil where the predicted labels are not known.
  package var areRight: [Bool]? { predicted.map { zip(truth, $0).map { $0 == $1 } } }

  package var hasScores: Bool { ranking != nil }

  /// The same rows, predicted positive from a score on; as they are where the scores are not known.
  package func predicted(from threshold: Double) -> BinaryRows {
    guard let scores else { return self }
    var rows = self
    rows.predicted = scores.map { $0 >= threshold }
    return rows
  }

  /// The score of every row; nil where they are not known.
  package var scores: [Double]? { ranking?.scores }

  package func summary(workers: Workers) -> ScoreSummary? { summary(weights: weights, workers: workers) }

  package func forEachTie(_ body: (ScoreTie) -> Void) { ranking?.forEachTie(weights: weights, body) }

  package var weightsByLabels: [Double]? { weightsByLabels(weights: weights) }

  /// What the scores tell under other weights.
  func summary(weights: RowWeights, workers: Workers) -> ScoreSummary? {
    ranking?.summary(weights: weights, areProbabilities: areProbabilities, workers: workers)
  }

  /// The weights by labels, under other weights.
  func weightsByLabels(weights: RowWeights) -> [Double]? {
    predicted.map { ClassCounts.weightsByLabels(truth, $0, weights) }
  }
}

extension Array {
  /// The array itself, or nil where it has another number of elements.
  fileprivate func ofCount(_ count: Int) -> Self? { self.count == count ? self : nil }
}
