/// How well probabilities, and the labels they give, tell a positive from a negative class.
///
/// Every definition is scikit-learn's, and so is every value in a degenerate case, except that a value which it gives
/// as not a number or infinite is nil here: undefined. Every metric is nil where there is no row, or where the weights
/// are not one per row, finite, not negative and not all 0. The metrics of probabilities, or those of labels, are nil
/// where there is not one probability, or one label, per row.
package struct BinaryMetrics: Sendable {
  /// The number of rows, whatever they weigh.
  package let count: Int

  /// The area under the receiver operating characteristic; nil where a class is missing or a score is not finite.
  package private(set) var auc: Double?

  /// The average precision Σ (Rₖ − Rₖ₋₁)·Pₖ, 0 where no row is positive; nil where a score is not finite.
  package private(set) var averagePrecision: Double?

  /// The mean −ln of the probability given to the true class, clipped to ε … 1 − ε with ε = 2⁻⁵²; nil where a
  /// probability is outside 0 … 1.
  package private(set) var logLoss: Double?

  /// The mean squared distance of the probability from 0 or 1 (G. W. Brier, 1950); nil as `logLoss` is.
  package private(set) var brier: Double?

  /// The share of the rows whose label was predicted.
  package private(set) var accuracy: Double?

  /// The mean recall of the classes that occur: (recall + specificity) / 2.
  package private(set) var balancedAccuracy: Double?

  /// TP / (TP + FP), 0 where no row was predicted positive.
  package private(set) var precision: Double?

  /// TP / (TP + FN), 0 where no row is positive.
  package private(set) var recall: Double?

  /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN).
  package private(set) var f1: Double?

  /// TN / (TN + FP), 0 where no row is negative.
  package private(set) var specificity: Double?

  /// Matthews' correlation coefficient, 0 where all rows have one class or were given one.
  package private(set) var mcc: Double?

  /// Cohen's kappa; nil where truth and prediction are one and the same class throughout.
  package private(set) var kappa: Double?

  /// Scores one row per element of `truth`.
  ///
  /// - Parameters:
  ///   - truth: whether a row is positive.
  ///   - probability: the probability of the positive class, or any score that grows with it; nil where only labels
  ///     are known, and then the metrics of probabilities are nil.
  ///   - predicted: the labels given; nil takes `probability >= threshold`. They are undefined where a probability is
  ///     not finite.
  ///   - threshold: the least probability of a row that is predicted positive.
  ///   - weights: one weight per row, finite and not negative; nil weighs all alike.
  /// - Complexity: O(n log n).
  package init(
    truth: [Bool], probability: [Double]? = nil, predicted: [Bool]? = nil, threshold: Double = 0.5,
    weights: [Double]? = nil
  ) {
    count = truth.count
    guard let weights = RowWeights(weights, rows: truth.count) else { return }
    let scores = probability.flatMap { $0.count == truth.count && $0.areFinite ? $0 : nil }
    if let scores { setScoreMetrics(truth: truth, scores: scores, weights: weights) }
    let labels = predicted ?? (threshold.isNaN ? nil : scores?.map { $0 >= threshold })
    if let labels { setLabelMetrics(truth: truth, labels: labels, weights: weights) }
  }

  private mutating func setScoreMetrics(truth: [Bool], scores: [Double], weights: RowWeights) {
    let ranking = ScoreRanking(positive: truth, score: scores, weights: weights)
    auc = ranking?.areaUnderROC
    averagePrecision = ranking?.averagePrecision
    guard scores.areProbabilities else { return }
    logLoss = weights.mean { clippedLogLoss(truth[$0] ? scores[$0] : 1 - scores[$0]) }.finite
    brier =
      weights.mean { row in
        let error = scores[row] - (truth[row] ? 1 : 0)
        return error * error
      }.finite
  }

  private mutating func setLabelMetrics(truth: [Bool], labels: [Bool], weights: RowWeights) {
    let counts = ClassCounts(
      truth: truth.map { $0 ? 1 : 0 }, predicted: labels.map { $0 ? 1 : 0 }, classes: 2, weights: weights)
    guard let counts else { return }
    accuracy = counts.accuracy
    balancedAccuracy = counts.balancedAccuracy
    precision = counts.precision(1)
    recall = counts.recall(1)
    f1 = counts.f1(1)
    specificity = counts.recall(0)
    mcc = counts.matthewsCorrelation
    kappa = counts.cohensKappa
  }

  /// Every metric by its name on the command line, always all of them and always in this order.
  package var table: [(name: String, value: Double?)] {
    [
      ("n", Double(count)), ("auc", auc), ("average_precision", averagePrecision), ("log_loss", logLoss),
      ("brier", brier), ("accuracy", accuracy), ("balanced_accuracy", balancedAccuracy), ("precision", precision),
      ("recall", recall), ("f1", f1), ("specificity", specificity), ("mcc", mcc), ("kappa", kappa),
    ]
  }
}
