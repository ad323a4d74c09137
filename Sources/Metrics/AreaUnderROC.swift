import Workers

/// The area under the receiver operating characteristic: the probability that a positive row has a higher score than a
/// negative one, a tie counting half (J. A. Hanley and B. J. McNeil, 1982; T. Fawcett, 2006).
///
/// Nil where it is undefined: a class is missing or has no weight, the numbers of rows differ, a score is not finite,
/// or a weight is negative or not finite.
///
/// - Complexity: O(n).
package func areaUnderROC(positive: [Bool], score: [Double], weights: [Double]? = nil) -> Double? {
  BinaryRows(truth: positive, probability: score, weights: weights)?.summary(workers: .one)?.areaUnderROC
}

/// The same area for the scores of a network, made to be asked for after every epoch.
///
/// A score and its label become one integer of 33 bits whose order is the order of the scores; a radix sort
/// and integer counts do the rest, so the answer is the exact fraction, rounded once.
///
/// - Complexity: O(n); the scratch memory is 16 bytes a row.
package func areaUnderROC(positive: [Bool], score: [Float]) -> Double? {
  // Above 2³¹ rows the count of half pairs could leave UInt64.
  guard positive.count == score.count, score.count <= Int(Int32.max) else { return nil }
  var keys: [UInt64] = []
  keys.reserveCapacity(score.count)
  var positives: UInt64 = 0
  for row in score.indices {
    guard score[row].isFinite else { return nil }
    let label: UInt64 = positive[row] ? 1 : 0
    positives += label
    keys.append(UInt64(orderedBits(score[row])) << 1 | label)
  }
  let negatives = UInt64(keys.count) - positives
  guard positives > 0, negatives > 0 else { return nil }
  sortByRadix(&keys)
  let area = Double(halfPairsWon(keys)) / 2
  return area / (Double(positives) * Double(negatives))
}

/// The bits of a finite score as an integer that grows with it; both zeros give the same.
private func orderedBits(_ score: Float) -> UInt32 {
  // Adding 0 turns −0 into +0 and leaves every other number as it is.
  let bits = (score + 0).bitPattern
  return bits >> 31 == 1 ? ~bits : bits | 1 << 31
}

/// Twice the number of pairs in which the positive row has the higher score, a tie counting half.
private func halfPairsWon(_ ascendingKeys: [UInt64]) -> UInt64 {
  var won: UInt64 = 0
  var negativesBelow: UInt64 = 0
  var next = 0
  while next < ascendingKeys.count {
    let score = ascendingKeys[next] >> 1
    var positives: UInt64 = 0
    var negatives: UInt64 = 0
    while next < ascendingKeys.count, ascendingKeys[next] >> 1 == score {
      let label = ascendingKeys[next] & 1
      positives += label
      negatives += 1 - label
      next += 1
    }
    won += positives * (2 * negativesBelow + negatives)
    negativesBelow += negatives
  }
  return won
}

/// Sorts keys below 2³³ by the digits of the bits in which they differ, the lowest first: digits of 11 bits, or of 8 where
/// there are so few keys that the counters would cost more than they do.
private func sortByRadix(_ keys: inout [UInt64]) {
  var differing: UInt64 = 0
  for key in keys { differing |= key ^ keys[0] }
  guard differing != 0 else { return }
  let digitBits = keys.count < 1 << 12 ? 8 : 11
  let mask = UInt64(1 << digitBits - 1)
  var places = [UInt32](repeating: 0, count: 1 << digitBits)
  var sorted = [UInt64](repeating: 0, count: keys.count)
  let bits = differing.trailingZeroBitCount..<UInt64.bitWidth - differing.leadingZeroBitCount
  for shift in stride(from: UInt64(bits.lowerBound), to: UInt64(bits.upperBound), by: digitBits) {
    unsafe places.withUnsafeMutableBufferPointer { places in
      unsafe places.update(repeating: 0)
      for key in keys { unsafe places[Int(key &>> shift & mask)] &+= 1 }
      var start: UInt32 = 0
      for digit in places.indices { unsafe (places[digit], start) = (start, start &+ places[digit]) }
      unsafe sorted.withUnsafeMutableBufferPointer { sorted in
        for key in keys {
          let digit = Int(key &>> shift & mask)
          let place = unsafe places[digit]
          unsafe places[digit] = place &+ 1
          unsafe sorted[Int(place)] = key
        }
      }
    }
    swap(&keys, &sorted)
  }
}
