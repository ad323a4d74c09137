import CKernels

/// Some whole rows of a file, cut out so that they can be read by themselves, on any thread.
///
/// Made by ``Reader/forEachBlock(on:state:work:deliver:)``. Lines are counted from the beginning of the file, so that
/// messages are the same however the file was cut.
package struct RowBlock: Sendable {
  /// The name of the file.
  package internal(set) var file = ""
  /// Whether the first row is the first of its file.
  var isFirstOfFile = false
  /// The number of fields of the table's first row, which every other row must have; nil before there is one.
  var expectedFields: Int?

  /// Room for the rows, which stand at `range`.
  var bytes: [UInt8] = []
  var range = 0..<0
  /// The line on which they begin.
  var line = 1
  /// Whether the rows end in the midst of one, in which something is wrong.
  var isPartial = false
  /// Why nothing could be read after them.
  var readFailure: CSVError?
  /// The grammar, until the rows are found.
  var grammar: (dialect: Dialect, limits: Limits)?
  private(set) var index = RowIndex()
  /// What the rows have in common, once they are found.
  private var contents = Record.Block.empty
  private var rowsGiven = 0

  /// An empty block.
  package init() {}

  /// The number of rows that ``next(_:)`` has not given.
  package var rowCount: Int { index.rows.count - rowsGiven }

  /// The number of bytes of all rows.
  package var byteCount: Int { range.count }

  /// Whether no row and no error is left.
  var isSpent: Bool { rowCount == 0 && failure == nil }

  /// Whether the next row is the first of its file.
  package var isAtFirstOfFile: Bool { isFirstOfFile && rowsGiven == 0 }

  /// What is wrong after the rows; nothing can be read after it.
  var failure: CSVError? { index.failure ?? readFailure }

  /// Gives the next row, as a view of the block.
  ///
  /// - Returns: false at the end of the block; the record is then empty.
  /// - Throws: after ``CSVError/raggedRow(_:expected:found:)`` the record holds that row, and reading may go on with
  ///   the next. Every other error is final, thrown again by every later call, and no block comes after it.
  package mutating func next(_ record: inout Record) throws(CSVError) -> Bool {
    guard try takeRow() else {
      record.letGo()
      return false
    }
    row(rowsGiven - 1, &record)
    try checkWidth(of: record)
    return true
  }

  private mutating func takeRow() throws(CSVError) -> Bool {
    if rowsGiven < index.rows.count {
      rowsGiven += 1
      return true
    }
    if let failure { throw failure }
    return false
  }

  private mutating func checkWidth(of row: Record) throws(CSVError) {
    let expected = expectedFields ?? row.count
    expectedFields = expected
    guard row.count == expected else {
      throw .raggedRow(
        Position(file: file, line: row.line, field: min(row.count, expected) + 1), expected: expected,
        found: row.count)
    }
  }

  /// Gives a row again that was given before, by its ``Record/number``.
  package mutating func row(_ number: Int, _ record: inout Record) {
    record.take(index.rows[number], number, of: contents)
  }

  /// Reads the numbers of some fields of the next rows (`rows × fields`), as long as all of them are numbers as almost all
  /// are written, and takes those rows.
  ///
  /// - Parameter most: the greatest number of rows, for which `numbers` has room.
  /// - Returns: the numbers of the rows; none where the next row has to be taken by itself, or there is none.
  package mutating func nextNumbers(of fields: [Int], atMost most: Int, into numbers: inout [Double]) -> Range<Int> {
    precondition(most * fields.count <= numbers.count)
    guard !fields.isEmpty else { return rowsGiven..<rowsGiven }
    let end = min(index.rows.count, rowsGiven + most)
    let read = unsafe index.rows.withUnsafeBufferPointer { rows in
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        guard let numbers = numbers.baseAddress, rowsGiven < end, unsafe hasExpectedWidth(rows[rowsGiven]) else {
          return 0
        }
        let rows = unsafe UnsafeBufferPointer(rebasing: rows[rowsGiven..<end])
        return unsafe contents.readPlain(rows, fields, count: fields.count, into: numbers)
      }
    }
    let first = rowsGiven
    rowsGiven += read / fields.count
    return first..<rowsGiven
  }

  /// Appends the place of the text of a field among some texts, for each of some rows that were given before, up to the
  /// first row whose text is none of them or holds doubled quotes.
  package func appendPlaces(of field: Int, inRows rows: Range<Int>, among texts: [ShortText], to places: inout [Int32])
  {
    for number in rows {
      let text = contents.shortText(field, of: index.rows[number])
      guard let place = text?.firstIndex(in: texts) else { return }
      places.append(Int32(truncatingIfNeeded: place))
    }
  }

  private func hasExpectedWidth(_ row: RowIndex.Row) -> Bool { Int(row.fields) == expectedFields }

  /// Gives the buffers free for other rows, unless somebody keeps a row.
  mutating func letGo() { contents = .empty }

  /// Makes ``next(_:)`` give the last row, or so many rows, again.
  package mutating func giveBack(_ rows: Int = 1) { rowsGiven = max(rowsGiven - rows, 0) }

  /// Finds the rows, once the bytes are there. A second call does nothing.
  mutating func findRows() {
    guard let (dialect, limits) = grammar else { return }
    grammar = nil
    rowsGiven = 0
    // What it holds of the index would else be copied.
    letGo()
    index.build(
      bytes, range, RowIndex.Context(file: file, line: line, dialect: dialect, limits: limits, isPartial: isPartial))
    contents = Record.Block(
      bytes: bytes, origin: range.lowerBound, ends: index.ends, file: file, isFirstOfFile: isFirstOfFile)
    if expectedFields == nil { expectedFields = index.rows.first.map { Int($0.fields) } }
  }
}
