import TestSupport
import Testing

/// One table in many spellings, lawful and not, and class names that a reader of tables may stumble over.
@Suite struct SpellingTests {
  /// A spelling, and what is to become of it.
  struct Spelling: CustomTestStringConvertible {
    let name: String
    let isFull: Bool
    let expectation: String
    /// The line that a message is to name.
    let line: String

    var testDescription: String { name }
    func bytes() throws -> [UInt8] { try Fixture.bytes("csv-tools/equiv/\(isFull ? "full" : "feat")/\(name).csv") }
  }

  private static let spellings = Result {
    try Table(Fixture.bytes("csv-tools/equiv/manifest.csv")).rows
      .filter { $0[1] != "base" }
      .map { Spelling(name: $0[1], isFull: $0[0] == "full", expectation: $0[2], line: $0[3]) }
  }
  private static var withoutTarget: [Spelling] { ((try? spellings.get()) ?? []).filter { !$0.isFull } }
  private static var withTarget: [Spelling] { ((try? spellings.get()) ?? []).filter(\.isFull) }

  private static let base = Result { try Fixture.bytes("csv-tools/equiv/full/base.csv") }

  private static let model = Result {
    let work = try Workplace()
    try work.write("base.csv", base.get())
    try work.output("nn-train", "base.csv", "-q", "-s", "2,4,1", "-o", "m.nnm", "--log", "log.csv")
    return try work.read("m.nnm")
  }

  private static let predictions = Result {
    let work = try Workplace()
    try work.write("m.nnm", model.get())
    return try work.output(
      "nn-predict", "-k", "none", "m.nnm", input: Fixture.bytes("csv-tools/equiv/feat/base.csv"))
  }

  private let work: Workplace

  init() throws { work = try Workplace() }

  @Test("the spellings are there")
  func presence() throws {
    #expect(Self.withoutTarget.count > 70)
    #expect(Self.withTarget.count > 70)
  }

  /// A message in one line, which names the line of the table.
  private func check(refusal: Outcome, of spelling: Spelling, by tool: String) {
    #expect([.exit(3), .exit(4)].contains(refusal.ending))
    #expect(refusal.complaints.count == 1 && refusal.errors.hasPrefix("\(tool): "), "\(refusal.errors)")
    if spelling.expectation == "reject", !spelling.line.isEmpty {
      #expect(refusal.errors.contains(":\(spelling.line):"), "\(refusal.errors)")
    }
  }

  @Test("nn-predict answers every spelling alike or refuses it", arguments: withoutTarget)
  func predict(spelling: Spelling) throws {
    try work.write("m.nnm", Self.model.get())
    let usual = try Self.predictions.get()
    let outcome = try work.run("nn-predict", "-k", "none", "m.nnm", input: spelling.bytes())
    if outcome.ending == .exit(0) {
      let header = usual.prefix { $0 != UInt8(ascii: "\n") } + [UInt8(ascii: "\n")]
      switch spelling.name {
      // Nothing is answered by nothing, names by names, and rows without names by rows without names.
      case "empty", "bom-only": #expect(outcome.output == [])
      case "header-only": #expect(outcome.output == Array(header))
      case "no-header": #expect(outcome.output == Array(usual.dropFirst(header.count)))
      default:
        #expect(spelling.expectation != "reject")
        #expect(outcome.output == usual)
      }
    } else {
      #expect(spelling.expectation != "same", "\(outcome.errors)")
      #expect(usual.starts(with: outcome.output), "rows before the wrong one")
      check(refusal: outcome, of: spelling, by: "nn-predict")
    }
  }

  /// Other names, other columns or other labels (blanks are part of a label): other models, and rightly so.
  private static let otherTables: Set = [
    "columns-swapped", "header-case", "extra-column", "trailing-comma-all", "no-header", "dup-header", "y-as-float",
    "missing-column", "header-wider",
    "space-before", "space-after", "tab-around",
  ]

  @Test(
    "nn-train makes the same model of every spelling or refuses it",
    arguments: withTarget.filter { !otherTables.contains($0.name) })
  func train(spelling: Spelling) throws {
    try work.write("table.csv", spelling.bytes())
    let outcome = try work.run(
      "nn-train", "table.csv", "-q", "-s", "2,4,1", "-o", "m.nnm", "--log", "log.csv")
    if outcome.ending == .exit(0) {
      #expect(spelling.expectation != "reject")
      #expect(try work.read("m.nnm") == Self.model.get())
    } else {
      #expect(spelling.expectation != "same", "\(outcome.errors)")
      #expect(work.names == ["table.csv"], "no model, no log")
      check(refusal: outcome, of: spelling, by: "nn-train")
    }
  }

  private static let labelSets =
    ((try? Table(Fixture.bytes("csv-tools/labels/manifest.csv")).rows) ?? []).map { $0[0] }

  @Test("class names come back byte for byte", arguments: labelSets)
  func labels(name: String) throws {
    try work.write("table.csv", Fixture.bytes("csv-tools/labels/\(name).csv"))
    try work.output("nn-train", "table.csv", "-q", "-o", "m.nnm", "--log", "log.csv")
    let features = try Fixture.bytes("csv-tools/labels/\(name).feat.csv")
    let predictions = try Table(work.output("nn-predict", "m.nnm", input: features))
    let truth = try Table(work.read("table.csv")).column("class")
    #expect(try predictions.column("predicted_class") == truth)
    #expect(predictions.header.count == 3 + Set(truth).count)
  }

  @Test("class names are there to be tested")
  func labelPresence() { #expect(Self.labelSets.count > 20) }
}
