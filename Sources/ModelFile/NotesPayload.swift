import ByteStreams

/// `tEXt`: keys and values, sorted by the bytes of the key.
enum TextPayload {
  static func payload(_ text: [ByteString: ByteString]) throws(ModelFileError) -> [UInt8] {
    var writer = PayloadWriter()
    writer.integer(UInt32(truncatingIfNeeded: text.count))
    for (key, value) in text.sorted(by: { $0.key < $1.key }) {
      try writer.string(key)
      try writer.string(value)
    }
    return writer.bytes
  }

  static func parse(_ reader: inout PayloadReader) throws(ModelFileError) -> [ByteString: ByteString] {
    var text: [ByteString: ByteString] = [:]
    var last: ByteString?
    for _ in 0..<(try reader.count(ofAtLeast: 4)) {
      let key = try reader.string()
      guard last.map({ $0 < key }) ?? true else { throw reader.broken(.noteOrder, "its keys are not in order") }
      last = key
      text[key] = try reader.string()
    }
    try reader.end()
    return text
  }
}

/// `hIST`: column names, then Float64 rows.
enum HistoryPayload {
  static func payload(_ history: HistoryTable) throws(ModelFileError) -> [UInt8] {
    guard let columns = UInt16(exactly: history.columns.count), let rows = UInt32(exactly: history.rows) else {
      throw .notRepresentable("the history is too long")
    }
    var writer = PayloadWriter()
    writer.integer(columns)
    for name in history.columns { try writer.string(ByteString(name)) }
    writer.integer(rows)
    for value in history.values { writer.double(value) }
    return writer.bytes
  }

  static func parse(_ reader: inout PayloadReader) throws(ModelFileError) -> HistoryTable {
    let columnCount = Int(try reader.integer(UInt16.self))
    guard columnCount > 0 else { throw reader.broken(.noColumns, "a table without columns") }
    var columns: [String] = []
    for _ in 0..<columnCount { columns.append(try reader.string().description) }
    let rows = try reader.count(ofAtLeast: 8 * columnCount)
    var values: [Double] = []
    values.reserveCapacity(rows * columnCount)
    for _ in 0..<rows * columnCount { values.append(try reader.anyDouble()) }
    try reader.end()
    return HistoryTable(columns: columns, values: values)
  }
}
