import Metrics
import Testing

@Suite("Receiver operating characteristic")
struct ROCCurveTests {
  @Test(
    "the points are scikit-learn's, those on a straight line left out", arguments: try ScikitLearnCase.all("binary"))
  func agreement(_ answers: ScikitLearnCase) throws {
    guard let thresholds = answers.list("roc_thresholds"), let falsePositiveRates = answers.list("roc_fpr"),
      let truePositiveRates = answers.list("roc_tpr")
    else { return }
    let table = try answers.table()
    let curve = try #require(
      ROCCurve(positive: table.binary.truth, score: table.binary.score, droppingIntermediate: false))
    expectAgreement(curve.points.map(\.threshold), thresholds, "threshold")
    expectAgreement(curve.points.map(\.falsePositiveRate), falsePositiveRates, "fpr")
    expectAgreement(curve.points.map(\.truePositiveRate), truePositiveRates, "tpr")
  }

  @Test("points on a straight line between their neighbours are left out as by scikit-learn")
  func intermediate() throws {
    // roc_curve(y_true, y_score), whose drop_intermediate is True
    let table = try #require(try ScikitLearnCase.named("toy-drop", kind: "binary")).table()
    let curve = try #require(ROCCurve(positive: table.binary.truth, score: table.binary.score))
    #expect(curve.points.map(\.threshold) == [.infinity, 1, 0.9, 0.7, 0.6, 0])
    expectAgreement(curve.points.map(\.falsePositiveRate), [0, 0, 1 / 7, 3 / 7, 5 / 7, 1], "fpr")
    expectAgreement(curve.points.map(\.truePositiveRate), [0, 1 / 6, 1 / 2, 5 / 6, 1, 1], "tpr")
  }

  @Test("the area under the curve is that of all pairs, points left out or not", arguments: try cases())
  func area(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, score) = table.binary
    let area = try #require(answers.number("roc_auc"))
    for dropping in [true, false] {
      let curve = ROCCurve(
        positive: truth, score: score, weights: table.weights, droppingIntermediate: dropping)
      expectAgreement(curve?.areaUnder, area, metric: "auc")
    }
  }

  @Test("the curve rises from (0, 0) to (1, 1) and its thresholds fall", arguments: try cases())
  func monotone(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let curve = ROCCurve(positive: table.binary.truth, score: table.binary.score, weights: table.weights)
    guard let points = curve?.points, let first = points.first, let last = points.last else { return }
    #expect(first.threshold == .infinity && first.falsePositiveRate == 0 && first.truePositiveRate == 0)
    #expect(last.falsePositiveRate == 1 && last.truePositiveRate == 1)
    for (left, right) in zip(points, points.dropFirst()) {
      #expect(left.threshold > right.threshold)
      #expect(left.falsePositiveRate <= right.falsePositiveRate && left.truePositiveRate <= right.truePositiveRate)
    }
  }

  @Test("one class, no row and scores that are not finite give no curve")
  func undefined() {
    #expect(ROCCurve(positive: [], score: []) == nil)
    #expect(ROCCurve(positive: [true], score: [0.5]) == nil)
    #expect(ROCCurve(positive: [true, false], score: [0.5]) == nil)
    #expect(ROCCurve(positive: [true, false], score: [0.5, .nan]) == nil)
    #expect(ROCCurve(positive: [true, false], score: [0.5, 0.6], weights: [1, 0]) == nil)
  }

  private static func cases() throws -> [ScikitLearnCase] { try ScikitLearnCase.all("binary") }
}
