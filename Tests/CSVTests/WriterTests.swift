import ByteStreams
import CSV
import Glibc
import TestSupport
import Testing

@Suite struct WriterTests {
  /// What a writer writes, up to what a pipe holds.
  private func written(
    dialect: Dialect = Dialect(), _ body: (inout Writer) throws -> Void
  ) throws -> String {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    var writer = Writer(sink: ByteSink(descriptor: ends[1], name: "pipe"), dialect: dialect)
    try body(&writer)
    try writer.flush()
    close(ends[1])
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = try ByteSource(descriptor: ends[0], name: "pipe").read(into: &buffer, at: 0, count: buffer.count)
    close(ends[0])
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  @Test("a field is quoted where it must be and nowhere else")
  func quoting() throws {
    let text = try written { writer in
      for field: ByteString in ["plain", "a,b", "a\"b", "a\nb", "a\rb", " a ", "", "a;b", "\u{FEFF}a", "a\u{FEFF}"] {
        writer.field(field)
      }
      try writer.endRow()
    }
    #expect(text == "plain,\"a,b\",\"a\"\"b\",\"a\nb\",\"a\rb\", a ,,a;b,\"\u{FEFF}a\",a\u{FEFF}\n")
  }

  @Test("a row of one empty field is no empty line")
  func emptyField() throws {
    let text = try written { writer in
      writer.field("")
      try writer.endRow()
      writer.field([])
      writer.field("")
      try writer.endRow()
    }
    #expect(text == "\"\"\n,\n")
  }

  @Test("numbers of every kind")
  func numbers() throws {
    let text = try written { writer in
      writer.field(5)
      writer.field(-7 as Int)
      writer.field(0.1 as Float)
      writer.field(0.1 as Double)
      writer.field(2.0 / 3 as Double, digits: 3)
      writer.field(2.0 / 3 as Float, digits: 2)
      try writer.endRow()
    }
    #expect(text == "5,-7,0.1,0.1,0.667,0.67\n")
  }

  @Test("even a delimiter that occurs in numbers keeps the fields apart")
  func numberDelimiter() throws {
    let dialect = Dialect(delimiter: UInt8(ascii: "."))
    let text = try written(dialect: dialect) { writer in
      writer.field(1.5 as Double)
      writer.field(2 as Int)
      try writer.endRow()
    }
    #expect(text == "\"1.5\".2\n")
    #expect(try read(reader(text, dialect: dialect)) == [["1.5", "2"]])
  }

  @Test("rows pass through as they were spelt, whole or in parts")
  func rawFields() throws {
    let source = "a,\"b\",\" c\"\"\"\n"
    var record = Record()
    #expect(try reader(source).next(&record))
    let text = try written { writer in
      writer.rawFields(of: record)
      writer.field("d")
      try writer.endRow()
      writer.rawField(2, of: record)
      writer.rawField(0, of: record)
      try writer.endRow()
    }
    #expect(text == "a,\"b\",\" c\"\"\",d\n\" c\"\"\",a\n")
  }

  @Test("long rows and short ones come out whole, with the numbers behind them")
  func longRows() throws {
    var writer = Writer()
    var expected: [UInt8] = []
    var found: [UInt8] = []
    var record = Record()
    for length in [3, 100_000, 7, 3_000_000, 5, 2_000_000, 1] {
      let text = String(repeating: "z", count: length)
      #expect(try reader(text + "\n").next(&record))
      writer.rawFields(of: record)
      writer.field(Float(0.5))
      writer.field(Float(length))
      writer.keepRow()
      expected += Array("\(text),0.5,\(length)\n".utf8)
      if length > 5 { found += writer.takeRows() }
    }
    found += writer.takeRows()
    #expect(found == expected)
  }

  @Test("any fields that are written are read back")
  func roundTrip() throws {
    let seed: UInt64 = 3
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("ab,\"\n\r \t".utf8) + [0xEF, 0xBB, 0xBF, 0xFF]
    for columns in 1...3 {
      let rows = (0..<500).map { _ in
        (0..<columns).map { _ in
          ByteString(
            (0..<Int.random(in: 0...4, using: &generator)).compactMap { _ in alphabet.randomElement(using: &generator) }
          )
        }
      }
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      var writer = Writer(sink: ByteSink(descriptor: ends[1], name: "pipe"))
      for row in rows {
        for field in row { writer.field(field) }
        try writer.endRow()
      }
      try writer.flush()
      close(ends[1])
      #expect(try read(Reader(source: ByteSource(descriptor: ends[0], name: "pipe"))) == rows, "seed \(seed)")
      close(ends[0])
    }
  }

  @Test("an error of the sink comes through, at a full buffer or at the flush")
  func errors() {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let error = StreamError(name: "stdout", operation: .write, errno: ENOSPC)
    var writer = Writer(sink: ByteSink(descriptor: full, name: "stdout"))
    writer.field("x")
    #expect(throws: error) {
      try writer.endRow()
      try writer.flush()
    }
    var long = Writer(sink: ByteSink(descriptor: full, name: "stdout"))
    long.field([UInt8](repeating: 0x61, count: 1 << 20))
    #expect(throws: error) { try long.endRow() }
  }
}
