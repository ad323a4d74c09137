package import ByteStreams
package import CSV

/// Whether the first row of a table holds names.
package enum HeaderRule: String, Sendable, CaseIterable {
  /// It does where none of its fields is a number, or where it holds all the names that are known already.
  case auto
  case yes
  case no
}

/// The rows of a table under the names of their columns; several files are one table.
package struct TableReader {
  /// The names from the header, or `c1`, `c2`, …; none where the table is empty.
  package let columns: Columns
  package let hasHeader: Bool
  /// The header as it is spelt, if there is one.
  package private(set) var headerRecord: Record?
  private let reader: Reader
  /// The first row, where that is data.
  private var pending: Record?

  /// Reads the first row. `known` are names that would make it a header whatever else it holds.
  package init(_ reader: Reader, header: HeaderRule, known: [ByteString] = []) throws(TableError) {
    self.reader = reader
    var record = Record()
    guard try TableReader.read(reader, &record) else {
      columns = Columns(names: [], file: reader.currentFile)
      hasHeader = false
      return
    }
    let names = (0..<record.count).map { record.text($0) }
    let isKnown = !known.isEmpty && Set(known).isSubset(of: names)
    hasHeader =
      header == .yes
      || (header == .auto && (isKnown || !(0..<record.count).contains { record.double($0) != nil }))
    if hasHeader {
      columns = Columns(names: names, file: reader.currentFile)
      headerRecord = record
    } else {
      columns = .numbered(record.count, file: reader.currentFile)
      pending = record
    }
  }

  /// Whether there was not one row, not even a header.
  package var isEmpty: Bool { columns.count == 0 }

  /// Whether `next(_:)` gives a row without waiting for more input.
  package var hasBufferedRow: Bool { pending != nil || reader.hasBufferedRow }

  /// Reads the next row of data into `record`; false at the end. The headers of further files are passed over.
  package mutating func next(_ record: inout Record) throws(TableError) -> Bool {
    if let first = pending {
      record = first
      pending = nil
      return true
    }
    while try TableReader.read(reader, &record) {
      guard hasHeader && reader.isFirstRowOfFile else { return true }
      guard (0..<record.count).map({ record.text($0) }) == columns.names else {
        throw .headersDiffer(file: reader.currentFile, first: columns.file)
      }
    }
    return false
  }

  /// The place of a field (counted from 0) of the last row, for messages.
  package func position(of field: Int, in record: Record) -> Position { reader.position(of: field, in: record) }

  private static func read(_ reader: Reader, _ record: inout Record) throws(TableError) -> Bool {
    do { return try reader.next(&record) } catch { throw .csv(error) }
  }
}
