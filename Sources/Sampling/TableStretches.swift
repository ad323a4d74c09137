package import ByteStreams
import CSV
package import Tables

/// A table of any length, so many bytes of it in memory at a time, its rows as they are spelt.
package struct TableStretches {
  /// What most tables are shorter than, and every machine has room for.
  package static let usualBytes = 128 << 20

  /// The first row, if that is a header.
  package let header: RowStore
  /// The rows that are in memory.
  package private(set) var rows = RowStore()
  /// A number for each of them, the same where the cells of the stratifying column are; nil without such a column.
  package private(set) var strata: [Int]?
  /// Whether the table has no more rows than these.
  package private(set) var isAtEnd = false

  private var reader: TableReader
  private let bytes: Int
  private let column: Int?
  private var numbers: [ByteString: Int] = [:]
  private var record = Record()

  /// Whether there was not one row, not even a header.
  package var isEmpty: Bool { reader.isEmpty }

  /// Reads the header, and no row yet.
  ///
  /// - Parameters:
  ///   - stratify: the exact name of the stratifying column, or its number.
  ///   - bytes: how many bytes of rows are in memory at a time, and at least one row.
  package init(
    _ reader: TableReader, stratify: ByteString? = nil, bytes: Int = usualBytes
  ) throws(TableError) {
    self.reader = reader
    self.bytes = bytes
    var header = RowStore()
    if let record = reader.headerRecord { header.append(record) }
    self.header = header
    if let stratify { column = try reader.columns.index(of: stratify) } else { column = nil }
    strata = column.map { _ in [] }
  }

  /// Reads the next rows in place of those that were in memory; false where there are none.
  package mutating func next() throws(TableError) -> Bool {
    rows.removeAll()
    if strata != nil { strata = [] }
    while !isAtEnd, rows.byteCount < bytes {
      guard try reader.next(&record) else {
        isAtEnd = true
        break
      }
      rows.append(record)
      guard let column else { continue }
      let stratum = number(of: record.text(column))
      strata?.append(stratum)
    }
    return rows.count > 0
  }

  private mutating func number(of cell: ByteString) -> Int {
    if let number = numbers[cell] { return number }
    numbers[cell] = numbers.count
    return numbers.count - 1
  }
}
