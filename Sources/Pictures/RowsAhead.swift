import CSV
import Tables

/// The first rows of a table, read ahead to see what they hold before all rows are passed on.
struct RowsAhead {
  let records: [Record]

  /// No more than so many rows, cells (but of two rows at least) and bytes are read ahead.
  private static let mostRows = 5000
  private static let mostCells = 2_000_000
  private static let mostBytes = 32 << 20

  /// None.
  init() { records = [] }

  init(of reader: inout TableReader) throws(TableError) {
    var records: [Record] = []
    let most = min(Self.mostRows, max(2, Self.mostCells / max(1, reader.columns.count)))
    var record = Record()
    var bytes = 0
    while records.count < most, bytes < Self.mostBytes, try reader.next(&record) {
      records.append(record.detached())
      bytes += record.raw.count
    }
    self.records = records
  }

  /// Passes on these rows, and then those that are left.
  func forEachRow(
    of reader: inout TableReader, _ body: (Record) throws(TableError) -> Void
  ) throws(TableError) {
    for record in records { try body(record) }
    var record = Record()
    while try reader.next(&record) { try body(record) }
  }
}
