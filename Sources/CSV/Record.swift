package import ByteStreams
import CKernels

/// One row: its exact bytes and the bounds of its fields.
///
/// A row that ``Reader/next(_:)`` gives is a copy, in buffers that are used again from row to row. One that
/// ``RowBlock/next(_:)`` gives shares the bytes of its block, so that nothing is moved: to keep such a row is to keep
/// the block.
///
/// Fields are numbered from 0 here, and from 1 where people see the number. A field number outside `0..<count` is a
/// programming error.
package struct Record: Sendable {
  /// What holds the row, and where in it the row lies.
  private var buffer: [UInt8] = []
  private var bounds = 0..<0
  /// Where the fields end, counted from `origin` in the buffer; the next one begins a delimiter later. Those of this row
  /// begin with the one at `firstField`.
  private var ends: [UInt32] = []
  private var origin = 0
  private var firstField = 0

  /// The name of the file.
  package private(set) var file = ""
  /// The line of the file on which the row begins, from 1.
  package private(set) var line = 0
  /// The first byte of the line end; 0 where the file ended instead.
  private var firstByteOfLineEnd: UInt8 = 0

  /// The number of fields.
  package private(set) var count = 0

  /// The number of the row in its block, from 0; see ``RowBlock/row(_:_:)``.
  package internal(set) var number = 0
  /// True where it is the first row of its file: a header, where the files have headers.
  package internal(set) var isFirstOfFile = false

  /// True where a quoted field holds doubled quotes, so that its text is not a part of the row.
  private var hasDoubledQuotes = false
  private var unescaped: [UInt8] = []
  private var unescapedEnds: [Int] = []

  /// A row without fields, to be read into.
  package init() {}

  /// The exact bytes of the row, without its line end.
  package var raw: ArraySlice<UInt8> { buffer[bounds] }

  /// The line end of the row: LF, CRLF, or nothing at the end of a file. A lone CR is given as CRLF: the LF that may
  /// follow has not always arrived with the row.
  package var lineEnd: [UInt8] {
    switch firstByteOfLineEnd {
    case 0: []
    case .carriageReturn: [.carriageReturn, .lineFeed]
    default: [.lineFeed]
    }
  }

  /// Where in ``raw`` the exact spelling of a field lies, its quotes included.
  package func rawRange(of field: Int) -> Range<Int> {
    precondition(field >= 0 && field < count, "no such field")
    let start = field == 0 ? bounds.lowerBound : origin + Int(ends[firstField + field - 1]) + 1
    return start..<origin + Int(ends[firstField + field])
  }

  /// True where the field is written in quotes. Only such a field can begin with one.
  package func wasQuoted(_ field: Int) -> Bool {
    let range = rawRange(of: field)
    return !range.isEmpty && buffer[range.lowerBound] == .quote
  }

  /// The text of a field, its quotes removed and doubled ones made single.
  package func text(_ field: Int) -> ByteString {
    unsafe withText(field) { buffer, range in unsafe ByteString(Array(buffer[range])) }
  }

  /// Whether a field has no text.
  package func isEmpty(_ field: Int) -> Bool { innerRange(of: field).isEmpty }

  /// The text of a field, if it is short.
  package func shortText(_ field: Int) -> ShortText? {
    unsafe withText(field) { buffer, range in unsafe ShortText(buffer, in: range) }
  }

  /// Calls `body` with the buffer that holds the text of a field, and where in it that lies.
  @inline(__always)
  private func withText<Result>(
    _ field: Int, _ body: (_ buffer: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Result
  ) -> Result {
    if hasDoubledQuotes {
      let range = (field == 0 ? 0 : unescapedEnds[field - 1])..<unescapedEnds[field]
      return unsafe unescaped.withUnsafeBufferPointer { unsafe body($0, range) }
    }
    let range = innerRange(of: field)
    return unsafe buffer.withUnsafeBufferPointer { unsafe body($0, range) }
  }

  /// The number that a field holds; nil where it holds none. See ``Decimal/float(_:)``.
  package func float(_ field: Int) -> Float? {
    // No number holds a quote, doubled or not, so the spelling inside the quotes will do.
    Decimal.float(buffer, in: innerRange(of: field))
  }

  /// The number that a field holds; nil where it holds none. See ``Decimal/double(_:)``.
  package func double(_ field: Int) -> Double? {
    var number = 0.0
    var field = field
    if unsafe readPlain(&field, count: 1, into: &number) == 1 { return number }
    return Decimal.double(buffer, in: innerRange(of: field))
  }

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
          return unsafe readPlain(fields + place, count: count - place, into: numbers + place)
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
    unsafe buffer.withUnsafeBufferPointer { buffer in
      unsafe ends.withUnsafeBufferPointer { ends in
        guard let text = buffer.baseAddress, let ends = ends.baseAddress else { return 0 }
        var row = unsafe nn_fields(
          text: text + origin, before: origin, ends: ends + firstField, count: self.count,
          start: bounds.lowerBound - origin)
        return unsafe nn_read_numerals(&row, fields, count, numbers)
      }
    }
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

  private func innerRange(of field: Int) -> Range<Int> {
    let range = rawRange(of: field)
    return wasQuoted(field) ? range.lowerBound + 1..<range.upperBound - 1 : range
  }
}

extension Record {
  /// What the rows of a block have in common: its bytes, where its first row begins in them, and where its fields end,
  /// counted from there.
  struct Block {
    let bytes: [UInt8]
    let origin: Int
    let ends: [UInt32]
    let file: String
  }

  /// Becomes a view of a row of a block, whose buffers are then shared.
  @inline(__always)
  mutating func share(_ row: RowIndex.Row, of block: Block) {
    // A block's buffers are not written to while a record holds them: where they are the same, so is all they hold.
    if !buffer.isSame(as: block.bytes) || !ends.isSame(as: block.ends) {
      buffer = block.bytes
      ends = block.ends
      file = block.file
    }
    origin = block.origin
    firstField = Int(row.first_field)
    take(row)
    bounds = origin + Int(row.start)..<origin + Int(ends[firstField + count - 1])
    if hasDoubledQuotes { unescape() }
  }

  /// Becomes a copy of a row of a block.
  mutating func copy(_ row: RowIndex.Row, of block: Block) {
    let fields = block.ends[Int(row.first_field)..<Int(row.first_field + row.fields)]
    let start = block.origin + Int(row.start)
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: block.bytes[start..<block.origin + Int(fields.last ?? row.start)])
    ends.removeAll(keepingCapacity: true)
    for end in fields { ends.append(end - row.start) }
    file = block.file
    origin = 0
    firstField = 0
    take(row)
    bounds = buffer.indices
    if hasDoubledQuotes { unescape() }
  }

  /// Becomes a row without fields that shares nothing.
  package mutating func letGo() { self = Record() }

  private mutating func take(_ row: RowIndex.Row) {
    line = row.line
    firstByteOfLineEnd = row.line_end
    hasDoubledQuotes = row.has_doubled_quotes != 0
    count = Int(row.fields)
  }

  /// Makes the texts of the fields, once the row is complete.
  private mutating func unescape() {
    unescaped.removeAll(keepingCapacity: true)
    unescapedEnds.removeAll(keepingCapacity: true)
    for field in 0..<count {
      var isSecond = false
      for byte in buffer[innerRange(of: field)] {
        isSecond = byte == .quote && !isSecond
        if !isSecond { unescaped.append(byte) }
      }
      unescapedEnds.append(unescaped.count)
    }
  }
}

extension Array {
  /// Whether both are one buffer.
  @inline(__always)
  fileprivate func isSame(as other: [Element]) -> Bool {
    unsafe withUnsafeBufferPointer { one in
      unsafe other.withUnsafeBufferPointer { unsafe one.baseAddress == $0.baseAddress }
    }
  }
}
