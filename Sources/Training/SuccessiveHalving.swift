/// The best of many candidates at the price of few: all are scored in the first round, the better half in the second, and
/// so on (Jamieson & Talwalkar 2016).
package struct SuccessiveHalving {
  /// A candidate and its scores, one a round that it took part in.
  package struct Trial: Sendable, Equatable {
    package let candidate: Int
    package var scores: [Double]

    /// Not a number where a score is none.
    package var mean: Double { scores.reduce(0, +) / Double(scores.count) }
  }

  /// The trials, the best first: those that came furthest, and among them those of the lower mean.
  package let ranking: [Trial]

  /// - Parameters:
  ///   - score: the scores, lower is better, of the candidates that are left, in their order.
  package init<Failure: Error>(
    candidates: Int, rounds: Int, score: (_ round: Int, _ candidates: [Int]) throws(Failure) -> [Double]
  ) throws(Failure) {
    var left = (0..<candidates).map { Trial(candidate: $0, scores: []) }
    var out: [Trial] = []
    for round in 0..<rounds {
      let scores = try score(round, left.map(\.candidate))
      for (index, score) in zip(left.indices, scores) { left[index].scores.append(score) }
      left.sort(by: Self.isBetter)
      guard round + 1 < rounds else { break }
      let keeps = max((left.count + 1) / 2, 1)
      out = left[keeps...] + out
      left.removeSubrange(keeps...)
    }
    ranking = left + out
  }

  /// The lower mean, a number before none, the earlier candidate where they are equal.
  private static func isBetter(_ a: Trial, _ b: Trial) -> Bool {
    if a.mean.isNaN != b.mean.isNaN { return b.mean.isNaN }
    return a.mean == b.mean || a.mean.isNaN ? a.candidate < b.candidate : a.mean < b.mean
  }
}
