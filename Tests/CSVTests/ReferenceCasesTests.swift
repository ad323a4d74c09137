import ByteStreams
import CSV
import FoundationEssentials
import TestSupport
import Testing

/// The cases that other CSV readers are tested with; see Fixtures/csv/LICENCES.md.
@Suite struct ReferenceCasesTests {
  struct Case: Decodable, CustomTestStringConvertible {
    let id: String
    let `class`: String
    let input: Data
    let rows: [[String]]?

    var testDescription: String { id }
    var bytes: [UInt8] { Array(input) }
    var expectedRows: [[ByteString]] { (rows ?? []).map { $0.map { ByteString($0) } } }
  }

  static func cases(_ classes: String...) throws -> [Case] {
    let bytes = try Fixture.bytes("csv/parse_cases.json")
    return try JSONDecoder().decode([Case].self, from: Data(bytes)).filter { classes.contains($0.class) }
  }

  private func read(_ bytes: [UInt8], pieceSize: Int = .max) throws(CSVError) -> [[ByteString]] {
    let source = ByteSource(bytes: bytes, name: "data.csv", pieceSize: pieceSize)
    return try CSVTests.read(Reader(source: source))
  }

  @Test("none is left out")
  func count() throws {
    #expect(try Self.cases("valid", "malformed", "ragged", "policy").count == 138)
  }

  @Test("valid: the rows are the same, byte for byte", arguments: try cases("valid"))
  func valid(example: Case) throws {
    #expect(try scan(example.bytes) == example.expectedRows)
    // One example is of a scanner, not of a table: its rows have three fields and four.
    if Set(example.expectedRows.map(\.count)).count > 1 {
      #expect(example.id == "papaparse/37")
      #expect(throws: CSVError.self) { try read(example.bytes) }
    } else {
      #expect(try read(example.bytes) == example.expectedRows)
      #expect(try read(example.bytes, pieceSize: 7) == example.expectedRows)
    }
  }

  @Test("malformed: refused, and the message says where", arguments: try cases("malformed"))
  func malformed(example: Case) throws {
    let error = #expect(throws: CSVError.self) { try read(example.bytes) }
    #expect(error?.position?.line != nil)
    #expect(error?.position?.field != nil)
  }

  @Test("ragged: refused with both numbers of fields", arguments: try cases("ragged"))
  func ragged(example: Case) throws {
    let error = #expect(throws: CSVError.self) { try read(example.bytes) }
    guard case .raggedRow(_, let expected, let found)? = error else {
      Issue.record("another error")
      return
    }
    #expect(expected == 3 && found != 3)
  }

  /// What this reader decides where readers differ and the upstream rows are not what it gives.
  private enum Decision {
    case rows([[ByteString]])
    case failure(CSVError)
  }

  private static let decisions: [String: Decision] = [
    // An empty line is no row, in a table of one column either.
    "papaparse/42": .rows([["a"], ["b"], ["c"], ["d"], ["e"]]),
    "miller/has-a-blank-line.csv": .rows([["a"], ["1"], ["2"], ["4"], ["5"]]),
    // A lone CR ends a row, which is too short here.
    "own/cr-inside-unquoted": .failure(
      .raggedRow(Position(file: "data.csv", line: 2, field: 2), expected: 2, found: 1)),
    // NUL is no text.
    "own/nul-in-field": .failure(.nulByte(Position(file: "data.csv", line: 2, field: 1))),
    // Other bytes are taken as they are.
    "own/utf8-overlong": .rows([["a", "b"], [ByteString([0xC0, 0xAF]), "2"]]),
    "own/utf8-surrogate": .rows([["a", "b"], [ByteString([0xED, 0xA0, 0x80]), "2"]]),
    // Control-Z is a character like others, here a row of one field.
    "own/ctrl-z-eof": .failure(.raggedRow(Position(file: "data.csv", line: 3, field: 2), expected: 2, found: 1)),
  ]

  @Test("policy: decided as documented", arguments: try cases("policy"))
  func policy(example: Case) throws {
    switch Self.decisions[example.id] ?? .rows(example.expectedRows) {
    case .rows(let rows):
      #expect(try read(example.bytes) == rows)
    case .failure(let error):
      #expect(throws: error) { try read(example.bytes) }
    }
  }
}
