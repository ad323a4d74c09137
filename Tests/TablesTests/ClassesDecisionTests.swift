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
    #expect(two(positive: 1).predicted([0.5, 0.5], threshold: 0.625) == 0)
  }

  @Test func ofMoreTheFirstOfTheMostProbableIsPredicted() {
    let classes = Classes(labels: ["a", "b", "c"], positive: 0, threshold: 0.5)
    #expect(classes.predicted([0.25, 0.375, 0.375]) == 1)
  }
}
