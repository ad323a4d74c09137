package import ByteStreams
import CKernels

/// One row: its exact bytes and the bounds of its fields.
///
/// It is a view of the block of rows that it was read from, so that nothing is moved. To keep it is to keep the block: a
/// row that outlives the reading of others is kept ``detached()``.
///
/// Fields are numbered from 0 here, and from 1 where people see the number. A field number outside `0..<count` is a
/// programming error.
package struct Record: Sendable {
  /// What the rows of a block have in common, in an object of its own, so that a row is small.
  final class Block: Sendable {
    let bytes: [UInt8]
    /// Where in the bytes the first row begins.
    let origin: Int
    /// Where the fields of all rows end, counted from there; the next one begins a delimiter later.
    let ends: [UInt32]
    let file: String
    let isFirstOfFile: Bool

    init(bytes: [UInt8], origin: Int, ends: [UInt32], file: String, isFirstOfFile: Bool) {
      self.bytes = bytes
      self.origin = origin
      self.ends = ends
      self.file = file
      self.isFirstOfFile = isFirstOfFile
    }

    static let empty = Block(bytes: [], origin: 0, ends: [], file: "", isFirstOfFile: false)
  }

  /// The texts of fields that hold doubled quotes, and so are no part of the row.
  private final class Texts: Sendable {
    let bytes: [UInt8]
    let ends: [Int]

    init(_ bytes: [UInt8], ends: [Int]) {
      self.bytes = bytes
      self.ends = ends
    }
  }

  private var block = Block.empty
  private var row = RowIndex.Row()
  /// Nil where no field holds a doubled quote.
  private var texts: Texts?

  /// The number of the row in its block, from 0; see ``RowBlock/row(_:_:)``.
  package private(set) var number = 0

  /// A row without fields, to be read into.
  package init() {}

  /// The name of the file.
  package var file: String { block.file }

  /// The line of the file on which the row begins, from 1.
  package var line: Int { row.line }

  /// The number of fields.
  package var count: Int { Int(row.fields) }

  /// True where it is the first row of its file: a header, where the files have headers.
  package var isFirstOfFile: Bool { number == 0 && block.isFirstOfFile }

  /// The exact bytes of the row, without its line end.
  package var raw: ArraySlice<UInt8> { count == 0 ? [] : block.bytes[start..<end(of: count - 1)] }

  /// The line end of the row: LF, CRLF, or nothing at the end of a file. A lone CR is given as CRLF: the LF that may
  /// follow has not always arrived with the row.
  package var lineEnd: [UInt8] {
    switch row.line_end {
    case 0: []
    case .carriageReturn: [.carriageReturn, .lineFeed]
    default: [.lineFeed]
    }
  }

  private var start: Int { block.origin + Int(row.start) }

  @inline(__always)
  private func end(of field: Int) -> Int { block.origin + Int(block.ends[Int(row.first_field) + field]) }

  /// Where in ``raw`` the exact spelling of a field lies, its quotes included.
  package func rawRange(of field: Int) -> Range<Int> {
    precondition(field >= 0 && field < count, "no such field")
    return (field == 0 ? start : end(of: field - 1) + 1)..<end(of: field)
  }

  /// True where the field is written in quotes. Only such a field can begin with one.
  package func wasQuoted(_ field: Int) -> Bool {
    let range = rawRange(of: field)
    return !range.isEmpty && block.bytes[range.lowerBound] == .quote
  }

  private func innerRange(of field: Int) -> Range<Int> {
    let range = rawRange(of: field)
    return wasQuoted(field) ? range.lowerBound + 1..<range.upperBound - 1 : range
  }

  /// The text of a field, its quotes removed and doubled ones made single.
  package func text(_ field: Int) -> ByteString {
    unsafe withText(field) { buffer, range in unsafe ByteString(Array(buffer[range])) }
  }

  /// The text of a field, if it is short.
  package func shortText(_ field: Int) -> ShortText? {
    unsafe withText(field) { buffer, range in unsafe ShortText(buffer, in: range) }
  }

  /// Whether a field has no text.
  package func isEmpty(_ field: Int) -> Bool { innerRange(of: field).isEmpty }

  /// Calls `body` with the buffer that holds the text of a field, and where in it that lies.
  @inline(__always)
  private func withText<Result>(
    _ field: Int, _ body: (_ buffer: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Result
  ) -> Result {
    if let texts {
      let range = (field == 0 ? 0 : texts.ends[field - 1])..<texts.ends[field]
      return unsafe texts.bytes.withUnsafeBufferPointer { unsafe body($0, range) }
    }
    let range = innerRange(of: field)
    return unsafe block.bytes.withUnsafeBufferPointer { unsafe body($0, range) }
  }

  /// The line of the file on which a field begins, which is later than ``line`` after a field of several lines.
  ///
  /// - Complexity: O(length of the row); meant for messages.
  package func line(of field: Int) -> Int {
    var line = line
    var previous: UInt8 = 0
    for byte in raw[..<rawRange(of: field).lowerBound] {
      if byte == .carriageReturn || (byte == .lineFeed && previous != .carriageReturn) { line += 1 }
      previous = byte
    }
    return line
  }

  /// The place of a field, for messages.
  package func position(of field: Int) -> Position {
    Position(file: file, line: line(of: field), field: field + 1)
  }
}

/// Numbers.
extension Record {
  /// The number that a field holds; nil where it holds none. See ``Decimal/float(_:)``.
  package func float(_ field: Int) -> Float? {
    // No number holds a quote, doubled or not, so the spelling inside the quotes will do.
    Decimal.float(block.bytes, in: innerRange(of: field))
  }

  /// The number that a field holds; nil where it holds none. See ``Decimal/double(_:)``.
  package func double(_ field: Int) -> Double? {
    var number = 0.0
    var field = field
    if unsafe readPlain(&field, count: 1, into: &number) == 1 { return number }
    return Decimal.double(block.bytes, in: innerRange(of: field))
  }

  /// The loop looks at all fields that it is given before it reads the first: where most numbers are not plain, and each
  /// ends it, the time would go with the square of the fields.
  private static let fieldsAtOnce = 64

  /// Reads the numbers of several fields, as ``double(_:)`` would one by one.
  ///
  /// - Parameters:
  ///   - fields: the fields; `first` is the place among them to begin at.
  ///   - numbers: one for each of `fields`.
  /// - Returns: the place of the first field from there on that holds no number; `fields.count` where all do.
  package func read(_ fields: [Int], from first: Int, into numbers: inout [Double]) -> Int {
    let count = fields.count
    precondition(first >= 0 && numbers.count >= count)
    var place = first
    while place < count {
      place += unsafe fields.withUnsafeBufferPointer { fields in
        unsafe numbers.withUnsafeMutableBufferPointer { numbers in
          guard let fields = fields.baseAddress, let numbers = numbers.baseAddress else { return 0 }
          let some = min(count - place, Self.fieldsAtOnce)
          return unsafe readPlain(fields + place, count: some, into: numbers + place)
        }
      }
      guard place < count else { break }
      guard let number = double(fields[place]) else { return place }
      numbers[place] = number
      place += 1
    }
    return place
  }

  /// Reads numbers up to the first that is not written as almost all of them are, and tells how many it read.
  @inline(__always)
  private func readPlain(_ fields: UnsafePointer<Int>, count: Int, into numbers: UnsafeMutablePointer<Double>) -> Int {
    unsafe withUnsafePointer(to: row) { row in
      unsafe block.readPlain(UnsafeBufferPointer(start: row, count: 1), fields, count: count, into: numbers)
    }
  }
}

extension Record.Block {
  /// The text of a field, if it is there, short and without doubled quotes.
  @inline(__always)
  func shortText(_ field: Int, of row: RowIndex.Row) -> ShortText? {
    guard field >= 0, field < row.fields, row.has_doubled_quotes == 0 else { return nil }
    let place = Int(row.first_field) + field
    var range = origin + Int(field == 0 ? row.start : ends[place - 1] + 1)..<origin + Int(ends[place])
    if !range.isEmpty, bytes[range.lowerBound] == .quote { range = range.lowerBound + 1..<range.upperBound - 1 }
    return unsafe bytes.withUnsafeBufferPointer { unsafe ShortText($0, in: range) }
  }

  /// Reads the numbers of some fields of some rows (`rows × fields`) up to the first that is not written as almost all of
  /// them are, and tells how many it read.
  @inline(__always)
  func readPlain(
    _ rows: UnsafeBufferPointer<RowIndex.Row>, _ fields: UnsafePointer<Int>, count: Int,
    into numbers: UnsafeMutablePointer<Double>
  ) -> Int {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe ends.withUnsafeBufferPointer { ends in
        guard let text = buffer.baseAddress, let ends = ends.baseAddress else { return 0 }
        var place = unsafe nn_fields(
          text: text + origin, before: origin, ends: ends, rows: rows.baseAddress, count_of_rows: rows.count)
        return unsafe nn_read_numerals(&place, fields, count, numbers)
      }
    }
  }
}

extension Record {
  /// Becomes a view of a row of a block.
  @inline(__always)
  mutating func take(_ row: RowIndex.Row, _ number: Int, of block: Block) {
    if self.block !== block { self.block = block }
    self.row = row
    self.number = number
    if texts != nil { texts = nil }
    if row.has_doubled_quotes != 0 { unescape() }
  }

  /// Becomes a row without fields.
  package mutating func letGo() { self = Record() }

  /// The same row in a block of its own.
  package func detached() -> Record {
    guard count > 0 else { return Record() }
    var record = self
    let ends = block.ends[Int(row.first_field)..<Int(row.first_field + row.fields)].map { $0 - row.start }
    record.block = Block(bytes: Array(raw), origin: 0, ends: ends, file: file, isFirstOfFile: block.isFirstOfFile)
    record.row.start = 0
    record.row.first_field = 0
    return record
  }

  /// Makes the texts of the fields.
  private mutating func unescape() {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for field in 0..<count {
      var isSecond = false
      for byte in block.bytes[innerRange(of: field)] {
        isSecond = byte == .quote && !isSecond
        if !isSecond { bytes.append(byte) }
      }
      ends.append(bytes.count)
    }
    texts = Texts(bytes, ends: ends)
  }
}
