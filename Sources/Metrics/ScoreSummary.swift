/// The sums over a ranking of scores from which its metrics follow.
package struct ScoreSummary: Sendable {
  /// The weight of all rows.
  package var weights = ClassWeights()

  /// Over pairs of a positive and a negative row, the weight of those in which the positive one has the higher score, a
  /// tie counting half.
  private var pairsWon = CompensatedSum()

  /// Σ of the weight of the positive rows of each score × the precision at that score.
  private var precision = CompensatedSum()

  private var logLoss = CompensatedSum()
  private var squaredError = CompensatedSum()

  /// No row.
  package init() {}

  /// The sums over ties that follow each other, the highest first, but for the weight of all rows; `above` is the
  /// weight of the rows of higher scores.
  package init(_ ties: [ScoreTie], above: ClassWeights, areProbabilities: Bool) {
    var above = above
    for tie in ties { add(tie, above: &above, areProbabilities: areProbabilities) }
  }

  /// Adds the rows of one score; `above` is the weight of the rows of higher scores, and becomes that of these too.
  mutating func add(_ tie: ScoreTie, above: inout ClassWeights, areProbabilities: Bool) {
    pairsWon.add(tie.negative * (above.positive.value + tie.positive / 2))
    above.add(tie)
    if tie.positive > 0 {
      let truePositives = above.positive.value
      precision.add(tie.positive * (truePositives / (truePositives + above.negative.value)))
    }
    guard areProbabilities else { return }
    let p = tie.score
    if tie.positive > 0 {
      logLoss.add(tie.positive * clippedLogLoss(p))
      squaredError.add(tie.positive * ((p - 1) * (p - 1)))
    }
    if tie.negative > 0 {
      logLoss.add(tie.negative * clippedLogLoss(1 - p))
      squaredError.add(tie.negative * (p * p))
    }
  }

  /// Adds the sums of the scores below.
  package mutating func add(_ other: ScoreSummary) {
    pairsWon.add(other.pairsWon)
    precision.add(other.precision)
    logLoss.add(other.logLoss)
    squaredError.add(other.squaredError)
  }

  /// The area under the receiver operating characteristic, or nil where a class has no weight.
  ///
  /// The Mann–Whitney form (J. A. Hanley and B. J. McNeil, 1982): the share of the pairs of a positive and a negative
  /// row in which the positive has the higher score, a tie counting half.
  var areaUnderROC: Double? { (pairsWon.value / (weights.positive.value * weights.negative.value)).finite }

  /// The average precision Σ (Rₖ − Rₖ₋₁)·Pₖ over the distinct scores, 0 where no row is positive.
  var averagePrecision: Double? {
    weights.positive.value > 0 ? (precision.value / weights.positive.value).finite : 0
  }

  /// The mean −ln of the probability of the true class.
  var meanLogLoss: Double? { (logLoss.value / total).finite }

  /// The mean squared distance of the probability from 0 or 1.
  var meanSquaredError: Double? { (squaredError.value / total).finite }

  private var total: Double { weights.positive.value + weights.negative.value }
}
