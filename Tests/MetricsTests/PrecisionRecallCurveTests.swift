import Metrics
import Testing

@Suite("Precision–recall curve")
struct PrecisionRecallCurveTests {
  @Test("the points are scikit-learn's", arguments: try ScikitLearnCase.all("binary"))
  func agreement(_ answers: ScikitLearnCase) throws {
    guard let precision = answers.list("pr_precision"), let recall = answers.list("pr_recall") else { return }
    let table = try answers.table()
    let curve = try #require(PrecisionRecallCurve(positive: table.binary.truth, score: table.binary.score))
    expectAgreement(curve.points.map(\.precision), precision, "precision")
    expectAgreement(curve.points.map(\.recall), recall, "recall")
    #expect(curve.points.dropLast().map(\.threshold) == Set(table.binary.score).sorted())
    #expect(curve.points.last?.threshold == .infinity)
  }

  @Test("the area under the steps is the average precision", arguments: try ScikitLearnCase.all("binary"))
  func area(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let curve = PrecisionRecallCurve(positive: table.binary.truth, score: table.binary.score, weights: table.weights)
    expectAgreement(curve?.areaUnder, try #require(answers.number("average_precision")), metric: "average_precision")
  }

  @Test("no row and scores that are not finite give no curve")
  func undefined() {
    #expect(PrecisionRecallCurve(positive: [], score: []) == nil)
    #expect(PrecisionRecallCurve(positive: [true], score: [0.5, 0.6]) == nil)
    #expect(PrecisionRecallCurve(positive: [true, false], score: [0.5, .infinity]) == nil)
    #expect(PrecisionRecallCurve(positive: [true, false], score: [0.5, 0.6], weights: [0, 0]) == nil)
  }
}
