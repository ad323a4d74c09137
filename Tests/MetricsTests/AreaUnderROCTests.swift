import Metrics
import TestSupport
import Testing

@Suite("Area under the receiver operating characteristic")
struct AreaUnderROCTests {
  /// All pairs of a positive and a negative row, one by one.
  private func naive(_ positive: [Bool], _ score: [Double], _ weights: [Double]? = nil) -> Double? {
    var won = 0.0
    var all = 0.0
    for one in positive.indices where positive[one] {
      for other in positive.indices where !positive[other] {
        let weight = (weights?[one] ?? 1) * (weights?[other] ?? 1)
        all += weight
        if score[one] > score[other] { won += weight } else if score[one] == score[other] { won += weight / 2 }
      }
    }
    return all > 0 ? won / all : nil
  }

  @Test("the area is that of all pairs, ties counting half", arguments: 1...40 as ClosedRange<UInt64>)
  func pairs(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let rows = Int.random(in: 0...300, using: &generator)
    let values = Int.random(in: 1...400, using: &generator)
    let positive = (0..<rows).map { _ in Bool.random(using: &generator) }
    let score = (0..<rows).map { _ in Float(Int.random(in: -values...values, using: &generator)) / 64 }
    let wide = score.map(Double.init)
    let weights = (0..<rows).map { _ in Double(Int.random(in: 0...3, using: &generator)) }
    #expect(areaUnderROC(positive: positive, score: score) == naive(positive, wide), "seed \(seed)")
    #expect(areaUnderROC(positive: positive, score: wide) == naive(positive, wide), "seed \(seed)")
    #expect(
      areaUnderROC(positive: positive, score: wide, weights: weights) == naive(positive, wide, weights), "seed \(seed)")
  }

  @Test("the quick area orders every finite number as the plain one does", arguments: 1...10 as ClosedRange<UInt64>)
  func everyFloat(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let score = (0..<1_000).map { _ in Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator)) }
      .filter(\.isFinite)
    let positive = score.map { _ in Bool.random(using: &generator) }
    let wide = score.map(Double.init)
    #expect(areaUnderROC(positive: positive, score: score) == naive(positive, wide), "seed \(seed)")
  }

  @Test("the two zeros tie")
  func zeros() {
    #expect(areaUnderROC(positive: [true, false], score: [-0.0, 0.0] as [Float]) == 0.5)
    #expect(areaUnderROC(positive: [true, false], score: [0.0, -0.0] as [Float]) == 0.5)
    #expect(areaUnderROC(positive: [true, false], score: [-0.0, 0.0] as [Double]) == 0.5)
  }

  @Test("scores one unit in the last place apart do not tie")
  func neighbours() {
    #expect(areaUnderROC(positive: [true, false], score: [Float(0.5).nextUp, 0.5]) == 1)
    #expect(areaUnderROC(positive: [true, false], score: [-Float.leastNonzeroMagnitude, 0]) == 0)
    #expect(areaUnderROC(positive: [true, false], score: [0.5, 0.5.nextUp]) == 0)
  }

  @Test("the largest and smallest scores are in range")
  func extremes() {
    let most = Float.greatestFiniteMagnitude
    #expect(areaUnderROC(positive: [true, false, true, false], score: [most, -most, 1, 0]) == 1)
  }

  @Test("the area is undefined for one class, no row, unequal numbers and scores that are not finite")
  func undefined() {
    #expect(areaUnderROC(positive: [], score: [] as [Float]) == nil)
    #expect(areaUnderROC(positive: [true, true], score: [0.1, 0.2] as [Float]) == nil)
    #expect(areaUnderROC(positive: [false, false], score: [0.1, 0.2] as [Float]) == nil)
    #expect(areaUnderROC(positive: [true, false], score: [0.1] as [Float]) == nil)
    #expect(areaUnderROC(positive: [true, false], score: [.nan, 0.1] as [Float]) == nil)
    #expect(areaUnderROC(positive: [true, false], score: [0.1, -.infinity] as [Float]) == nil)
    #expect(areaUnderROC(positive: [], score: [] as [Double]) == nil)
    #expect(areaUnderROC(positive: [true, true], score: [0.1, 0.2] as [Double]) == nil)
    #expect(areaUnderROC(positive: [true, false], score: [0.1] as [Double]) == nil)
    #expect(areaUnderROC(positive: [true, false], score: [.nan, 0.1] as [Double]) == nil)
    #expect(areaUnderROC(positive: [true, false], score: [0.2, 0.1], weights: [0, 1]) == nil)
    #expect(areaUnderROC(positive: [true, false], score: [0.2, 0.1], weights: [1, -1]) == nil)
    #expect(areaUnderROC(positive: [true, false], score: [0.2, 0.1], weights: [1]) == nil)
  }
}
