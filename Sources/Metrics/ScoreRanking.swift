/// The rows of a two-class table from the highest score down, rows with equal scores taken together.
///
/// One ranking answers everything that depends on the order of the scores alone: the areas and both curves.
struct ScoreRanking {
  /// The rows of one score: their share of the weight of the positive and of the negative class.
  struct Tie {
    let score: Double
    let positive: Double
    let negative: Double
  }

  private struct Row {
    let score: Double
    let weight: Double
    let isPositive: Bool
  }

  /// The scaled weight of all positive rows.
  let positives: Double

  /// The scaled weight of all negative rows.
  let negatives: Double

  private let rows: [Row]

  /// Ranks the rows; those of weight 0 are left out.
  ///
  /// Returns nil where the numbers of rows differ or a score is not finite.
  ///
  /// - Complexity: O(n log n).
  init?(positive: [Bool], score: [Double], weights: RowWeights) {
    guard positive.count == weights.rows, score.count == weights.rows, score.areFinite else { return nil }
    var rows: [Row] = []
    rows.reserveCapacity(weights.rows)
    var positives = CompensatedSum()
    var negatives = CompensatedSum()
    for row in 0..<weights.rows where weights[row] > 0 {
      let weight = weights[row]
      if positive[row] { positives.add(weight) } else { negatives.add(weight) }
      rows.append(Row(score: score[row], weight: weight, isPositive: positive[row]))
    }
    rows.sort { $0.score > $1.score }
    self.rows = rows
    self.positives = positives.value
    self.negatives = negatives.value
  }

  /// Calls `body` for every distinct score, the highest first.
  func forEachTie(_ body: (Tie) -> Void) {
    var next = 0
    while next < rows.count {
      let score = rows[next].score
      var positive = CompensatedSum()
      var negative = CompensatedSum()
      while next < rows.count, rows[next].score == score {
        if rows[next].isPositive { positive.add(rows[next].weight) } else { negative.add(rows[next].weight) }
        next += 1
      }
      body(Tie(score: score, positive: positive.value, negative: negative.value))
    }
  }

  /// Calls `body` for every distinct score, the highest first, with the weight of the positive and of the negative
  /// rows at that score or above it. Neither ever falls from one call to the next.
  func forEachThreshold(_ body: (_ score: Double, _ truePositives: Double, _ falsePositives: Double) -> Void) {
    var positive = CompensatedSum()
    var negative = CompensatedSum()
    var truePositives = 0.0
    var falsePositives = 0.0
    forEachTie { tie in
      positive.add(tie.positive)
      negative.add(tie.negative)
      truePositives = max(truePositives, positive.value)
      falsePositives = max(falsePositives, negative.value)
      body(tie.score, truePositives, falsePositives)
    }
  }

  /// The area under the receiver operating characteristic, or nil where a class has no weight.
  ///
  /// The Mann–Whitney form (J. A. Hanley and B. J. McNeil, 1982): the share of the pairs of a positive and a negative
  /// row in which the positive has the higher score, a tie counting half.
  var areaUnderROC: Double? {
    var positivesAbove = CompensatedSum()
    var pairs = CompensatedSum()
    forEachTie { tie in
      pairs.add(tie.negative * (positivesAbove.value + tie.positive / 2))
      positivesAbove.add(tie.positive)
    }
    return (pairs.value / (positives * negatives)).finite
  }

  /// The average precision Σ (Rₖ − Rₖ₋₁)·Pₖ over the distinct scores, 0 where no row is positive.
  var averagePrecision: Double? {
    guard positives > 0 else { return 0 }
    var truePositives = CompensatedSum()
    var falsePositives = CompensatedSum()
    var sum = CompensatedSum()
    forEachTie { tie in
      truePositives.add(tie.positive)
      falsePositives.add(tie.negative)
      sum.add(tie.positive * (truePositives.value / (truePositives.value + falsePositives.value)))
    }
    return (sum.value / positives).finite
  }
}
