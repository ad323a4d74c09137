package import Workers

/// A score, and how many rows of either class bear it: all that is left of rows that weigh alike once their order is of
/// no use. 16 bytes each, so that many can be put by.
package struct CountedScore: Sendable {
  /// The score as an integer whose order is that of the scores.
  package let key: UInt64
  package let positives: UInt32
  package let negatives: UInt32

  package init(key: UInt64, positives: UInt32, negatives: UInt32) {
    self.key = key
    self.positives = positives
    self.negatives = negatives
  }

  package var score: Double { ScoreRanking.score(of: key) }

  /// Calls `body` with the distinct scores of some rows, ascending; never where there are 2³¹ rows or more, or a score is
  /// not finite.
  ///
  /// - Complexity: O(n).
  package static func count<Failure: Error>(
    _ scores: consuming [Double], positive: [Bool], workers: Workers = .one,
    _ body: (CountedScore) throws(Failure) -> Void
  ) throws(Failure) {
    try ScoreRanking(scores, positive: positive, workers: workers)?.forEachCount(body)
  }
}

extension [CountedScore] {
  /// The distinct scores, the highest first, of counts in any order.
  package consuming func ties() -> [ScoreTie] {
    let counts = self
    var keys = counts.map(\.key)
    var places = (0..<counts.count).map { UInt32(truncatingIfNeeded: $0) }
    RadixSort.sort(&keys, carrying: &places, workers: .one)
    var ties: [ScoreTie] = []
    ties.reserveCapacity(counts.count)
    var next = counts.count
    while next > 0 {
      let key = keys[next - 1]
      var (positives, negatives) = (0, 0)
      while next > 0, keys[next - 1] == key {
        next -= 1
        positives += Int(counts[Int(places[next])].positives)
        negatives += Int(counts[Int(places[next])].negatives)
      }
      ties.append(
        ScoreTie(score: ScoreRanking.score(of: key), positive: Double(positives), negative: Double(negatives)))
    }
    return ties
  }
}
