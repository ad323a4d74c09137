import ByteStreams
import CSV
import Testing

@testable import Tables

@Suite struct TableReaderTests {
  private func rows(_ text: String, header: HeaderRule = .auto, known: [ByteString] = []) throws -> (
    [String], [String]
  ) {
    var reader = try tableReader(text, header: header, known: known)
    var record = Record()
    var rows: [String] = []
    while try reader.next(&record) { rows.append(String(decoding: record.raw, as: UTF8.self)) }
    return (reader.columns.names.map(\.description), rows)
  }

  @Test("A first row without a number is a header, one with a number is data")
  func auto() throws {
    #expect(try rows("a,b\n1,2\n") == (["a", "b"], ["1,2"]))
    #expect(try rows("a,1\n1,2\n") == (["c1", "c2"], ["a,1", "1,2"]))
    #expect(try rows("x,y\nz,w\n") == (["x", "y"], ["z,w"]))
  }

  @Test("The rule can be overruled, and known names make a header of numbers too")
  func overruled() throws {
    #expect(try rows("a,b\n1,2\n", header: .no) == (["c1", "c2"], ["a,b", "1,2"]))
    #expect(try rows("1,2\n3,4\n", header: .yes) == (["1", "2"], ["3,4"]))
    #expect(try rows("2,1\n3,4\n", known: ["1", "2"]) == (["2", "1"], ["3,4"]))
  }

  @Test("An empty table has no columns")
  func empty() throws {
    #expect(try tableReader("").isEmpty)
    #expect(try rows("a,b\n") == (["a", "b"], []))
  }

  @Test("Several files are one table; their headers must agree")
  func severalFiles() throws {
    func read(_ second: String) throws(TableError) -> [String] {
      let sources = [("1.csv", "a,b\n1,2\n"), ("2.csv", second)].map { ByteSource(bytes: Array($1.utf8), name: $0) }
      var reader = try TableReader(Reader(sources: sources), header: .auto)
      var record = Record()
      var rows: [String] = []
      while try reader.next(&record) { rows.append(String(decoding: record.raw, as: UTF8.self)) }
      return rows
    }
    #expect(try read("a,b\n3,4\n") == ["1,2", "3,4"])
    #expect(
      message { () throws(TableError) in _ = try read("b,a\n3,4\n") } == "2.csv: its header differs from that of 1.csv")
  }
}

@Suite struct ColumnsTests {
  private let columns = Columns(names: ["width", "2", "width", "é"], file: "t.csv")

  @Test("A reference is an exact name before it is a number")
  func references() throws {
    #expect(try columns.index(of: "2") == 1)
    #expect(try columns.index(of: "1") == 0)
    #expect(try columns.index(of: "4") == 3)
  }

  @Test("Names are bytes: the decomposed é is another name")
  func bytes() throws {
    #expect(try columns.index(named: ByteString([0xC3, 0xA9])) == 3)
    #expect(try columns.index(named: ByteString([0x65, 0xCC, 0x81])) == nil)
  }

  @Test("Columns are found in no time, however many there are", .timeLimit(.minutes(2)))
  func many() throws {
    // A look through all of them for each would take hours.
    let columns = Columns.numbered(300_000, file: "t.csv")
    #expect(try columns.indices(of: columns.names) == Array(0..<300_000))
    var roles = RoleOptions()
    roles.ignored = columns.names.suffix(100_000)
    #expect(try Roles(roles, in: columns).features == Array(0..<199_999))
  }

  @Test("Unknown, doubled and repeated columns are refused, with the nearest name")
  func refused() {
    func problem(_ references: ByteString...) -> String {
      message { () throws(TableError) in _ = try columns.indices(of: references) }
    }
    #expect(problem("widht") == "t.csv: no column \"widht\"; did you mean \"width\"?")
    #expect(problem("nothing") == "t.csv: no column \"nothing\"; it has width, 2, width, é")
    #expect(problem("5").contains("no column \"5\""))
    #expect(problem("0").contains("no column \"0\""))
    #expect(problem("width") == "t.csv: two columns are named \"width\"; rename one of them")
    #expect(problem("2", "2") == "column \"2\" is named twice, or for two uses")
  }
}
