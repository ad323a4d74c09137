import ByteStreams
import CSV
import Glibc
import TestSupport
import Testing

@Suite struct ReaderTests {
  private func place(_ line: Int, _ field: Int? = nil) -> Position {
    Position(file: "data.csv", line: line, field: field)
  }

  @Test("lines are counted as in an editor, whatever ends them")
  func lines() throws {
    let reader = reader("\n\r\na\r\"b\n\r\n\rc\"\n\nd")
    var record = Record()
    var lines: [Int] = []
    while try reader.next(&record) { lines.append(record.line) }
    #expect(lines == [3, 4, 9])
  }

  @Test("each failure names its line and field")
  func failures() {
    #expect(failure("a,b\n1\n") == .raggedRow(place(2, 2), expected: 2, found: 1))
    #expect(failure("a,b\n1,2,3\n") == .raggedRow(place(2, 3), expected: 2, found: 3))
    #expect(failure("a,b\n\n\"x\ny\",2\n1\n") == .raggedRow(place(5, 2), expected: 2, found: 1))
    #expect(failure("a,b\n1,\"2\n3\n4\n") == .unclosedQuote(place(2, 2)))
    #expect(failure("a,b\n\"1\n2\"x,3\n") == .textAfterQuote(place(3, 1)))
    #expect(failure("a,b\r\n1,2\"\r\n") == .bareQuote(place(2, 2)))
    #expect(failure("a,b\r1,\0\r") == .nulByte(place(2, 2)))
    #expect(failure("a,b\n\"1\n\0\",2\n") == .nulByte(place(3, 1)))
    #expect(failure("\0\0\0\0") == .nulByte(place(1, 1)))
  }

  @Test("a message holds the place, both numbers, and no control character")
  func messages() {
    #expect(failure("a,b,c,d,e\n1,2,3,4\n")?.description == "data.csv:2:5: expected 5 fields, found 4")
    #expect(failure("a\n1,2\n")?.description == "data.csv:2:2: expected 1 field, found 2")
    #expect(failure("a,b\n1,\"2\n")?.description == "data.csv:2:2: quote is never closed")
    let error = CSVError.bareQuote(Position(file: "\u{1B}[31m\n.csv", line: 1, field: 1))
    #expect(error.description == #"\u{1b}[31m\n.csv:1:1: quote inside an unquoted field"#)
    #expect(Position(file: "data.csv", line: 7).description == "data.csv:7")
  }

  @Test("after a ragged row reading goes on; every other error is final")
  func afterErrors() throws {
    var record = Record()
    let ragged = reader("a,b\n1\n2,3\n")
    #expect(try ragged.next(&record))
    #expect(throws: CSVError.self) { try ragged.next(&record) }
    #expect(record.texts == ["1"])
    #expect(try ragged.next(&record))
    #expect(record.texts == ["2", "3"])
    #expect(try !ragged.next(&record))

    let malformed = reader("a,b\n1,2\"\n2,3\n")
    #expect(try malformed.next(&record))
    for _ in 0..<2 { #expect(throws: CSVError.bareQuote(place(2, 2))) { try malformed.next(&record) } }
    #expect(!malformed.hasBufferedRow)
  }

  @Test("a limit is passed at its last byte and kept at the one before")
  func limits() {
    let limits = Limits(field: 10, record: 20, fields: 5)
    #expect(failure("0123456789,0123456789\n") == nil)
    #expect(failure("0123456789,012345678\n", limits: limits) == nil)
    #expect(failure("01234567890\n", limits: limits) == .fieldTooLong(place(1, 1), limit: 10))
    #expect(failure("a,\"012\n56789\"\n", limits: limits) == .fieldTooLong(place(1, 2), limit: 10))
    #expect(failure("0123456789,0123456789\n", limits: limits) == .recordTooLong(place(1), limit: 20))
    #expect(failure("a,b,c,d,e\n", limits: limits) == nil)
    #expect(failure("a,b,c,d,e,f\n", limits: limits) == .tooManyFields(place(1), limit: 5))
  }

  @Test("a line without end is refused as soon as it is too long")
  func endlessLine() {
    for beginning in ["", "\""] {
      let text = Array(beginning.utf8) + [UInt8](repeating: UInt8(ascii: "9"), count: 17 << 20)
      let reader = Reader(source: ByteSource(bytes: text, name: "data.csv"))
      #expect(throws: CSVError.fieldTooLong(place(1, 1), limit: 16 << 20)) { try read(reader) }
    }
  }

  @Test("several files are one table, each with its own mark, last line and name")
  func severalFiles() throws {
    let sources = [
      ByteSource(bytes: Array("\u{FEFF}a,b\n1,2".utf8), name: "one.csv"), ByteSource(bytes: [], name: "empty.csv"),
      ByteSource(bytes: Array("\u{FEFF}\"a\",b\r\n3,4\r\n".utf8), name: "two.csv"),
      ByteSource(bytes: Array("\n5\n".utf8), name: "three.csv"),
    ]
    let reader = Reader(sources: sources)
    var record = Record()
    var seen: [String] = []
    let error = #expect(throws: CSVError.self) {
      while try reader.next(&record) {
        seen.append("\(reader.currentFile):\(record.line) \(record.text(0)) \(record.isFirstOfFile)")
      }
    }
    #expect(seen == ["one.csv:1 a true", "one.csv:2 1 false", "two.csv:1 a true", "two.csv:2 3 false"])
    #expect(error == .raggedRow(Position(file: "three.csv", line: 2, field: 2), expected: 2, found: 1))
    #expect(reader.expectedFields == 2)
  }

  @Test("no file, or only empty ones, are no rows")
  func noRows() throws {
    #expect(try read(Reader(sources: [])) == [])
    #expect(try read(reader("")) == [])
    #expect(try read(reader("\u{FEFF}\n\r\n")) == [])
    #expect(reader("").expectedFields == nil)
  }

  @Test("an error of the file is passed on, and final")
  func streamError() {
    let folder = open("/", O_RDONLY)
    defer { close(folder) }
    let reader = Reader(source: ByteSource(descriptor: folder, name: "stdin"))
    var record = Record()
    let error = CSVError.stream(StreamError(name: "stdin", operation: .read, errno: EISDIR))
    for _ in 0..<2 { #expect(throws: error) { try reader.next(&record) } }
    #expect(error.description == "stdin: Is a directory")
    #expect(error.position == nil)
  }

  @Test("every row that has arrived is given before the pipe is read again")
  func pausingPipe() throws {
    let seed: UInt64 = 7
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<6 {
        let fields = ["1", "\"\n\"", "\"a\"\"\r\n\"", ""]
        let row = (0..<2).map { _ in fields.randomElement(using: &generator) ?? "" }.joined(separator: ",")
        text += row + (["\n", "\r\n", "\r", "\n\n"].randomElement(using: &generator) ?? "")
      }
      let bytes = Array(text.utf8)
      let cut = Int.random(in: 0...bytes.count, using: &generator)
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      #expect(write(ends[1], bytes, cut) == cut)
      let arrived = NaiveRows(Array(bytes[..<cut])).complete
      let reader = Reader(source: ByteSource(descriptor: ends[0], name: "pipe"))
      #expect(!reader.hasBufferedRow, "nothing is read before it is asked for")
      var record = Record()
      var rows: [[ByteString]] = []
      // Reading beyond what has arrived would wait for ever here.
      if !arrived.isEmpty {
        repeat {
          #expect(try reader.next(&record))
          rows.append(record.texts)
        } while reader.hasBufferedRow
      }
      #expect(rows == arrived, "seed \(seed), \(ByteString(text).escaped()) at \(cut)")
      #expect(write(ends[1], Array(bytes[cut...]), bytes.count - cut) == bytes.count - cut)
      close(ends[1])
      rows += try read(reader)
      #expect(rows == NaiveRows(bytes).all)
      close(ends[0])
    }
  }
}
