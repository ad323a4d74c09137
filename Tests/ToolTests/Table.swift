import ByteStreams
import CSV

/// A table that a tool wrote: the first row, and those after it.
struct Table {
  let header: [String]
  let rows: [[String]]

  struct NoSuchColumn: Error {
    let name: String
    let header: [String]
  }

  init(_ bytes: [UInt8]) throws {
    let reader = Reader(source: ByteSource(bytes: bytes, name: "table"))
    var record = Record()
    var rows: [[String]] = []
    while try reader.next(&record) { rows.append((0..<record.count).map { record.text($0).description }) }
    header = rows.first ?? []
    self.rows = Array(rows.dropFirst())
  }

  /// The cells of a column.
  func column(_ name: String) throws -> [String] {
    guard let index = header.firstIndex(of: name) else { throw NoSuchColumn(name: name, header: header) }
    return rows.map { $0[index] }
  }

  /// The number beside a name, in a table of names and values.
  func value(of name: String) -> Double? { rows.first { $0[0] == name }.flatMap { Double($0[1]) } }
}
