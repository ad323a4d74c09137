import ByteStreams
import CSV
import TestSupport
import Testing
import Workers

@testable import Tables

@Suite("Rows of two classes are handed over while a table is read") struct HandingOverTests {
  /// Keeps what it is handed.
  private struct Kept: TwoClassOverflow {
    let rowsAtOnce = 3_000
    var rows = TwoClassRows(truth: [], predicted: [], probability: [])
    var times = 0
    var timesBack = 0

    mutating func take(_ rows: TwoClassRows) {
      times += 1
      self.rows.truth += rows.truth
      self.rows.predicted = rows.predicted.map { (self.rows.predicted ?? []) + $0 }
      self.rows.probability += rows.probability
    }

    mutating func giveBack() -> TwoClassRows {
      timesBack += 1
      defer { rows = TwoClassRows() }
      return rows
    }
  }

  /// A table read with and without handing over.
  private func read(
    _ text: String, named: Bool, weight: Int? = nil, threads: Int
  ) throws -> (held: ScoringTable.Content, rest: ScoringTable.Content, Kept) {
    func reader() throws -> (TableReader, PredictionColumns) {
      let reader = try tableReader(text)
      let named = named ? PredictionColumns(truths: [0], predictions: [1]) : nil
      return (reader, try #require(try named ?? PredictionColumns(in: reader.columns)))
    }
    var (first, columns) = try reader()
    let held = try ScoringTable(reading: &first, columns: columns, weight: weight)
    var (second, _) = try reader()
    var kept = Kept()
    let rest = try ScoringTable(
      reading: &second, columns: columns, weight: weight, overflow: &kept, workers: Workers(count: threads))
    return (held.content, rest.content, kept)
  }

  /// As many rows as make several blocks, with a column that nobody asks for.
  private func rows(_ count: Int = 12_000, _ row: (Int) -> String) -> String {
    (0..<count).map { row($0) + "," + String(repeating: "x", count: 30) + "\n" }.joined()
  }

  /// Content as numbers, so that it can be compared.
  private struct Numbers: Equatable {
    var labels: [ByteString] = []
    var truth: [Double] = []
    var predicted: [Double] = []
    var probability: [Double] = []

    init(_ content: ScoringTable.Content) {
      switch content {
      case .twoClasses(let labels, let truth, let predicted, let probability):
        self.labels = labels
        self.truth = truth.map { $0 ? 1 : 0 }
        self.predicted = (predicted ?? []).map { $0 ? 1 : 0 }
        self.probability = probability ?? []
      case .classes(let labels, let truth, let predicted, _):
        self.labels = labels
        self.truth = truth.map(Double.init)
        self.predicted = (predicted ?? []).map(Double.init)
      case .quantities(_, let truth, let predicted):
        self.truth = truth
        self.predicted = predicted
      }
    }

    /// After rows that were handed over.
    init(_ kept: Kept, _ rest: ScoringTable.Content) {
      self.init(rest)
      truth = kept.rows.truth.map { $0 ? 1 : 0 } + truth
      predicted = (kept.rows.predicted ?? []).map { $0 ? 1 : 0 } + predicted
      probability = kept.rows.probability + probability
    }

    /// The same in an order of its own.
    var sorted: Numbers {
      let order = truth.indices.sorted { (truth[$0], predicted[$0]) < (truth[$1], predicted[$1]) }
      var numbers = self
      numbers.truth = order.map { truth[$0] }
      numbers.predicted = order.map { predicted[$0] }
      return numbers
    }
  }

  @Test("those with columns of probabilities", arguments: [1, 3])
  func labelled(threads: Int) throws {
    let text =
      "k,predicted_k,p_no,p_yes,x\n"
      + rows { "\($0 % 3 == 0 ? "yes" : "no"),\($0 % 5 == 0 ? "yes" : "no"),0.25,0.\(1_000 + $0 % 777)" }
    let (held, rest, kept) = try read(text, named: false, threads: threads)
    #expect(kept.times > 1 && kept.timesBack == 0)
    #expect(Numbers(kept, rest) == Numbers(held))
  }

  @Test("those of a named column of probabilities, few or many of which differ", arguments: [1, 3], [700, 70_000])
  func named(threads: Int, distinct: Int) throws {
    let text = "t,s,x\n" + rows(max(12_000, distinct)) { "\($0 % 3 == 0 ? 1 : 0),0.\(100_000 + $0 % distinct)" }
    let (held, rest, kept) = try read(text, named: true, threads: threads)
    #expect(kept.times > 1 && kept.timesBack == 0)
    #expect(Numbers(kept, rest) == Numbers(held))
  }

  @Test(
    "they are taken back where a later row shows that they are something else",
    arguments: [
      // A third label makes classes, of numbers or of texts; a number beyond 1 quantities.
      ("2,1,\n", 2), ("maybe,0,\n", 2), ("1,3.5,\n", 2), ("1,3.5,\n", 70_000),
    ])
  func takenBack(last: String, distinct: Int) throws {
    let text =
      "t,s,x\n"
      + rows(max(12_000, distinct)) {
        "\($0 % 3 == 0 ? 1 : 0),\(distinct == 2 ? "\($0 % 2)" : "0.\(100_000 + $0 % distinct)")"
      } + last
    let (held, rest, kept) = try read(text, named: true, threads: 2)
    #expect(kept.times > 0 && kept.timesBack == 1)
    #expect(Numbers(held).sorted == Numbers(rest).sorted)
  }

  @Test("rows that weigh differently, and numbers that do not tell their texts, are not handed over")
  func held() throws {
    let weighted = try read("t,s,w,x\n" + rows { "\($0 % 2),0.5,\($0)" }, named: true, weight: 2, threads: 2)
    #expect(weighted.2.times == 0 && Numbers(weighted.held) == Numbers(weighted.rest))
    let texts = try read("t,s,x\n" + rows { "\($0 % 2),\($0 % 3 == 0 ? "0.5" : "0.50")" }, named: true, threads: 2)
    #expect(texts.2.times == 0 && Numbers(texts.held) == Numbers(texts.rest))
  }
}
