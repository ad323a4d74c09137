import Metrics
import Testing

@Suite struct MetricDirectionTests {
  /// A better prediction has a better value of every metric, in the direction that is told.
  @Test func everyMetricImprovesInItsDirection() {
    let truth = [false, true, false, true, false, true]
    let good = BinaryMetrics(truth: truth, probability: [0.1, 0.9, 0.2, 0.8, 0.1, 0.9]).table
    let bad = BinaryMetrics(truth: truth, probability: [0.9, 0.4, 0.6, 0.3, 0.4, 0.7]).table
    let values: [Double] = [1, 2, 3, 4]
    let near = RegressionMetrics(truth: values, prediction: [1.1, 2, 3, 4]).table
    let far = RegressionMetrics(truth: values, prediction: [4, 2, 5, 1]).table
    for (better, worse) in zip(good + near, bad + far) where better.name != "n" {
      guard let better = better.value, let other = worse.value else {
        Issue.record("\(worse.name) is undefined")
        continue
      }
      #expect(isBetterSmaller(worse.name) ? better < other : better > other, "\(worse.name)")
    }
  }
}
