package import Workers

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
  /// - Complexity: O(n).
  package init(
    truth: [Bool], probability: [Double]? = nil, predicted: [Bool]? = nil, threshold: Double = 0.5,
    weights: [Double]? = nil
  ) {
    let rows = BinaryRows(
      truth: truth, probability: probability, predicted: predicted, threshold: threshold, weights: weights)
    guard let rows else {
      self.init(undefinedOver: truth.count)
      return
    }
    self.init(rows)
  }

  private init(undefinedOver rows: Int) { count = rows }

  /// Scores rows that were made ready.
  ///
  /// - Complexity: O(n).
  package init<Sample: TwoClassSample>(_ rows: Sample, workers: Workers = .one) throws(Sample.Failure) {
    self.init(
      rows: rows.count, try rows.summary(workers: workers), areProbabilities: rows.areProbabilities,
      rows.weightsByLabels)
  }

  /// Scores rows that were made ready.
  ///
  /// - Parameter counts: how often each row is taken; nil takes each once.
  /// - Complexity: O(n).
  package init(_ rows: BinaryRows, taking counts: [UInt32]?, workers: Workers = .one) {
    guard let weights = counts.map(rows.weights.taking) ?? rows.weights else {
      self.init(undefinedOver: rows.count)
      return
    }
    self.init(
      rows: rows.count, rows.summary(weights: weights, workers: workers), areProbabilities: rows.areProbabilities,
      rows.weightsByLabels(weights: weights))
  }

  private init(rows: Int, _ summary: ScoreSummary?, areProbabilities: Bool, _ weightsByLabels: [Double]?) {
    count = rows
    if let summary {
      auc = summary.areaUnderROC
      averagePrecision = summary.averagePrecision
      if areProbabilities {
        logLoss = summary.meanLogLoss
        brier = summary.meanSquaredError
      }
    }
    if let weightsByLabels { setLabelMetrics(ClassCounts(weightsByLabels: weightsByLabels)) }
  }

  private mutating func setLabelMetrics(_ counts: ClassCounts) {
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
