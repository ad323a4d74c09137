import ByteStreams
import Metrics
import Scoring
import Tables
import Testing
import Workers

@Suite("Comparison of two predictions")
struct ComparisonTests {
  private let bootstrap = Bootstrap(level: 0.9, resamples: 200, seed: 1, workers: .one)

  private func evaluation(
    _ truth: [Bool], _ scores: [Double], weights: [Double]? = nil
  ) -> Evaluation {
    Evaluation(
      ScoringTable(
        rows: truth.count,
        content: .twoClasses(labels: ["a", "b"], truth: truth, predicted: nil, probability: scores), weights: weights),
      workers: .one)
  }

  private let truth = [true, false, true, false, true, false]
  private let good = [0.9, 0.2, 0.8, 0.1, 0.7, 0.3]
  private let poor = [0.4, 0.6, 0.8, 0.3, 0.1, 0.2]

  @Test("both values, their difference, its interval and the tests stand in a row")
  func rows() throws {
    let comparison = try Comparison(evaluation(truth, poor), evaluation(truth, good), bootstrap: bootstrap)
    let auc = try #require(comparison.rows.first { $0.metric == "auc" })
    #expect(auc.first == 5.0 / 9 && auc.second == 1 && auc.difference == 1 - 5.0 / 9)
    let interval = try #require(auc.interval)
    #expect(interval.low >= 0 && interval.low <= 1 - 5.0 / 9 && interval.high >= 1 - 5.0 / 9)
    #expect(auc.test == .deLong)
    #expect(auc.probability == deLongTest(truth: truth, first: poor, second: good)?.probability)
    let accuracy = try #require(comparison.rows.first { $0.metric == "accuracy" })
    #expect(accuracy.test == .mcNemar && accuracy.probability == mcNemarTest(onlyFirstRight: 0, onlySecondRight: 3))
    #expect(comparison.rows.filter { $0.test != nil }.count == 2)
  }

  @Test("a prediction does not differ from itself")
  func itself() throws {
    let comparison = try Comparison(evaluation(truth, good), evaluation(truth, good), bootstrap: bootstrap)
    for row in comparison.rows {
      #expect(row.difference == 0)
      #expect(row.interval == nil || (row.interval?.low == 0 && row.interval?.high == 0))
      #expect(row.probability == nil || row.probability == 1)
    }
  }

  @Test("weighted rows have no tests")
  func weighted() throws {
    let weights = [1.0, 2, 1, 2, 1, 2]
    let comparison = try Comparison(
      evaluation(truth, poor, weights: weights), evaluation(truth, good, weights: weights), bootstrap: bootstrap)
    #expect(comparison.rows.allSatisfy { $0.test == nil })
  }

  @Test("other rows are not compared")
  func others() {
    func refusal(_ other: [Bool], _ scores: [Double]) -> String? {
      do {
        _ = try Comparison(evaluation(truth, good), evaluation(other, scores), bootstrap: bootstrap)
        return nil
      } catch { return "\(error)" }
    }
    #expect(refusal([true], [0.5]) == "6 rows against 1; only the same rows can be compared")
    var changed = truth
    changed[3] = true
    #expect(
      refusal(changed, good) == "the truth of row 4 differs; only the same rows in the same order can be compared")
  }
}
