import Metrics
import Testing

@Suite("Calibration")
struct CalibrationBinTests {
  @Test("the expected calibration error of ten bins is the reference's", arguments: try ScikitLearnCase.all("binary"))
  func expectedError(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, probability) = table.binary
    // The reference puts the edge of two bins into the upper one, and 1 into a bin of its own.
    let isOnEdge = probability.contains { $0 > 0 && ($0 * 10 - ($0 * 10).rounded()).magnitude < 1e-9 }
    guard !isOnEdge, let answer = answers.number("ece_10_equal_width") else { return }
    let bins = try #require(CalibrationBin.bins(10, truth: truth, probability: probability))
    let distances = bins.map { $0.count * ($0.meanProbability - $0.fraction).magnitude }
    expectAgreement(distances.reduce(0, +) / Double(truth.count), answer, metric: "ece")
  }

  @Test("bins are scikit-learn's: empty ones left out, an edge in the lower one")
  func edges() throws {
    // calibration_curve(y_true, y_prob, n_bins=4)
    let probability = [0, 0.25, 0.2500000000000001, 0.5, 1, 0.9]
    let bins = try #require(
      CalibrationBin.bins(4, truth: [false, true, true, false, true, true], probability: probability))
    #expect(bins.map(\.index) == [0, 1, 3])
    #expect(bins.map(\.count) == [2, 2, 2])
    #expect(bins.map(\.fraction) == [0.5, 0.5, 1])
    expectAgreement(bins.map(\.meanProbability), [0.125, 0.375, 0.95], "mean")
  }

  @Test("every rounded edge belongs to the bin below it", arguments: [3, 7, 10, 49, 1_000])
  func roundedEdges(_ count: Int) {
    let width = 1 / Double(count)
    let edges = (1..<count).map { Double($0) * width }
    let bins = CalibrationBin.bins(count, truth: edges.map { _ in true }, probability: edges)
    #expect(bins?.map(\.index) == Array(0..<count - 1))
    let above = CalibrationBin.bins(count, truth: edges.map { _ in true }, probability: edges.map(\.nextUp))
    #expect(above?.map(\.index) == Array(1..<count))
  }

  @Test("weights weigh the means and are what is counted")
  func weights() throws {
    let bins = try #require(
      CalibrationBin.bins(1, truth: [true, false, true], probability: [0.5, 0.25, 1], weights: [3, 1, 0]))
    #expect(bins.map(\.count) == [4])
    #expect(bins.map(\.fraction) == [0.75])
    #expect(bins.map(\.meanProbability) == [0.4375])
  }

  @Test("what is no table of probabilities gives no bins")
  func impossible() {
    #expect(CalibrationBin.bins(10, truth: [], probability: []) == nil)
    #expect(CalibrationBin.bins(10, truth: [true], probability: [1.5]) == nil)
    #expect(CalibrationBin.bins(10, truth: [true], probability: [.nan]) == nil)
    #expect(CalibrationBin.bins(10, truth: [true], probability: []) == nil)
    for count in [0, -1, .max, .min] { #expect(CalibrationBin.bins(count, truth: [true], probability: [0.5]) == nil) }
  }
}
