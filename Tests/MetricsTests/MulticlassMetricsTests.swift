import Metrics
import TestSupport
import Testing

@Suite("Multiclass metrics")
struct MulticlassMetricsTests {
  /// scikit-learn's names of what the table calls otherwise.
  static let names = ["auc_ovr": "roc_auc_ovr_macro"]

  @Test("every metric is scikit-learn's, ties, weights and missing classes included", arguments: try cases())
  func agreement(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, probabilities, classes) = table.multiclass
    let metrics = MulticlassMetrics(
      truth: truth, probabilities: probabilities, classes: classes, weights: table.weights)
    #expect(metrics.count == answers.n)
    for (name, value) in metrics.table {
      // Absent where scikit-learn refuses the table: rows that do not add up to 1, two columns.
      guard let answer = answers.number(Self.names[name] ?? name) else { continue }
      expectAgreement(value, answer, metric: name)
    }
    for (name, quantity) in [("precision", \ClassMetrics.precision), ("recall", \.recall), ("f1", \.f1)] {
      let answer = try #require(answers.list(name + "_per_class"))
      expectAgreement(metrics.perClass.map { $0[keyPath: quantity] }, answer, name)
    }
    let confusion = try #require(answers.matrix("confusion"))
    expectAgreement(metrics.perClass.map(\.support), confusion.map { $0.reduce(0, +) }, "support")
  }

  @Test("the order of the rows does not matter", arguments: try cases())
  func rowOrder(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, probabilities, classes) = table.multiclass
    var generator = SeededGenerator(seed: 2)
    let order = truth.indices.shuffled(using: &generator)
    let shuffled = MulticlassMetrics(
      truth: order.map { truth[$0] },
      probabilities: order.flatMap { probabilities[$0 * classes..<($0 + 1) * classes] }, classes: classes,
      weights: table.weights.map { weights in order.map { weights[$0] } })
    expectAgreement(
      shuffled.table,
      MulticlassMetrics(truth: truth, probabilities: probabilities, classes: classes, weights: table.weights).table)
  }

  @Test("with two classes the metrics are those of the binary table", arguments: try ScikitLearnCase.all("binary"))
  func twoClasses(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, score) = table.binary
    let binary = BinaryMetrics(truth: truth, probability: score, weights: table.weights)
    let metrics = MulticlassMetrics(
      truth: truth.map { $0 ? 1 : 0 }, probabilities: score.flatMap { [1 - $0, $0] }, classes: 2,
      predicted: score.map { $0 >= 0.5 ? 1 : 0 }, weights: table.weights)
    let pairs: [(name: String, value: Double?, binary: Double?)] = [
      ("log_loss", metrics.logLoss, binary.logLoss), ("brier", metrics.brier, binary.brier),
      ("accuracy", metrics.accuracy, binary.accuracy),
      ("balanced_accuracy", metrics.balancedAccuracy, binary.balancedAccuracy), ("mcc", metrics.mcc, binary.mcc),
      ("kappa", metrics.kappa, binary.kappa),
    ]
    for (name, value, binary) in pairs { expectAgreement(value, binary ?? .nan, metric: name) }
    #expect(metrics.perClass.last?.auc == binary.auc)
  }

  @Test("areas weighted by support leave out a class that does not occur, the plain mean is undefined")
  func weightedAreas() throws {
    let missing = try #require(try ScikitLearnCase.named("missing-class-0", kind: "multi")).table()
    let (truth, probabilities, classes) = missing.multiclass
    let metrics = MulticlassMetrics(truth: truth, probabilities: probabilities, classes: classes)
    #expect(metrics.auc == nil)
    // roc_auc_score(y_true, p, multi_class="ovr", average="weighted", sample_weight=weight, labels=range(5))
    expectAgreement(metrics.aucWeighted, 0.5732853121878878, metric: "auc_ovr_weighted")

    let weighted = try #require(try ScikitLearnCase.named("w-random-0", kind: "multi")).table()
    let whole = MulticlassMetrics(
      truth: weighted.multiclass.truth, probabilities: weighted.multiclass.probabilities,
      classes: weighted.multiclass.classes, weights: weighted.weights)
    expectAgreement(whole.aucWeighted, 0.8076037899860807, metric: "auc_ovr_weighted")
  }

  @Test("the table holds every metric in its documented order")
  func names() {
    let metrics = MulticlassMetrics(truth: [0, 1, 2], classes: 3, predicted: [0, 1, 1])
    #expect(
      metrics.table.map(\.name) == [
        "n", "auc_ovr", "auc_ovr_weighted", "log_loss", "brier", "accuracy", "balanced_accuracy", "precision_macro",
        "precision_weighted", "precision_micro", "recall_macro", "recall_weighted", "recall_micro", "f1_macro",
        "f1_weighted", "f1_micro", "mcc", "kappa",
      ])
  }

  @Test("with labels alone the metrics of probabilities are undefined")
  func labelsAlone() {
    let metrics = MulticlassMetrics(truth: [0, 1, 2, 2], classes: 3, predicted: [0, 1, 1, 2])
    #expect(metrics.auc == nil && metrics.aucWeighted == nil && metrics.logLoss == nil && metrics.brier == nil)
    #expect(metrics.accuracy == 0.75)
    #expect(metrics.precision.macro == 2.5 / 3)
    #expect(metrics.perClass.map(\.support) == [1, 1, 2])
    #expect(metrics.perClass.allSatisfy { $0.auc == nil })
  }

  @Test("a perfect prediction has 1 and not a digit less, whatever the weights", arguments: [1, 1e-90, 1e90])
  func perfect(weight: Double) {
    for counts in [[14, 11, 13], [1, 1, 1], [50, 3, 900], [117, 133]] {
      let labels = counts.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
      let metrics = MulticlassMetrics(
        truth: labels, classes: counts.count, predicted: labels, weights: labels.map { _ in weight })
      #expect(metrics.accuracy == 1 && metrics.kappa == 1 && metrics.f1.macro == 1)
      #expect(weight == 1 ? metrics.mcc == 1 : abs((metrics.mcc ?? 0) - 1) <= 1e-12)
    }
  }

  @Test("the first of the classes that tie is predicted")
  func ties() {
    let metrics = MulticlassMetrics(truth: [1, 0], probabilities: [0.2, 0.4, 0.4, 0.4, 0.4, 0.2], classes: 3)
    #expect(metrics.accuracy == 1)
  }

  @Test("what cannot be a table of labels leaves everything undefined")
  func impossible() {
    let undefined = [
      MulticlassMetrics(truth: [], probabilities: [], classes: 3),
      MulticlassMetrics(truth: [0, 1], classes: 2),
      MulticlassMetrics(truth: [0, 2], classes: 2, predicted: [0, 1]),
      MulticlassMetrics(truth: [0, 1], classes: 2, predicted: [0, -1]),
      MulticlassMetrics(truth: [0, 1], classes: 2, predicted: [0]),
      MulticlassMetrics(truth: [0, 1], classes: 0, predicted: [0, 1]),
      MulticlassMetrics(truth: [0, 1], classes: .min, predicted: [0, 1]),
      MulticlassMetrics(truth: [0, 1], classes: .max, predicted: [0, 1]),
      MulticlassMetrics(truth: [0, 1], probabilities: [0.5, 0.5], classes: .max),
      MulticlassMetrics(truth: [0, 1], probabilities: [0.5, 0.5, 0.5], classes: 2),
      MulticlassMetrics(truth: [0, 1], probabilities: [0.5, 0.5, .nan, 0.5], classes: 2),
      MulticlassMetrics(truth: [0, 1], classes: 2, predicted: [0, 1], weights: [1]),
      MulticlassMetrics(truth: [0, 1], classes: 2, predicted: [0, 1], weights: [0, 0]),
    ]
    for metrics in undefined {
      #expect(metrics.table.dropFirst().allSatisfy { $0.value == nil })
      #expect(metrics.perClass.isEmpty)
    }
  }

  @Test("one class throughout has an accuracy, but no area and no kappa")
  func oneClass() {
    let metrics = MulticlassMetrics(truth: [0, 0], probabilities: [0.8, 0.1, 0.1, 0.6, 0.2, 0.2], classes: 3)
    #expect(metrics.accuracy == 1 && metrics.mcc == 0)
    #expect(metrics.kappa == nil && metrics.auc == nil && metrics.aucWeighted == nil)
  }

  private static func cases() throws -> [ScikitLearnCase] { try ScikitLearnCase.all("multi") }
}
