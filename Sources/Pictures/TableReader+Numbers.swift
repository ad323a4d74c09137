import ByteStreams
import CSV
import Tables

extension TableReader {
  /// Reads all rows, and passes the numbers of some columns on, row by row. An empty field is NaN, and `inf` is
  /// infinite: so figures that are undefined or without bound are written.
  mutating func forEachRow(of fields: [Int], _ body: ([Double]) -> Void) throws(TableError) {
    var values = [Double](repeating: 0, count: fields.count)
    var record = Record()
    var isEmpty = true
    while try next(&record) {
      for (place, field) in fields.enumerated() { values[place] = try figure(field, of: record) }
      body(values)
      isEmpty = false
    }
    guard !isEmpty else { throw .noRows(file: columns.file) }
  }

  /// The number in a field, NaN where it is empty.
  func figure(_ field: Int, of record: Record) throws(TableError) -> Double {
    if let number = record.double(field) { return number }
    if record.isEmpty(field) { return .nan }
    let text = record.text(field)
    if text == "inf" { return .infinity }
    throw .notANumber(position(of: field, in: record), found: text, column: columns.names[field])
  }
}
