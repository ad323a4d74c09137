#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// McNemar's test of whether two classifiers are right equally often (Q. McNemar, 1947), in its exact form: of the rows
/// that one of them alone has right, each has half a chance to be either's.
///
/// - Returns: the two-sided probability of a split at least as uneven; 1 where the two never differ.
package func mcNemarTest(onlyFirstRight: Int, onlySecondRight: Int) -> Double {
  let total = onlyFirstRight + onlySecondRight
  let least = min(onlyFirstRight, onlySecondRight)
  guard total > 0, 2 * least < total else { return 1 }
  // Σₖ C(n, k) / 2ⁿ for k = least, least − 1 …: from the largest term on, each a ratio of the one before.
  let first =
    lgamma(Double(total) + 1) - lgamma(Double(least) + 1) - lgamma(Double(total - least) + 1) - Double(total) * M_LN2
  var term = 1.0
  var sum = CompensatedSum()
  var k = least
  while k >= 0, term > 1e-20 {
    sum.add(term)
    term *= Double(k) / Double(total - k + 1)
    k -= 1
  }
  return min(1, 2 * exp(first) * sum.value)
}

/// DeLong's test of whether two scores have the same area under the receiver operating characteristic on the same rows
/// (E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, 1988), by the ranks of X. Sun and W. Xu (2014).
///
/// - Parameters:
///   - truth: whether a row is positive.
///   - first: one finite score per row.
///   - second: another.
/// - Returns: both areas, the variance of their difference and the two-sided probability of a difference at least as
///   large; nil where a class has fewer than two rows, or sizes or scores do not fit. Where the variance is 0 the
///   probability is 1 for equal areas and 0 for others.
/// - Complexity: O(n log n).
package func deLongTest(
  truth: [Bool], first: [Double], second: [Double]
) -> (areas: (Double, Double), variance: Double, probability: Double)? {
  let positives = truth.count { $0 }
  let negatives = truth.count - positives
  guard positives > 1, negatives > 1, first.count == truth.count, second.count == truth.count, first.areFinite,
    second.areFinite
  else { return nil }
  let one = Placements(truth: truth, scores: first)
  let two = Placements(truth: truth, scores: second)
  let variance =
    varianceOfDifference(one.positive, two.positive) / Double(positives)
    + varianceOfDifference(one.negative, two.negative) / Double(negatives)
  let difference = (one.area - two.area).magnitude
  let probability =
    variance > 0 ? erfc(difference / (2 * variance).squareRoot()) : difference > 0 ? 0 : 1
  return ((one.area, two.area), variance, probability)
}

/// For every row the share of the other class that its score beats, ties counting half.
private struct Placements {
  private(set) var positive: [Double] = []
  private(set) var negative: [Double] = []
  var area: Double { positive.compensatedSum() / Double(positive.count) }

  init(truth: [Bool], scores: [Double]) {
    let all = midranks(scores)
    let own = [true, false].map { label in midranks(truth.indices.filter { truth[$0] == label }.map { scores[$0] }) }
    var next = [0, 0]
    let positives = Double(own[0].count)
    let negatives = Double(own[1].count)
    for row in truth.indices {
      if truth[row] {
        positive.append((all[row] - own[0][next[0]]) / negatives)
        next[0] += 1
      } else {
        // The share of the positive rows that beat this one.
        negative.append(1 - (all[row] - own[1][next[1]]) / positives)
        next[1] += 1
      }
    }
  }
}

/// The rank of every score from 1, those that tie having the mean of theirs.
private func midranks(_ scores: [Double]) -> [Double] {
  let order = scores.indices.sorted { scores[$0] < scores[$1] }
  var ranks = [Double](repeating: 0, count: scores.count)
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
    for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
    start = end
  }
  return ranks
}

/// The sample variance of the differences of two lists.
private func varianceOfDifference(_ first: [Double], _ second: [Double]) -> Double {
  let differences = zip(first, second).map { $0 - $1 }
  let mean = differences.compensatedSum() / Double(differences.count)
  return differences.map { ($0 - mean) * ($0 - mean) }.compensatedSum() / Double(differences.count - 1)
}
