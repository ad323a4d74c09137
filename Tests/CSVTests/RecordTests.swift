import ByteStreams
import CSV
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
    #expect(record.raw == Array(row.utf8))
    let spellings = (0..<record.count).map { ByteString(record.raw[record.rawRange(of: $0)]) }
    #expect(spellings == ["a", "\"b\"\"c\"", "", "\"\"", " d "])
    #expect(record.texts == ["a", "b\"c", "", "", " d "])
    #expect((0..<record.count).map { record.wasQuoted($0) } == [false, true, false, true, false])
  }

  @Test(
    "a field's range is where its text lies", arguments: ["a,\"b,c\",d", "a,\"b\"\"c\",d", "a,b,d", "\"\"\"\",\"\",x"])
  func ranges(row: String) throws {
    let record = try record(row)
    for field in 0..<record.count {
      #expect(ByteString(record.bytes[record.range(of: field)]) == record.text(field))
    }
  }

  @Test("a plain row is not copied: its bytes are the raw ones")
  func plainBytes() throws {
    let record = try record("a,\"b\",c")
    #expect(record.bytes == record.raw)
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
    #expect(record.raw == Array("1,2".utf8))
    #expect(record.bytes == record.raw)
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
}
