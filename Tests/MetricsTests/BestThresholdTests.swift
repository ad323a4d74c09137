import Metrics
import TestSupport
import Testing

@Suite("Best threshold")
struct BestThresholdTests {
  private static func value(of criterion: ThresholdCriterion, in metrics: BinaryMetrics) -> Double? {
    metrics.table.first { $0.name == criterion.rawValue }?.value
  }

  @Test("no other score is a better threshold, and no higher one as good", arguments: ThresholdCriterion.allCases)
  func best(_ criterion: ThresholdCriterion) throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let rows = Int.random(in: 2...60, using: &generator)
      let truth = (0..<rows).map { $0 == 0 || ($0 > 1 && Bool.random(using: &generator)) }
      let scores = (0..<rows).map { _ in Double(Int.random(in: 0...20, using: &generator)) / 20 }
      let weights: [Double]? =
        seed.isMultiple(of: 2) ? nil : (0..<rows).map { _ in Double(Int.random(in: 1...3, using: &generator)) }
      let prepared = try #require(BinaryRows(truth: truth, probability: scores, weights: weights))
      func value(_ threshold: Double) -> Double {
        Self.value(
          of: criterion,
          in: BinaryMetrics(truth: truth, probability: scores, threshold: threshold, weights: weights)) ?? -.infinity
      }
      let best = try #require(prepared.bestThreshold(by: criterion))
      for other in scores {
        #expect(value(other) <= value(best) + 1e-12, "seed \(seed): \(other) is better than \(best)")
        if other > best { #expect(value(other) < value(best), "seed \(seed): \(other) is as good as \(best)") }
      }
      let found = BinaryMetrics(prepared.predicted(from: best))
      #expect(Self.value(of: criterion, in: found) == value(best))
    }
  }

  @Test("the balanced accuracy of one class alone is its recall", arguments: [false, true])
  func oneClass(isPositive: Bool) throws {
    let rows = try #require(BinaryRows(truth: [isPositive, isPositive], probability: [0.25, 0.75]))
    #expect(rows.bestThreshold(by: .balancedAccuracy) == (isPositive ? 0.25 : 0.75))
  }

  @Test("without scores there is none")
  func none() {
    #expect(BinaryRows(truth: [true, false], predicted: [true, true])?.bestThreshold(by: .f1) == nil)
  }
}
