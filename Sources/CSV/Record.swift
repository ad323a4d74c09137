package import ByteStreams

/// One row: its exact bytes and the bounds of its fields, in buffers that are used again from row to row.
///
/// Fields are numbered from 0 here, and from 1 where people see the number. A field number outside `0..<count` is a
/// programming error.
package struct Record: Sendable {
  /// The exact bytes of the row, without its line end.
  package private(set) var raw: [UInt8] = []
  /// The name of the file.
  package private(set) var file = ""
  /// The line of the file on which the row begins, from 1.
  package private(set) var line = 0
  /// The first byte of the line end; 0 where the file ended instead.
  private var firstByteOfLineEnd: UInt8 = 0

  /// The line end of the row: LF, CRLF, or nothing at the end of a file. A lone CR is given as CRLF: the LF that may
  /// follow has not always arrived with the row.
  package var lineEnd: [UInt8] {
    switch firstByteOfLineEnd {
    case 0: []
    case .carriageReturn: [.carriageReturn, .lineFeed]
    default: [.lineFeed]
    }
  }

  /// The number of fields.
  package private(set) var count = 0

  /// Where each field ends in `raw`; the next one begins a delimiter later. Those after `count` are of earlier rows.
  private var ends: [Int] = []
  /// True where a quoted field holds doubled quotes, so that its text is not a part of `raw`.
  private var hasDoubledQuotes = false

  private var unescaped: [UInt8] = []
  private var unescapedEnds: [Int] = []

  /// A row without fields, to be read into.
  package init() {}

  /// The buffer in which the texts of the fields lie, each at its ``range(of:)``.
  ///
  /// It is `raw` itself unless a field holds doubled quotes, so that a plain row is copied once and no more.
  package var bytes: [UInt8] { hasDoubledQuotes ? unescaped : raw }

  /// Where in ``bytes`` the text of a field lies, its quotes removed and doubled ones made single.
  package func range(of field: Int) -> Range<Int> {
    if hasDoubledQuotes {
      return (field == 0 ? 0 : unescapedEnds[field - 1])..<unescapedEnds[field]
    }
    return innerRange(of: field)
  }

  /// Where in ``raw`` the exact spelling of a field lies, its quotes included.
  package func rawRange(of field: Int) -> Range<Int> {
    precondition(field < count, "no such field")
    return (field == 0 ? 0 : ends[field - 1] + 1)..<ends[field]
  }

  /// True where the field is written in quotes. Only such a field can begin with one.
  package func wasQuoted(_ field: Int) -> Bool {
    let range = rawRange(of: field)
    return !range.isEmpty && raw[range.lowerBound] == .quote
  }

  /// The text of a field.
  package func text(_ field: Int) -> ByteString {
    let range = range(of: field)
    return ByteString(Array(hasDoubledQuotes ? unescaped[range] : raw[range]))
  }

  /// Whether the text of a field is `text`.
  package func equals(_ text: ByteString, _ field: Int) -> Bool {
    let range = range(of: field)
    guard range.count == text.bytes.count else { return false }
    let bytes = bytes
    for index in 0..<range.count where bytes[range.lowerBound + index] != text.bytes[index] { return false }
    return true
  }

  /// The number that a field holds; nil where it holds none. See ``Decimal/float(_:)``.
  package func float(_ field: Int) -> Float? {
    // No number holds a quote, doubled or not, so the spelling inside the quotes will do.
    Decimal.float(raw, in: innerRange(of: field))
  }

  /// The number that a field holds; nil where it holds none. See ``Decimal/double(_:)``.
  package func double(_ field: Int) -> Double? {
    Decimal.double(raw, in: innerRange(of: field))
  }

  /// Reads the numbers of several fields, as ``double(_:)`` would one by one.
  ///
  /// - Parameters:
  ///   - fields: the fields; `first` is the place among them to begin at.
  ///   - numbers: one for each of `fields`.
  /// - Returns: the place of the first field from there on that holds no number; `fields.count` where all do.
  package func read(_ fields: [Int], from first: Int, into numbers: inout [Double]) -> Int {
    precondition(numbers.count >= fields.count)
    return unsafe raw.withUnsafeBufferPointer { raw in
      for place in first..<fields.count {
        let field = fields[place]
        precondition(field < count, "no such field")
        var (start, end) = (field == 0 ? 0 : ends[field - 1] + 1, ends[field])
        if start < end, unsafe raw[start] == .quote { (start, end) = (start + 1, end - 1) }
        guard let number = unsafe Decimal.double(raw, start, end) else { return place }
        numbers[place] = number
      }
      return fields.count
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
  /// Becomes a copy of a row of `block`.
  mutating func take(_ row: RowIndex.Row, of block: RowBlock) {
    let start = block.range.lowerBound + Int(row.start)
    let lastEnd = row.fields > 0 ? Int(block.index.ends[row.firstField + row.fields - 1]) : Int(row.start)
    file = block.file
    line = row.line
    firstByteOfLineEnd = row.firstByteOfLineEnd
    hasDoubledQuotes = row.hasDoubledQuotes
    count = row.fields
    raw.removeAll(keepingCapacity: true)
    raw.append(contentsOf: block.bytes.span.extracting(start..<block.range.lowerBound + lastEnd))
    if ends.count < count { ends = [Int](repeating: 0, count: count) }
    for field in 0..<count { ends[field] = Int(block.index.ends[row.firstField + field]) - Int(row.start) }
    unescape()
  }

  /// Makes the texts of the fields, once the row is complete.
  private mutating func unescape() {
    guard hasDoubledQuotes else { return }
    unescaped.removeAll(keepingCapacity: true)
    unescapedEnds.removeAll(keepingCapacity: true)
    for field in 0..<count {
      var isSecond = false
      for byte in raw[innerRange(of: field)] {
        isSecond = byte == .quote && !isSecond
        if !isSecond { unescaped.append(byte) }
      }
      unescapedEnds.append(unescaped.count)
    }
  }
}
