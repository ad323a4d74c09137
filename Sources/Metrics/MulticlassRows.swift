package import Workers

/// The rows of a table of several classes, made ready once to be scored under any weights.
package struct MulticlassRows: Sendable {
  /// The class of a row, 0 ..< classes.
  package let truth: [Int]

  /// The number of classes.
  package let classes: Int

  /// The labels given; nil where they are not known.
  package let predicted: [Int]?

  let scores: ClassScores?

  let weights: RowWeights

  /// Per class the rows by their scores for it, where many questions are to be asked of them.
  private let rankings: [ScoreRanking?]?

  /// Takes one row per element of `truth`; nil where no metric is defined: no row, or weights that are not one per row,
  /// finite, not negative and not all 0.
  ///
  /// - Parameters:
  ///   - truth: the class of a row, 0 ..< classes.
  ///   - probabilities: rows × classes, row-major, if there are any.
  ///   - classes: the number of classes, 2²⁰ at most.
  ///   - predicted: the labels given; nil takes the most probable class, the first of those that tie.
  ///   - weights: one weight per row; nil weighs all alike.
  ///   - isAskedOften: whether the rankings are kept: 12 bytes a row and class.
  package init?(
    truth: [Int], probabilities: [Double]? = nil, classes: Int, predicted: [Int]? = nil, weights: [Double]? = nil,
    isAskedOften: Bool = false, workers: Workers = .one
  ) {
    guard let weights = RowWeights(weights, rows: truth.count) else { return nil }
    self.weights = weights
    self.truth = truth
    self.classes = classes
    let scores = probabilities.flatMap { ClassScores($0, rows: truth.count, classes: classes) }
    self.scores = scores
    self.predicted = predicted ?? scores?.labels
    rankings =
      isAskedOften
      ? scores.map { scores in
        workers.map(classes) { label in ScoreRanking(scores.column(label), positive: truth.map { $0 == label }) }
      } : nil
  }

  /// The number of rows, whatever they weigh.
  package var count: Int { truth.count }

  /// Whether there are scores for the classes.
  package var hasScores: Bool { scores != nil }

  /// Whether each row was predicted as it is; nil where the predicted labels are not known.
  package var areRight: [Bool]? { predicted.map { zip(truth, $0).map { $0 == $1 } } }

  /// How the predicted labels do; nil where they are not known or no labels.
  func counts(weights: RowWeights) -> ClassCounts? {
    predicted.flatMap { ClassCounts(truth: truth, predicted: $0, classes: classes, weights: weights) }
  }

  /// For every class the area under the receiver operating characteristic of its scores, that class being positive
  /// and all others negative; nil for a class that no weight or all of the weight belongs to.
  func areasUnderROC(weights: RowWeights, workers: Workers) -> [Double?]? {
    guard let scores else { return nil }
    return workers.map(classes) { label in
      let ranking =
        rankings.map { $0[label] } ?? ScoreRanking(scores.column(label), positive: truth.map { $0 == label })
      return ranking?.summary(weights: weights, areProbabilities: false, workers: .one).areaUnderROC
    }
  }
}
