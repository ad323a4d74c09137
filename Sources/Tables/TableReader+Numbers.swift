import ByteStreams
import CSV

extension TableReader {
  /// Reads all rows, and returns the numbers of some columns. An empty field is NaN, and `inf` is infinite: so figures
  /// that are undefined or without bound are written.
  package mutating func numbers(in fields: [Int]) throws(TableError) -> [[Double]] {
    var values = [[Double]](repeating: [], count: fields.count)
    var record = Record()
    while try next(&record) {
      for (place, field) in fields.enumerated() {
        if let number = record.double(field) {
          values[place].append(number)
        } else if record.range(of: field).isEmpty {
          values[place].append(.nan)
        } else if record.text(field) == "inf" {
          values[place].append(.infinity)
        } else {
          throw .notANumber(position(of: field, in: record), found: record.text(field), column: columns.names[field])
        }
      }
    }
    guard values.first?.isEmpty != true else { throw .noRows(file: columns.file) }
    return values
  }
}
