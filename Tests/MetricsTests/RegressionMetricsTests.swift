import Metrics
import TestSupport
import Testing

@Suite("Regression metrics")
struct RegressionMetricsTests {
  @Test("every metric is scikit-learn's, offsets, weights and several targets included", arguments: try cases())
  func agreement(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, prediction, targets) = table.regression
    let metrics = RegressionMetrics(truth: truth, prediction: prediction, targets: targets, weights: table.weights)
    #expect(metrics.count == answers.n)
    for (name, value) in metrics.table where name != "n" {
      guard let answer = answers.number(name) else {
        // scikit-learn has no largest error of several targets.
        #expect(name == "max_error" && value == nil)
        continue
      }
      // At an offset of 1e12 scikit-learn's own mean is rounded to 1e-4, which its scores show in the twelfth digit.
      let isRounded = answers.name == "offset-1e+12" && (name == "r2" || name == "explained_variance")
      expectAgreement(value, answer, metric: name, within: isRounded ? 1e-11 : 1e-12)
    }
  }

  @Test("R² is the exact one, with no rounding of the mean", arguments: try cases())
  func exactDetermination(_ answers: ScikitLearnCase) throws {
    guard let exact = answers.number("r2_exact"), answers.number("r2")?.isFinite ?? false else { return }
    let table = try answers.table()
    let metrics = RegressionMetrics(truth: table.regression.truth, prediction: table.regression.prediction)
    expectAgreement(metrics.r2, exact, metric: "r2", within: 1e-14)
  }

  @Test("the order of the rows does not matter", arguments: try cases())
  func rowOrder(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, prediction, targets) = table.regression
    var generator = SeededGenerator(seed: 3)
    let order = (0..<truth.count / targets).shuffled(using: &generator)
    let shuffled = RegressionMetrics(
      truth: order.flatMap { truth[$0 * targets..<($0 + 1) * targets] },
      prediction: order.flatMap { prediction[$0 * targets..<($0 + 1) * targets] }, targets: targets,
      weights: table.weights.map { weights in order.map { weights[$0] } })
    expectAgreement(
      shuffled.table,
      RegressionMetrics(truth: truth, prediction: prediction, targets: targets, weights: table.weights).table)
  }

  @Test("the table holds every metric in its documented order")
  func names() {
    #expect(
      RegressionMetrics(truth: [1, 2], prediction: [1, 3]).table.map(\.name) == [
        "n", "rmse", "mae", "median_ae", "max_error", "mape", "r2", "explained_variance",
      ])
  }

  @Test("the weighted median is the mean of two errors where the weights meet in the middle")
  func weightedMedian() {
    func median(_ weights: [Double]) -> Double? {
      RegressionMetrics(truth: [0, 0, 0, 0], prediction: [1, 2, 4, 8], weights: weights).medianAE
    }
    #expect(median([1, 1, 1, 1]) == 3)
    #expect(median([1, 1, 1, 0]) == 2)
    #expect(median([3, 0, 0, 3]) == 4.5)
    #expect(median([0.1, 0.2, 0.3, 0]) == 3)
    #expect(median([1, 1, 1, 9]) == 8)
    #expect(median([5, 1, 1, 1]) == 1)
  }

  @Test("a constant truth has an R² of 1 or 0, whatever the constant", arguments: [0, 0.1, 1.0 / 3, 1e12 + 0.1])
  func constant(_ truth: Double) {
    for rows in [2, 3, 49, 1_000] {
      let truths = [Double](repeating: truth, count: rows)
      let right = RegressionMetrics(truth: truths, prediction: truths)
      #expect(right.r2 == 1 && right.explainedVariance == 1)
      var wrong = truths
      wrong[0] += 1
      let metrics = RegressionMetrics(truth: truths, prediction: wrong)
      #expect(metrics.r2 == 0 && metrics.explainedVariance == 0)
    }
  }

  @Test("one row has no R²")
  func oneRow() {
    let metrics = RegressionMetrics(truth: [1], prediction: [3])
    #expect(metrics.rmse == 2 && metrics.r2 == nil && metrics.explainedVariance == 1)
  }

  @Test("what is out of range is undefined, not infinite")
  func outOfRange() {
    let metrics = RegressionMetrics(truth: [1e200, -1e200, 0], prediction: [-1e200, 1e200, 0])
    #expect(metrics.rmse == nil && metrics.r2 == nil && metrics.explainedVariance == nil)
    #expect(metrics.maxError == 2e200)
    let huge = Double.greatestFiniteMagnitude
    #expect(
      RegressionMetrics(truth: [huge, -huge], prediction: [-huge, huge]).table.dropFirst().allSatisfy {
        $0.value == nil
      })
  }

  @Test("no row, unequal sizes, values that are not finite and impossible weights leave everything undefined")
  func impossible() {
    let undefined = [
      RegressionMetrics(truth: [], prediction: []),
      RegressionMetrics(truth: [1, 2], prediction: [1]),
      RegressionMetrics(truth: [1, 2, 3], prediction: [1, 2, 3], targets: 2),
      RegressionMetrics(truth: [1, 2], prediction: [1, 2], targets: 0),
      RegressionMetrics(truth: [1, 2], prediction: [1, 2], targets: .min),
      RegressionMetrics(truth: [1, .nan], prediction: [1, 2]),
      RegressionMetrics(truth: [1, 2], prediction: [1, .infinity]),
      RegressionMetrics(truth: [1, 2], prediction: [1, 2], weights: [1]),
      RegressionMetrics(truth: [1, 2], prediction: [1, 2], weights: [0, 0]),
      RegressionMetrics(truth: [1, 2], prediction: [1, 2], weights: [1, -1]),
    ]
    for metrics in undefined { #expect(metrics.table.dropFirst().allSatisfy { $0.value == nil }) }
  }

  private static func cases() throws -> [ScikitLearnCase] { try ScikitLearnCase.all("regr") }
}
