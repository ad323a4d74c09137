import ByteStreams
import CSV
import Tables

extension TableReader {
  /// Reads all rows, and passes the texts of some fields and the numbers of others on, row by row. An empty field is
  /// NaN, and `inf` is infinite: so figures that are undefined or without bound are written.
  ///
  /// - Parameters:
  ///   - most: more rows than these are no picture; nil where any number is.
  ///   - what: what a row is, for the message.
  mutating func forEachRow(
    of fields: [Int], texts: [Int] = [], atMost most: Int? = nil, _ what: String = "rows",
    _ body: (_ texts: [String], _ numbers: [Double]) -> Void
  ) throws(TableError) {
    var values = [Double](repeating: 0, count: fields.count)
    var record = Record()
    var rows = 0
    while try next(&record) {
      rows += 1
      if let most, rows > most { throw .unfit(file: columns.file, "more than \(most) \(what)") }
      for (place, field) in fields.enumerated() { values[place] = try figure(field, of: record) }
      body(texts.map { record.text($0).description }, values)
    }
    guard rows > 0 else { throw .noRows(file: columns.file) }
  }

  /// The number in a field, NaN where it is empty.
  func figure(_ field: Int, of record: Record) throws(TableError) -> Double {
    if let number = record.double(field) { return number }
    if record.isEmpty(field) { return .nan }
    let text = record.text(field)
    if text == "inf" { return .infinity }
    throw .notANumber(record.position(of: field), found: text, column: columns.names[field])
  }
}
