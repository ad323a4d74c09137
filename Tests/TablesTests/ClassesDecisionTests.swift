import ByteStreams
import Testing

@testable import Tables

@Suite struct ClassesDecisionTests {
  private func two(positive: Int, threshold: Double = 0.5) -> Classes {
    Classes(labels: ["a", "b"], positive: positive, threshold: threshold)
  }

  @Test func oneOutputIsTheProbabilityOfThePositiveClass() {
    #expect(two(positive: 1).probabilities([0.25]) == [0.75, 0.25])
    #expect(two(positive: 0).probabilities([0.25]) == [0.25, 0.75])
    #expect(two(positive: 1).probabilities([0.5, 0.5]) == [0.5, 0.5])
  }

  @Test func ofTwoThePositiveIsPredictedFromTheThresholdOn() {
    #expect(two(positive: 1).predicted([0.5, 0.5]) == 1)
    #expect(two(positive: 0).predicted([0.5, 0.5]) == 0)
    #expect(two(positive: 1, threshold: 0.75).predicted([0.5, 0.5]) == 0)
    #expect(two(positive: 1).predicted([0.5, 0.5], from: 0.625) == 0)
  }

  @Test("The least probability is the least Float whose text spells the threshold or more", arguments: 0..<2_000)
  func leastProbability(seed: Int) throws {
    // A number of few digits, which is hardly ever a Float, and one that is.
    let p = Float(seed * 7919 % 2_000) / 2_000
    let spelled = try #require(Double(p.description))
    #expect(Float.leastSpelling(spelled) == p)
    #expect(two(positive: 1, threshold: spelled).predicted([1 - p, p]) == 1)
    #expect(two(positive: 1, threshold: spelled.nextUp).predicted([1 - p, p]) == 0)
    #expect(Float.leastSpelling(spelled.nextUp) == p.nextUp)
  }

  @Test func ofMoreTheFirstOfTheMostProbableIsPredicted() {
    let classes = Classes(labels: ["a", "b", "c"], positive: 0, threshold: 0.5)
    #expect(classes.predicted([0.25, 0.375, 0.375]) == 1)
  }
}
