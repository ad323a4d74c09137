import ByteStreams
import Metrics
import Scoring
import Tables
import TestSupport
import Testing
import Workers

@Suite("Rows of two classes counted by their scores")
struct ScoreTallyTests {
  /// How the rows came and where their runs lie.
  struct Setting: Sendable, CustomTestStringConvertible {
    let rows: Int
    let rowsAtOnce: Int
    let threads: Int

    var testDescription: String {
      "\(rows) rows, \(rowsAtOnce) at once, \(threads) threads"
    }
  }

  private static let settings = [
    Setting(rows: 7, rowsAtOnce: 3, threads: 1),
    Setting(rows: 60_000, rowsAtOnce: 9_000, threads: 1),
    Setting(rows: 60_000, rowsAtOnce: 9_000, threads: 3),
    Setting(rows: 60_000, rowsAtOnce: 700, threads: 2),
  ]

  private func rows(_ count: Int, digits: Double, seed: UInt64) -> TwoClassRows {
    var generator = SeededGenerator(seed: seed)
    var rows = TwoClassRows(truth: [], predicted: [], probability: [])
    for row in 0..<count {
      let positive = row < 2 ? row == 0 : Bool.random(using: &generator)
      let draw = (Double.random(in: 0...1, using: &generator) + (positive ? 0.3 : 0)) / 1.3
      rows.truth.append(positive)
      rows.predicted?.append(Int.random(in: 0..<5, using: &generator) == 0 ? !positive : positive)
      rows.probability.append((draw * digits).rounded() / digits)
    }
    return rows
  }

  private func tally(
    _ rows: TwoClassRows, _ setting: Setting, threshold: Double? = nil, in folder: TemporaryFolder
  ) throws -> ScoreTally {
    var tally = ScoreTally(
      folder: ByteString(folder.path), threshold: threshold, rowsAtOnce: setting.rowsAtOnce,
      workers: Workers(count: setting.threads))
    for start in stride(from: 0, to: rows.truth.count, by: setting.rowsAtOnce) {
      let some = start..<min(start + setting.rowsAtOnce, rows.truth.count)
      try tally.take(
        TwoClassRows(
          truth: Array(rows.truth[some]), predicted: rows.predicted.map { Array($0[some]) },
          probability: Array(rows.probability[some])))
    }
    return tally
  }

  @Test("they score as rows in memory do", arguments: settings, [10.0, 1e5, 1e15])
  func metrics(_ setting: Setting, digits: Double) throws {
    let folder = try TemporaryFolder()
    let rows = rows(setting.rows, digits: digits, seed: 1)
    for threshold in [nil, 0.4] {
      let held = BinaryMetrics(
        truth: rows.truth, probability: rows.probability, predicted: threshold == nil ? rows.predicted : nil,
        threshold: threshold ?? 0.5)
      let counted = try BinaryMetrics(tally(rows, setting, threshold: threshold, in: folder))
      for (one, other) in zip(counted.table, held.table) {
        let (found, expected) = try (#require(one.value), #require(other.value))
        #expect(abs(found - expected) <= 1e-14 * abs(expected), "\(one.name)")
      }
    }
    #expect(folder.names.isEmpty)
  }

  @Test("their curves, bins and thresholds are those of rows in memory", arguments: settings)
  func views(_ setting: Setting) throws {
    let folder = try TemporaryFolder()
    let rows = rows(setting.rows, digits: 1e4, seed: 2)
    let held = try #require(BinaryRows(truth: rows.truth, probability: rows.probability, predicted: rows.predicted))
    let counted = try tally(rows, setting, in: folder)
    let curve = try #require(try ROCCurve(counted))
    let other = try #require(ROCCurve(held))
    #expect(curve.points.map(\.threshold) == other.points.map(\.threshold))
    #expect(curve.points.map(\.truePositiveRate) == other.points.map(\.truePositiveRate))
    #expect(curve.points.map(\.falsePositiveRate) == other.points.map(\.falsePositiveRate))
    #expect(
      try PrecisionRecallCurve(counted)?.points.map(\.precision) == PrecisionRecallCurve(held)?.points.map(\.precision))
    let bins = try #require(try CalibrationBin.bins(7, of: counted))
    #expect(bins.map(\.count) == CalibrationBin.bins(7, of: held)?.map(\.count))
    #expect(bins.map(\.fraction) == CalibrationBin.bins(7, of: held)?.map(\.fraction))
    #expect(try counted.perClass().map(\.f1) == held.perClass().map(\.f1))
    let best = try #require(try counted.bestThreshold(by: .mcc))
    #expect(best == held.bestThreshold(by: .mcc))
    #expect(try counted.predicted(from: best).weightsByLabels == held.predicted(from: best).weightsByLabels)
  }

  @Test("any number of threads gives the same digits")
  func threads() throws {
    let folder = try TemporaryFolder()
    let rows = rows(50_000, digits: 1e15, seed: 3)
    let values = try [1, 2, 5].map { threads in
      let setting = Setting(rows: 50_000, rowsAtOnce: 7_000, threads: threads)
      return try BinaryMetrics(tally(rows, setting, in: folder), workers: Workers(count: threads)).table.map(\.value)
    }
    #expect(values[0] == values[1] && values[0] == values[2])
  }

  @Test("what they were can be taken back")
  func givenBack() throws {
    let folder = try TemporaryFolder()
    let rows = rows(5_000, digits: 100, seed: 4)
    var tally = try tally(
      rows, Setting(rows: 5_000, rowsAtOnce: 900, threads: 2), in: folder)
    let back = try tally.giveBack()
    func counts(_ rows: TwoClassRows) -> [String: Int] {
      Dictionary(zip(rows.truth, rows.probability).map { ("\($0) \($1)", 1) }, uniquingKeysWith: +)
    }
    #expect(counts(back) == counts(rows))
    #expect(tally.count == 0)
  }

  @Test("a probability that is none leaves what follows from them undefined, and the labels counted")
  func noProbability() throws {
    let folder = try TemporaryFolder()
    var rows = rows(900, digits: 1e15, seed: 7)
    rows.probability[500] = .nan
    let setting = Setting(rows: 900, rowsAtOnce: 300, threads: 2)
    let counted = try BinaryMetrics(tally(rows, setting, in: folder))
    let held = BinaryMetrics(truth: rows.truth, probability: rows.probability, predicted: rows.predicted)
    #expect(counted.auc == nil && held.auc == nil && counted.logLoss == nil && counted.averagePrecision == nil)
    #expect(counted.count == 900 && counted.accuracy == held.accuracy && counted.mcc == held.mcc)
    #expect(try ROCCurve(tally(rows, setting, in: folder)) == nil)
  }

  @Test("a folder where nothing can be written is told when it is needed")
  func noFolder() throws {
    var tally = ScoreTally(folder: "/nowhere", threshold: nil, rowsAtOnce: 10, workers: .one)
    let rows = rows(10, digits: 1e15, seed: 5)
    let error = #expect(throws: StreamError.self) { try tally.take(rows) }
    #expect(error?.name == "/nowhere")
  }
}
