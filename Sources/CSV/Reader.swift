package import ByteStreams

/// Reads the rows of one file, or of several files that are one table.
///
/// Memory is bounded by the longest row, and that by ``Limits``. Bytes are used as they come: a row that has arrived
/// whole is given out before the source is read again. What a header is, is the caller's business; see
/// ``isFirstRowOfFile``. For the grammar see ``Scanner``.
package final class Reader {
  /// The number of fields of the first row, which every other row must have; nil before there is one.
  package private(set) var expectedFields: Int?

  /// In one piece: a method of a struct is checked for exclusive access once, not at every use of a property.
  private var rows: RowSequence
  private var failure: CSVError?

  /// A reader of several files, one after the other, as one table. Each is closed when it has been read.
  package init(sources: [ByteSource], dialect: Dialect = Dialect(), limits: Limits = Limits()) {
    rows = RowSequence(sources: sources, dialect: dialect, limits: limits)
  }

  /// A reader of one file.
  package convenience init(source: ByteSource, dialect: Dialect = Dialect(), limits: Limits = Limits()) {
    self.init(sources: [source], dialect: dialect, limits: limits)
  }

  /// The name of the file that the last row came from.
  package var currentFile: String { rows.currentFile }

  /// True when the last row is the first of its file: a header, where the files have headers.
  package var isFirstRowOfFile: Bool { rows.rowsOfFile == 1 }

  /// True when ``next(_:)`` would give a row, or an error in it, without reading its source, which may make it wait.
  ///
  /// A filter that finds it false writes out what it has before it goes on, so that no answer is held back while the
  /// input pauses.
  package var hasBufferedRow: Bool { failure == nil && rows.hasBufferedRow() }

  /// The place of a field of the last row, for messages.
  ///
  /// - Parameters:
  ///   - field: the number of the field from 0.
  ///   - record: the row that ``next(_:)`` gave last.
  package func position(of field: Int, in record: Record) -> Position {
    Position(file: currentFile, line: record.line(of: field), field: field + 1)
  }

  /// Reads the next row into `record`, whose buffers are used again.
  ///
  /// - Returns: false at the end of the last file.
  /// - Throws: after ``CSVError/raggedRow(_:expected:found:)`` the record holds that row, and reading may go on with
  ///   the next. Every other error is final, and thrown again by every later call.
  package func next(_ record: inout Record) throws(CSVError) -> Bool {
    if let failure { throw failure }
    do throws(CSVError) {
      guard try rows.next(&record) else { return false }
    } catch {
      failure = error
      throw error
    }
    guard let expectedFields else {
      expectedFields = record.count
      return true
    }
    if record.count != expectedFields {
      let field = min(record.count, expectedFields) + 1
      throw .raggedRow(
        Position(file: currentFile, line: record.line, field: field), expected: expectedFields, found: record.count)
    }
    return true
  }
}
