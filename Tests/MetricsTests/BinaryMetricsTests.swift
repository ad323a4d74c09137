import Metrics
import TestSupport
import Testing

@Suite("Binary metrics")
struct BinaryMetricsTests {
  /// scikit-learn's names of what the table calls otherwise.
  static let names = ["auc": "roc_auc"]

  @Test("every metric is scikit-learn's, ties, weights and degenerate tables included", arguments: try cases())
  func agreement(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let metrics = BinaryMetrics(truth: table.binary.truth, probability: table.binary.score, weights: table.weights)
    #expect(metrics.count == answers.n)
    for (name, value) in metrics.table where name != "n" {
      let answer = try #require(answers.number(Self.names[name] ?? name))
      expectAgreement(value, answer, metric: name)
    }
  }

  @Test("labels that are given count, not the threshold", arguments: try cases())
  func givenLabels(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let score = table.binary.score
    let metrics = BinaryMetrics(
      truth: table.binary.truth, probability: score, predicted: score.map { $0 > 0.5 }, weights: table.weights)
    for (name, value) in metrics.table {
      guard let answer = answers.number("gt:" + name) else { continue }
      expectAgreement(value, answer, metric: name)
    }
  }

  @Test("the order of the rows does not matter", arguments: try cases())
  func rowOrder(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, score) = table.binary
    var generator = SeededGenerator(seed: 1)
    let order = truth.indices.shuffled(using: &generator)
    expectAgreement(
      BinaryMetrics(
        truth: order.map { truth[$0] }, probability: order.map { score[$0] },
        weights: table.weights.map { weights in order.map { weights[$0] } }
      ).table, BinaryMetrics(truth: truth, probability: score, weights: table.weights).table)
  }

  @Test("the table holds every metric in its documented order")
  func names() {
    let metrics = BinaryMetrics(truth: [true, false], probability: [0.75, 0.25])
    #expect(
      metrics.table.map(\.name) == [
        "n", "auc", "average_precision", "log_loss", "brier", "accuracy", "balanced_accuracy", "precision", "recall",
        "f1", "specificity", "mcc", "kappa",
      ])
    #expect(metrics.table[0].value == 2)
  }

  @Test("a row at the threshold is predicted positive")
  func threshold() {
    let truth = [true, false, false]
    let probability = [0.7, 0.7, 0.6]
    #expect(BinaryMetrics(truth: truth, probability: probability, threshold: 0.7).precision == 0.5)
    #expect(BinaryMetrics(truth: truth, probability: probability, threshold: 0.7).specificity == 0.5)
    #expect(BinaryMetrics(truth: truth, probability: probability, threshold: .nan).accuracy == nil)
  }

  @Test("a whole weight counts as so many rows")
  func wholeWeights() {
    let metrics = BinaryMetrics(
      truth: [true, false, true, false], probability: [0.9, 0.6, 0.3, 0.3], weights: [2, 1, 0, 3])
    let repeated = BinaryMetrics(
      truth: [true, true, false, false, false, false], probability: [0.9, 0.9, 0.6, 0.3, 0.3, 0.3])
    expectAgreement(Array(metrics.table.dropFirst()), Array(repeated.table.dropFirst()))
  }

  @Test(
    "the size of the weights does not matter", arguments: [.leastNonzeroMagnitude, 1e-300, 1e-9, 1e9, 1e300, 0x1p1023])
  func sizeOfWeights(_ size: Double) {
    let truth = [true, false, true, false, true]
    let probability = [0.9, 0.6, 0.3, 0.3, 0.8]
    expectAgreement(
      BinaryMetrics(truth: truth, probability: probability, weights: [size, size, 0, size, size]).table,
      BinaryMetrics(truth: truth, probability: probability, weights: [1, 1, 0, 1, 1]).table)
  }

  @Test("with labels alone the metrics of probabilities are undefined")
  func labelsAlone() {
    let metrics = BinaryMetrics(truth: [true, false, true, false], predicted: [true, true, true, false])
    #expect(metrics.auc == nil && metrics.averagePrecision == nil && metrics.logLoss == nil && metrics.brier == nil)
    #expect(metrics.accuracy == 0.75)
    #expect(metrics.kappa == 0.5)
  }

  @Test("a score that is no probability ranks, but has no log loss and no Brier score")
  func scores() {
    let metrics = BinaryMetrics(truth: [true, false], probability: [3, -1], threshold: 0)
    #expect(metrics.auc == 1 && metrics.averagePrecision == 1 && metrics.accuracy == 1)
    #expect(metrics.logLoss == nil && metrics.brier == nil)
  }

  @Test("a score that is not finite leaves only the metrics of given labels", arguments: [Double.nan, .infinity])
  func notFinite(_ score: Double) {
    let truth = [true, false]
    let undefined = BinaryMetrics(truth: truth, probability: [score, 0.5]).table.dropFirst()
    #expect(undefined.allSatisfy { $0.value == nil })
    let labelled = BinaryMetrics(truth: truth, probability: [score, 0.5], predicted: [true, false])
    #expect(labelled.auc == nil && labelled.logLoss == nil && labelled.accuracy == 1)
  }

  @Test("no row, unequal numbers and impossible weights leave everything undefined")
  func impossible() {
    let truth = [true, false]
    let undefined = [
      BinaryMetrics(truth: [], probability: []),
      BinaryMetrics(truth: truth, probability: [0.5]),
      BinaryMetrics(truth: truth),
      BinaryMetrics(truth: truth, predicted: [true, false, true]),
    ]
    let weights: [[Double]] = [[1], [1, -1], [1, .nan], [1, .infinity], [0, 0]]
    let weighted = weights.map { BinaryMetrics(truth: truth, probability: [0.75, 0.25], weights: $0) }
    for metrics in undefined + weighted {
      #expect(metrics.table.dropFirst().allSatisfy { $0.value == nil })
    }
  }

  private static func cases() throws -> [ScikitLearnCase] { try ScikitLearnCase.all("binary") }
}
