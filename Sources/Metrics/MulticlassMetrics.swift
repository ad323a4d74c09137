package import Workers

/// How well probabilities, and the labels they give, tell several classes apart.
///
/// Every definition is scikit-learn's, with all classes 0 ..< classes as its `labels`, and so is every value in a
/// degenerate case, except that a value which it gives as not a number or infinite is nil here: undefined. Every metric
/// is nil where there is no row, where there is not one label per row and in 0 ..< classes, or where the weights are not
/// one per row, finite, not negative and not all 0. Probabilities that are not finite, or not one per row and class,
/// count as not known.
package struct MulticlassMetrics: Sendable {
  /// One quantity of the classes in the three ways in which it becomes one number.
  package struct Averages: Sendable {
    /// The mean over the classes, all alike.
    package let macro: Double?

    /// The mean over the classes by their support.
    package let weighted: Double?

    /// The quantity of all decisions counted together; with one label per row it is the accuracy.
    package let micro: Double?
  }

  /// The number of rows, whatever they weigh.
  package let count: Int

  /// The mean one-versus-rest area under the receiver operating characteristic (T. Fawcett, 2006, section 9.2; not the
  /// pairwise mean of Hand and Till); nil where a class does not occur.
  package private(set) var auc: Double?

  /// The mean of the same areas by the support of the classes (F. Provost and P. Domingos, 2000), which those that do
  /// not occur leave as it is; nil where all rows belong to one class.
  package private(set) var aucWeighted: Double?

  /// The mean −ln of the probability given to the true class, clipped to ε … 1 − ε with ε = 2⁻⁵². The probabilities of
  /// a row are taken as they are, whatever they add up to; nil where one is outside 0 … 1.
  package private(set) var logLoss: Double?

  /// The mean over the rows of Σₖ (pₖ − [k is the true class])² (G. W. Brier, 1950), halved where there are fewer than
  /// three classes, so that it is the one of `BinaryMetrics`; nil as `logLoss` is.
  package private(set) var brier: Double?

  /// The share of the rows whose label was predicted.
  package private(set) var accuracy: Double?

  /// The mean recall of the classes that occur.
  package private(set) var balancedAccuracy: Double?

  /// TP / (TP + FP) of the classes, 0 for one that was never predicted.
  package private(set) var precision = Averages(macro: nil, weighted: nil, micro: nil)

  /// TP / (TP + FN) of the classes, 0 for one that never occurs.
  package private(set) var recall = Averages(macro: nil, weighted: nil, micro: nil)

  /// 2 TP / (2 TP + FP + FN) of the classes, 0 for one that neither occurs nor was predicted.
  package private(set) var f1 = Averages(macro: nil, weighted: nil, micro: nil)

  /// Matthews' correlation coefficient (J. Gorodkin, 2004), 0 where all rows have one class or were given one.
  package private(set) var mcc: Double?

  /// Cohen's kappa; nil where truth and prediction are one and the same class throughout.
  package private(set) var kappa: Double?

  /// Each class for itself, in order; empty where the labels are undefined.
  package private(set) var perClass: [ClassMetrics] = []

  /// Scores one row per element of `truth`.
  ///
  /// - Parameters:
  ///   - truth: the class of a row, 0 ..< classes.
  ///   - probabilities: rows × classes, row-major; nil where only labels are known, and then the metrics of
  ///     probabilities are nil.
  ///   - classes: the number of classes, 2²⁰ at most.
  ///   - predicted: the labels given; nil takes the most probable class, the first of those that tie. They are
  ///     undefined where a probability is not finite.
  ///   - weights: one weight per row, finite and not negative; nil weighs all alike.
  /// - Complexity: O(classes · n).
  package init(
    truth: [Int], probabilities: [Double]? = nil, classes: Int, predicted: [Int]? = nil, weights: [Double]? = nil
  ) {
    let rows = MulticlassRows(
      truth: truth, probabilities: probabilities, classes: classes, predicted: predicted, weights: weights)
    guard let rows else {
      self.init(undefinedOver: truth.count)
      return
    }
    self.init(rows)
  }

  private init(undefinedOver rows: Int) { count = rows }

  /// Scores rows that were made ready.
  ///
  /// - Parameter counts: how often each row is taken; nil takes each once.
  /// - Complexity: O(classes · n).
  package init(_ rows: MulticlassRows, taking counts: [UInt32]? = nil, workers: Workers = .one) {
    count = rows.count
    guard let weights = counts.map(rows.weights.taking) ?? rows.weights, let counts = rows.counts(weights: weights)
    else { return }
    let areas = rows.areasUnderROC(weights: weights, workers: workers)
    if let areas { setAreas(areas, counts: counts) }
    if let scores = rows.scores, scores.areProbabilities {
      setLosses(truth: rows.truth, scores: scores, weights: weights)
    }
    setLabelMetrics(counts)
    perClass = counts.classes.map { label in
      ClassMetrics(
        label: label, support: counts.support(label) / weights.scale, auc: areas?[label],
        precision: counts.precision(label), recall: counts.recall(label), f1: counts.f1(label))
    }
  }

  private mutating func setAreas(_ areas: [Double?], counts: ClassCounts) {
    let known = areas.compactMap(\.self)
    if known.count == areas.count { auc = (known.compensatedSum() / Double(known.count)).finite }
    var sum = CompensatedSum()
    var total = CompensatedSum()
    for (label, area) in zip(counts.classes, areas) where counts.support(label) > 0 {
      sum.add(counts.support(label) * (area ?? .nan))
      total.add(counts.support(label))
    }
    aucWeighted = (sum.value / total.value).finite
  }

  private mutating func setLosses(truth: [Int], scores: ClassScores, weights: RowWeights) {
    logLoss = weights.mean { clippedLogLoss(scores[$0, truth[$0]]) }.finite
    let scale = scores.classes < 3 ? 0.5 : 1
    brier = (scale * weights.mean { scores.squaredDistance(row: $0, from: truth[$0]) }).finite
  }

  private mutating func setLabelMetrics(_ counts: ClassCounts) {
    accuracy = counts.accuracy
    balancedAccuracy = counts.balancedAccuracy
    precision = averages(of: counts.precision, counts: counts)
    recall = averages(of: counts.recall, counts: counts)
    f1 = averages(of: counts.f1, counts: counts)
    mcc = counts.matthewsCorrelation
    kappa = counts.cohensKappa
  }

  private func averages(of quantity: (_ label: Int) -> Double, counts: ClassCounts) -> Averages {
    var sum = CompensatedSum()
    var weightedSum = CompensatedSum()
    var total = CompensatedSum()
    for label in counts.classes {
      sum.add(quantity(label))
      weightedSum.add(quantity(label) * counts.support(label))
      total.add(counts.support(label))
    }
    return Averages(
      macro: (sum.value / Double(counts.classes.count)).finite, weighted: (weightedSum.value / total.value).finite,
      micro: counts.accuracy)
  }

  /// Every metric by its name on the command line, always all of them and always in this order.
  package var table: [(name: String, value: Double?)] {
    [
      ("n", Double(count)), ("auc_ovr", auc), ("auc_ovr_weighted", aucWeighted), ("log_loss", logLoss),
      ("brier", brier), ("accuracy", accuracy), ("balanced_accuracy", balancedAccuracy),
      ("precision_macro", precision.macro), ("precision_weighted", precision.weighted),
      ("precision_micro", precision.micro), ("recall_macro", recall.macro), ("recall_weighted", recall.weighted),
      ("recall_micro", recall.micro), ("f1_macro", f1.macro), ("f1_weighted", f1.weighted), ("f1_micro", f1.micro),
      ("mcc", mcc), ("kappa", kappa),
    ]
  }
}
