package import ByteStreams

/// Reads the rows of one file, or of several files that are one table: row by row, or block by block on several threads.
///
/// Memory is bounded by the longest row, and that by ``Limits``. Bytes are used as they come: a row that has arrived
/// whole is given out before the source is read again. What a header is, is the caller's business; see
/// ``Record/isFirstOfFile``. For the grammar see ``RowIndex``.
package final class Reader {
  var source: BlockSource
  var block = RowBlock()

  /// A block that stays in a processor's second cache with all that is made of it, in bytes.
  package static let usualBlockSize = 256 << 10

  /// A reader of several files, one after the other, as one table. Each is closed when it has been read.
  ///
  /// - Parameter blockSize: how many bytes are taken at a time, more where a row is longer.
  package init(
    sources: [ByteSource], dialect: Dialect = Dialect(), limits: Limits = Limits(), blockSize: Int = usualBlockSize
  ) {
    source = BlockSource(sources: sources, dialect: dialect, limits: limits, blockSize: blockSize)
    block.file = source.file
  }

  /// A reader of one file.
  package convenience init(source: ByteSource, dialect: Dialect = Dialect(), limits: Limits = Limits()) {
    self.init(sources: [source], dialect: dialect, limits: limits)
  }

  /// The number of fields of the first row, which every other row must have; nil before there is one.
  package var expectedFields: Int? { block.expectedFields }

  /// The name of the file that the last row came from.
  package var currentFile: String { block.file }

  /// True when ``next(_:)`` would give a row, or an error in it, without reading its source, which may make it wait.
  ///
  /// A filter that finds it false writes out what it has before it goes on, so that no answer is held back while the
  /// input pauses.
  package var hasBufferedRow: Bool { block.rowCount > 0 }

  /// Reads the next row into `record`, which is a view of what has been read: see ``Record/detached()``.
  ///
  /// - Returns: false at the end of the last file.
  /// - Throws: after ``CSVError/raggedRow(_:expected:found:)`` the record holds that row, and reading may go on with
  ///   the next. Every other error is final, and thrown again by every later call.
  package func next(_ record: inout Record) throws(CSVError) -> Bool {
    while true {
      if try block.next(&record) { return true }
      guard readBlock() else { return false }
    }
  }

  /// Reads further files of the same table after the last one, however much of that has been read.
  package func append(_ sources: [ByteSource]) { source.append(sources) }

  /// Makes ``next(_:)`` give the row again that it gave last.
  package func giveBack() { block.giveBack() }

  /// Reads the next block in place of the one that is spent.
  func readBlock() -> Bool {
    guard source.next(into: &block, patience: nil) == .block else { return false }
    block.findRows()
    return true
  }
}
