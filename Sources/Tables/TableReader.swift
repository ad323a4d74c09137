package import ByteStreams
package import CSV
package import Workers

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
  package let headerRecord: Record?
  private let reader: Reader

  /// Reads the first row. `known` are names that would make it a header whatever else it holds.
  package init(_ reader: Reader, header: HeaderRule, known: [ByteString] = []) throws(TableError) {
    self.reader = reader
    var record = Record()
    let isThere: Bool
    do { isThere = try reader.next(&record) } catch { throw .csv(error) }
    guard isThere else {
      columns = Columns(names: [], file: reader.currentFile)
      hasHeader = false
      headerRecord = nil
      return
    }
    let names = record.names
    let isKnown = !known.isEmpty && Set(known).isSubset(of: names)
    hasHeader =
      header == .yes
      || (header == .auto && (isKnown || !(0..<record.count).contains { record.double($0) != nil }))
    if hasHeader {
      columns = Columns(names: names, file: record.file)
      headerRecord = record.detached()
    } else {
      columns = .numbered(record.count, file: record.file)
      headerRecord = nil
      reader.giveBack()
    }
  }

  /// Whether there was not one row, not even a header.
  package var isEmpty: Bool { columns.count == 0 }

  /// Whether `next(_:)` gives a row without waiting for more input.
  package var hasBufferedRow: Bool { reader.hasBufferedRow }

  /// Reads the next row of data into `record`; false at the end. The headers of further files are passed over.
  package mutating func next(_ record: inout Record) throws(TableError) -> Bool {
    while true {
      do { guard try reader.next(&record) else { return false } } catch { throw .csv(error) }
      guard hasHeader, record.isFirstOfFile else { return true }
      try columns.check(header: record)
    }
  }

  /// Works on the rows that are left, block by block, on several threads, and hands the results on in order. As
  /// `Reader/forEachBlock(on:state:work:deliver:)`, but that the headers of further files are passed over.
  package mutating func forEachBlock<State, Output: Sendable, Failure: Error>(
    on workers: Workers, state makeState: () -> State,
    work: @Sendable (_ state: inout State, _ block: inout TableBlock) -> Output,
    deliver: (Output) throws(Failure) -> Void
  ) throws(Failure) {
    let columns = hasHeader ? columns : nil
    try reader.forEachBlock(
      on: workers, state: makeState,
      work: { state, rows in
        var block = TableBlock(columns: columns, rows: RowBlock())
        swap(&rows, &block.rows)
        defer { swap(&rows, &block.rows) }
        return work(&state, &block)
      }, deliver: deliver)
  }
}

/// Some whole rows of a table, to be read by themselves on any thread.
package struct TableBlock: Sendable {
  /// The names of the columns, where each file begins with them.
  fileprivate let columns: Columns?
  fileprivate var rows: RowBlock

  /// The greatest number of rows that ``next(_:)`` will give.
  package var rowCount: Int { rows.rowCount }

  /// The number of bytes of all rows.
  package var byteCount: Int { rows.byteCount }

  /// Reads the next row of data into `record`; false at the end.
  ///
  /// - Throws: after `.csv(.raggedRow)` reading may go on with the next row.
  package mutating func next(_ record: inout Record) throws(TableError) -> Bool {
    while true {
      do { guard try rows.next(&record) else { return false } } catch { throw .csv(error) }
      guard record.isFirstOfFile, let columns else { return true }
      try columns.check(header: record)
    }
  }

  /// Reads the numbers of some fields of the next rows, and takes those rows; see `RowBlock/nextNumbers(of:atMost:into:)`.
  mutating func nextNumbers(of fields: [Int], atMost most: Int, into numbers: inout [Double]) -> Range<Int> {
    // A header may stand there.
    if columns != nil, rows.isAtFirstOfFile { return 0..<0 }
    return rows.nextNumbers(of: fields, atMost: most, into: &numbers)
  }

  /// Appends the places of texts of rows that were given before; see `RowBlock/appendPlaces(of:inRows:among:to:)`.
  func appendPlaces(of field: Int, inRows rows: Range<Int>, among texts: [ShortText], to places: inout [Int32]) {
    self.rows.appendPlaces(of: field, inRows: rows, among: texts, to: &places)
  }

  /// Makes ``next(_:)`` give the last rows again.
  mutating func giveBack(_ rows: Int) { self.rows.giveBack(rows) }

  /// Gives a row again that was given before, by its `Record/number`.
  package mutating func row(_ number: Int, _ record: inout Record) { rows.row(number, &record) }
}

extension Columns {
  /// Throws where a header of a further file is another one.
  fileprivate func check(header: Record) throws(TableError) {
    guard header.names == names else { throw .headersDiffer(file: header.file, first: file) }
  }
}

extension Record {
  fileprivate var names: [ByteString] { (0..<count).map { text($0) } }
}
