import ByteStreams

/// The bytes that a source has given and the scanner has not yet taken.
struct ReadBuffer {
  private static let capacity = 64 << 10

  private var bytes = [UInt8](repeating: 0, count: capacity)
  private var position = 0
  private var end = 0
  /// The end of the last complete row, found at most once a read.
  private var lastRowEnd: Int?

  var isEmpty: Bool { position == end }

  /// Reads once into the emptied buffer; false at the end of the source.
  mutating func refill(from source: ByteSource) throws(StreamError) -> Bool {
    position = 0
    lastRowEnd = nil
    end = 0
    end = try source.read(into: &bytes, at: 0, count: bytes.count)
    return end > 0
  }

  /// Lets the scanner take bytes, up to the end of a row or the end of the buffer.
  mutating func scan(with scanner: inout Scanner, into record: inout Record) throws(CSVError) -> Bool {
    var next = position
    let isRow = try scanner.scan(bytes.span.extracting(..<end), at: &next, into: &record)
    position = next
    return isRow
  }

  /// True when a complete row lies in the buffer, provided that a row begins at its position.
  ///
  /// Outside quotes a line end that does not follow another one ends a row, and in a well-formed table every quote
  /// leads into quotes or out of them.
  mutating func holdsRow() -> Bool {
    if let lastRowEnd { return position <= lastRowEnd }
    var found = -1
    var isInQuotes = false
    var isAtRowStart = true
    for index in position..<end {
      let byte = bytes[index]
      if byte == .quote {
        isInQuotes.toggle()
        isAtRowStart = false
      } else if !isInQuotes, byte == .lineFeed || byte == .carriageReturn {
        if !isAtRowStart { found = index }
        isAtRowStart = true
      } else {
        isAtRowStart = false
      }
    }
    lastRowEnd = found
    return position <= found
  }
}
