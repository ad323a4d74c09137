import Workers

/// The rows of a two-class table in the order of their scores, made once and asked under any weights.
///
/// A score becomes an integer of 64 bits whose order is the order of the scores, and is sorted by radix together with
/// the number and the class of its row: 24 bytes a row while it is made, 12 afterwards.
struct ScoreRanking: Sendable {
  /// The scores as ordered integers, ascending; both zeros are one.
  private let keys: [UInt64]

  /// Twice the row of each key, and one more where the row is positive: in the order of the scores, so that a pass over
  /// them reads memory from one end to the other.
  private let rows: [UInt32]

  /// Below this many rows a piece is not worth a thread of its own. The cut into pieces follows from the number of rows
  /// alone, and so does every bit of what is summed over them.
  private static let rowsPerPiece = 1 << 16

  /// Ranks one score per row; nil where there are 2³¹ or more, their numbers differ, or one is not finite.
  ///
  /// - Complexity: O(n).
  init?(_ scores: consuming [Double], positive: [Bool], workers: Workers = .one) {
    guard scores.count <= Int(Int32.max), scores.count == positive.count else { return nil }
    let count = scores.count
    var keys = [UInt64](repeating: 0, count: count)
    var rows = [UInt32](repeating: 0, count: count)
    let pieces = (count + Self.rowsPerPiece - 1) / Self.rowsPerPiece
    let areFinite = unsafe keys.withUnsafeMutableBufferPointer { keys in
      unsafe rows.withUnsafeMutableBufferPointer { rows in
        // Each piece writes to places of its own.
        nonisolated(unsafe) let (keys, rows) = unsafe (keys, rows)
        let scores = scores
        return workers.map(pieces) { piece in
          var areFinite = true
          for row in piece * Self.rowsPerPiece..<min((piece + 1) * Self.rowsPerPiece, count) {
            areFinite = areFinite && scores[row].isFinite
            unsafe keys[row] = Self.key(of: scores[row])
            unsafe rows[row] = UInt32(truncatingIfNeeded: row) << 1 | (positive[row] ? 1 : 0)
          }
          return areFinite
        }
      }
    }
    guard areFinite.allSatisfy({ $0 }) else { return nil }
    _ = consume scores
    RadixSort.sort(&keys, carrying: &rows, workers: workers)
    self.keys = keys
    self.rows = rows
  }

  /// The number of rows.
  var count: Int { keys.count }

  /// The score of every row.
  var scores: [Double] {
    var scores = [Double](repeating: 0, count: keys.count)
    for place in keys.indices { scores[Int(rows[place] >> 1)] = Self.score(of: keys[place]) }
    return scores
  }

  private static func key(of score: Double) -> UInt64 {
    // Adding 0 turns −0 into +0 and leaves every other number as it is.
    let bits = (score + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  static func score(of key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
  }
}

/// The rows of one score: their share of the weight of the positive and of the negative class.
package struct ScoreTie: Sendable {
  package let score: Double
  package let positive: Double
  package let negative: Double
}

extension ScoreRanking {
  /// Calls `body` for every distinct score with some weight, the highest first.
  func forEachTie(weights: RowWeights, _ body: (ScoreTie) -> Void) {
    forEachTie(in: keys.indices, weights: weights, body)
  }

  /// Everything that a score tells of how well two classes are told apart, in two passes over pieces of the ranking.
  func summary(weights: RowWeights, areProbabilities: Bool, workers: Workers) -> ScoreSummary {
    let pieces = pieces
    let weightsOfPieces = workers.map(pieces.count) { classWeights(in: pieces[$0], weights) }
    var above: [ClassWeights] = []
    var all = ClassWeights()
    for sum in weightsOfPieces {
      above.append(all)
      all.add(sum)
    }
    let weightsAbove = above
    let summaries = workers.map(pieces.count) { piece in
      var summary = ScoreSummary()
      var above = weightsAbove[piece]
      forEachTie(in: pieces[piece], weights: weights) { tie in
        summary.add(tie, above: &above, areProbabilities: areProbabilities)
      }
      return summary
    }
    var summary = ScoreSummary()
    for piece in summaries { summary.add(piece) }
    summary.weights = all
    return summary
  }

  /// The ranking from its end in pieces of whole ties.
  private var pieces: [Range<Int>] {
    var pieces: [Range<Int>] = []
    var end = keys.count
    while end > 0 {
      var start = max(end - Self.rowsPerPiece, 0)
      while start > 0, keys[start - 1] == keys[start] { start -= 1 }
      pieces.append(start..<end)
      end = start
    }
    return pieces
  }

  /// The weight of the rows of some places.
  private func classWeights(in places: Range<Int>, _ weights: RowWeights) -> ClassWeights {
    let rows = rows.span
    var sum = ClassWeights()
    if weights.isUniform {
      var positives = 0
      for place in places { positives += Int(rows[place] & 1) }
      sum.add(Double(positives), isPositive: true)
      sum.add(Double(places.count - positives), isPositive: false)
    } else {
      for place in places { sum.add(weights[Int(rows[place] >> 1)], isPositive: rows[place] & 1 == 1) }
    }
    return sum
  }

  private func forEachTie(
    in places: Range<Int>, weights: RowWeights, _ body: (ScoreTie) -> Void
  ) {
    let keys = keys.span
    let rows = rows.span
    var next = places.upperBound
    while next > places.lowerBound {
      let key = keys[next - 1]
      let score = Self.score(of: key)
      if weights.isUniform {
        var positives = 0
        let last = next
        while next > places.lowerBound, keys[next - 1] == key {
          next -= 1
          positives += Int(rows[next] & 1)
        }
        body(ScoreTie(score: score, positive: Double(positives), negative: Double(last - next - positives)))
      } else {
        var sum = ClassWeights()
        while next > places.lowerBound, keys[next - 1] == key {
          next -= 1
          sum.add(weights[Int(rows[next] >> 1)], isPositive: rows[next] & 1 == 1)
        }
        let tie = ScoreTie(score: score, positive: sum.positive.value, negative: sum.negative.value)
        // A row of weight 0 is as good as none, its score too.
        if tie.positive > 0 || tie.negative > 0 { body(tie) }
      }
    }
  }
}

extension ScoreRanking {
  /// Calls `body` with the distinct scores, ascending.
  func forEachCount<Failure: Error>(_ body: (CountedScore) throws(Failure) -> Void) throws(Failure) {
    let (keys, rows) = (keys.span, rows.span)
    var place = 0
    while place < keys.count {
      let (first, key) = (place, keys[place])
      var positives: UInt32 = 0
      while place < keys.count, keys[place] == key {
        positives += rows[place] & 1
        place += 1
      }
      try body(
        CountedScore(
          key: key, positives: positives, negatives: UInt32(truncatingIfNeeded: place - first) - positives))
    }
  }
}

/// The weight of the rows of either class.
package struct ClassWeights: Sendable {
  package private(set) var positive = CompensatedSum()
  package private(set) var negative = CompensatedSum()

  package init() {}

  mutating func add(_ weight: Double, isPositive: Bool) {
    if isPositive { positive.add(weight) } else { negative.add(weight) }
  }

  package mutating func add(_ tie: ScoreTie) {
    positive.add(tie.positive)
    negative.add(tie.negative)
  }

  package mutating func add(_ other: ClassWeights) {
    positive.add(other.positive)
    negative.add(other.negative)
  }
}
