import ByteStreams

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
