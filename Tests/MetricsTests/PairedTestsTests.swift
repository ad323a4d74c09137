import FoundationEssentials
import Metrics
import TestSupport
import Testing

@Suite("Tests of two predictions of the same rows")
struct PairedTestsTests {
  private struct Answers: Decodable {
    struct DeLong: Decodable, Sendable {
      let truth: [Int]
      let first: [Double]
      let second: [Double]
      let z: Double
      let p: Double
      let areas: [Double]
    }
    struct McNemar: Decodable, Sendable {
      let first: Int
      let second: Int
      let p: Double
    }
    let delong: [DeLong]
    let mcnemar: [McNemar]
  }

  private func answers() throws -> Answers {
    try JSONDecoder().decode(Answers.self, from: Data(Fixture.bytes("metrics/paired.json")))
  }

  @Test("DeLong's test is MLstatkit's, with ties and without")
  func deLong() throws {
    for answer in try answers().delong {
      let truth = answer.truth.map { $0 == 1 }
      let result = try #require(deLongTest(truth: truth, first: answer.first, second: answer.second))
      expectAgreement([result.areas.0, result.areas.1], answer.areas, "areas")
      let z = (result.areas.1 - result.areas.0) / result.variance.squareRoot()
      #expect((z.magnitude - answer.z.magnitude).magnitude <= 1e-9 * answer.z.magnitude)
      #expect((result.probability - answer.p).magnitude <= 1e-9 * answer.p)
      // The other way round it is the same question.
      #expect(deLongTest(truth: truth, first: answer.second, second: answer.first)?.probability == result.probability)
    }
  }

  @Test("McNemar's exact test is statsmodels'")
  func mcNemar() throws {
    for answer in try answers().mcnemar {
      let p = mcNemarTest(onlyFirstRight: answer.first, onlySecondRight: answer.second)
      #expect((p - answer.p).magnitude <= 1e-9 * answer.p, "\(answer.first) and \(answer.second): \(p)")
      #expect(mcNemarTest(onlyFirstRight: answer.second, onlySecondRight: answer.first) == p)
    }
  }

  @Test("equal scores do not differ, a sure difference is sure, and one row of a class tells nothing")
  func degenerate() {
    let truth = [true, true, false, false]
    let right = [0.9, 0.8, 0.2, 0.1]
    #expect(deLongTest(truth: truth, first: right, second: right)?.probability == 1)
    #expect(deLongTest(truth: truth, first: right, second: right.map { 1 - $0 })?.probability == 0)
    #expect(deLongTest(truth: [true, false, false], first: [1, 0, 0], second: [1, 0, 0]) == nil)
    #expect(deLongTest(truth: truth, first: right, second: [1]) == nil)
    #expect(deLongTest(truth: truth, first: right, second: [.nan, 0, 0, 0]) == nil)
  }
}
