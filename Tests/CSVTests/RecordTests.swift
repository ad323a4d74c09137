import ByteStreams
import CSV
import TestSupport
import Testing

@Suite struct RecordTests {
  private func record(_ text: String) throws -> Record {
    var record = Record()
    _ = try reader(text).next(&record)
    return record
  }

  @Test("the raw bytes are the row as it is spelt, without its line end", arguments: ["\n", "\r\n", "\r", ""])
  func raw(lineEnd: String) throws {
    let row = "a,\"b\"\"c\",,\"\", d "
    let record = try record(row + lineEnd)
    #expect(Array(record.raw) == Array(row.utf8))
    let spellings = (0..<record.count).map { ByteString(record.raw[record.rawRange(of: $0)]) }
    #expect(spellings == ["a", "\"b\"\"c\"", "", "\"\"", " d "])
    #expect(record.texts == ["a", "b\"c", "", "", " d "])
    #expect((0..<record.count).map { record.wasQuoted($0) } == [false, true, false, true, false])
  }

  @Test("a short text is told apart from every other, whatever stands behind it")
  func shortTexts() throws {
    let record = try record("a,\"a\",\"a\"\"\",,aaaaaaa,aaaaaaaa,\u{1}")
    #expect(record.shortText(0) == ShortText("a") && record.shortText(1) == ShortText("a"))
    #expect(record.shortText(2) == ShortText("a\""))
    #expect(record.shortText(3) == ShortText("") && record.isEmpty(3))
    #expect(record.shortText(4) == ShortText("aaaaaaa"))
    #expect(record.shortText(5) == nil && ShortText("aaaaaaaa") == nil)
    #expect(record.shortText(6) == ShortText("\u{1}"))
    #expect(Set((0..<7).map { record.shortText($0) }).count == 6)
  }

  @Test("many numbers at a time are those one by one, up to the first that is none")
  func numbersTogether() throws {
    let texts = [
      "1", "-1", "0.5", "-0.5", ".5", "5.", "-.5", ".", "-", "", "1.5.5", "1e5", "+1", "\"7\"", "9007199254740992",
      "9007199254740993", "0.1234567890123456", "123456789012345678", "-1234567890.12345", "0x1", " 1", "1 ", "00012",
      "99999999", "0.00000001", "1-", "/", ":", "1:", "x",
    ]
    let seed: UInt64 = 5
    var generator = SeededGenerator(seed: seed)
    for round in 0..<2000 {
      let count = Int.random(in: 1...(round % 10 == 0 ? 200 : 9), using: &generator)
      let row = (0..<count).map { _ in texts.randomElement(using: &generator) ?? "" }
      guard row != [""] else { continue }
      let record = try record(row.joined(separator: ",") + (round % 2 == 0 ? "\n" : ""))
      let fields = Array(0..<record.count).shuffled(using: &generator)
      let expected = fields.map { record.double($0) }
      let first = Int.random(in: 0...fields.count, using: &generator)
      var numbers = [Double](repeating: -7, count: fields.count)
      let end = record.read(fields, from: first, into: &numbers)
      #expect(end == expected[first...].firstIndex(of: nil) ?? fields.count, "seed \(seed), \(row)")
      #expect(numbers[first..<end].map(\.bitPattern) == expected[first..<end].compactMap { $0?.bitPattern }, "\(row)")
    }
  }

  @Test("numbers are read, quoted or not")
  func numbers() throws {
    let record = try record("1.5,\"2.5\", 3 ,\"\",x,\"4\"\"\"")
    #expect((0..<record.count).map { record.float($0) } == [1.5, 2.5, 3, nil, nil, nil])
    #expect((0..<record.count).map { record.double($0) } == [1.5, 2.5, 3, nil, nil, nil])
  }

  @Test("a record is used again without a trace of the row before")
  func reuse() throws {
    let reader = reader("\"a\"\"\",b\n1,2\n")
    var record = Record()
    #expect(try reader.next(&record))
    #expect(try reader.next(&record))
    #expect(record.texts == ["1", "2"])
    #expect(Array(record.raw) == Array("1,2".utf8))
  }

  @Test("the line end is that of the row, plain or quoted; a last row may have none")
  func lineEnd() throws {
    let rows = reader("a,b\n1,2\r\n\"3\",4\r\n\"5\",6\n7,8\r9,a long plain field\r\n0,1")
    var record = Record()
    var lineEnds: [ByteString] = []
    while try rows.next(&record) { lineEnds.append(ByteString(record.lineEnd)) }
    #expect(lineEnds == ["\n", "\r\n", "\r\n", "\n", "\r\n", "\r\n", ""], "a lone CR is given as CRLF")
  }

  @Test("a field that begins lines later than its row is placed there")
  func lineOfField() throws {
    let reader = reader("h,i,j\n\"a\nb\",\"c\r\nd\re\",f\nx,y,z\n")
    var record = Record()
    #expect(try reader.next(&record) && reader.next(&record))
    #expect(record.line == 2)
    #expect((0..<3).map { record.line(of: $0) } == [2, 3, 5])
    #expect(record.position(of: 2) == Position(file: "data.csv", line: 5, field: 3))
    #expect(try reader.next(&record))
    #expect(record.line == 6)
  }

  @Test("The numbers of a row take no more than so much time each, however they are written", .timeLimit(.minutes(2)))
  func longRow() throws {
    let count = 400_000
    let record = try record(Array(repeating: "0.12345678901234567", count: count).joined(separator: ","))
    var numbers = [Double](repeating: 0, count: count)
    #expect(record.read(Array(0..<count), from: 0, into: &numbers) == count)
    #expect(numbers.allSatisfy { $0 == 0.12345678901234567 })
  }
}
