import ByteStreams
import Metrics
import Scoring
import Tables
import TestSupport
import Testing
import Workers

@Suite("Bootstrap intervals")
struct BootstrapTests {
  private func bootstrap(
    level: Double = 0.95, resamples: Int = 4000, seed: UInt64 = 1, workers: Workers = .one
  ) -> Bootstrap {
    Bootstrap(level: level, resamples: resamples, seed: seed, workers: workers)
  }

  private func evaluation(right: Int, of rows: Int) -> Evaluation {
    let truth = (0..<rows).map { $0.isMultiple(of: 2) }
    return Evaluation(
      ScoringTable(
        rows: rows,
        content: .twoClasses(
          labels: ["a", "b"], truth: truth, predicted: truth.enumerated().map { $0 < right ? $1 : !$1 },
          probability: nil), weights: nil), workers: .one)
  }

  private func place(_ name: String, in evaluation: Evaluation) throws -> Int {
    try #require(try evaluation.metrics().firstIndex { $0.name == name })
  }

  /// A resample's accuracy is a binomial share: its quantiles are known. Here of Bin(200, 0.8)/200 by scipy.stats.binom.
  @Test("the interval of an accuracy is that of the binomial distribution")
  func binomial() throws {
    let evaluation = evaluation(right: 160, of: 200)
    let accuracy = try place("accuracy", in: evaluation)
    let interval = try #require(bootstrap().intervals(of: evaluation)[accuracy])
    #expect(abs(interval.low - 0.745) <= 0.0051 && abs(interval.high - 0.855) <= 0.0051)
    let narrow = try #require(bootstrap(level: 0.5).intervals(of: evaluation)[accuracy])
    #expect(abs(narrow.low - 0.78) <= 0.0051 && abs(narrow.high - 0.82) <= 0.0051)
  }

  @Test("the same seed gives the same interval on any number of threads, another seed another one")
  func seeded() throws {
    var generator = SeededGenerator(seed: 3)
    let truth = (0..<300).map { _ in Double.random(in: 0...1, using: &generator) }
    let evaluation = Evaluation(
      ScoringTable(
        rows: 300,
        content: .quantities(
          targets: 1, truth: truth, predicted: truth.map { $0 + .random(in: 0...0.1, using: &generator) }),
        weights: nil), workers: .one)
    func ends(_ bootstrap: Bootstrap) -> [Double] {
      bootstrap.intervals(of: evaluation).compactMap(\.self).flatMap { [$0.low, $0.high] }
    }
    let one = ends(bootstrap(resamples: 100))
    #expect(one.count == 14)
    #expect(ends(bootstrap(resamples: 100, workers: Workers(count: 5))) == one)
    #expect(ends(bootstrap(resamples: 100, seed: 2)) != one)
  }

  @Test("the number of rows has no interval, nor has what most samples leave undefined")
  func undefined() throws {
    let evaluation = evaluation(right: 4, of: 4)
    let intervals = bootstrap(resamples: 200).intervals(of: evaluation)
    #expect(intervals[0] == nil)
    #expect(try intervals[place("auc", in: evaluation)] == nil)
    #expect(try intervals[place("accuracy", in: evaluation)].map { [$0.low, $0.high] } == [1, 1])
  }

  @Test("a metric of a sample is that of the table in which rows stand as often as they are drawn")
  func resample() throws {
    var generator = SeededGenerator(seed: 5)
    let truth = (0..<50).map { _ in Bool.random(using: &generator) }
    let scores = (0..<50).map { _ in Double(Int.random(in: 0...9, using: &generator)) / 9 }
    let errors = (0..<50).map { _ in Double.random(in: -1...1, using: &generator) }
    let counts = (0..<50).map { _ in UInt32.random(in: 0...3, using: &generator) }
    let drawn = counts.enumerated().flatMap { Array(repeating: $0, count: Int($1)) }
    let binary = try #require(BinaryRows(truth: truth, probability: scores))
    let repeated = BinaryMetrics(truth: drawn.map { truth[$0] }, probability: drawn.map { scores[$0] })
    for (one, other) in zip(BinaryMetrics(binary, taking: counts).table, repeated.table).dropFirst() {
      #expect(abs((one.value ?? -1) - (other.value ?? -1)) < 1e-12, "\(one.name)")
    }
    let regression = try #require(RegressionRows(truth: scores, prediction: errors))
    let again = RegressionMetrics(truth: drawn.map { scores[$0] }, prediction: drawn.map { errors[$0] })
    for (one, other) in zip(RegressionMetrics(regression, taking: counts).table, again.table).dropFirst() {
      #expect(abs((one.value ?? -1) - (other.value ?? -1)) < 1e-12 * abs(other.value ?? 1), "\(one.name)")
    }
  }
}
