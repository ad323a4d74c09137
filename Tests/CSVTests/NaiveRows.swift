import ByteStreams

/// The rows of a text, found the slow and obvious way, to hold the scanner against.
struct NaiveRows: Equatable {
  /// The rows that end in a line end.
  private(set) var complete: [[ByteString]] = []
  /// The last row, where it does not.
  private(set) var unended: [ByteString]?
  /// True where the text is malformed; the rows are those before.
  private(set) var isMalformed = false

  var all: [[ByteString]] { complete + (unended.map { [$0] } ?? []) }

  init(_ text: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
    var rest = text[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    let lineEnds: [UInt8] = [10, 13]
    var row: [ByteString] = []
    while !rest.isEmpty {
      if row.isEmpty, let first = rest.first, lineEnds.contains(first) {
        rest = rest.dropFirst()
        continue
      }
      guard let field = Self.takeField(&rest, delimiter: delimiter) else {
        isMalformed = true
        return
      }
      row.append(field)
      if rest.first == delimiter {
        rest = rest.dropFirst()
        if rest.isEmpty { row.append("") } else if let next = rest.first, lineEnds.contains(next) { row.append("") }
      }
      guard let next = rest.first else { break }
      if lineEnds.contains(next) {
        complete.append(row)
        row = []
      }
    }
    if !row.isEmpty { unended = row }
  }

  /// Takes the field at the beginning of `rest`; nil where it is malformed.
  private static func takeField(_ rest: inout ArraySlice<UInt8>, delimiter: UInt8) -> ByteString? {
    let quote = UInt8(ascii: "\"")
    if rest.first == quote {
      var text: [UInt8] = []
      rest = rest.dropFirst()
      while let byte = rest.popFirst() {
        if byte == 0 { return nil }
        if byte != quote {
          text.append(byte)
        } else if rest.first == quote {
          text.append(quote)
          rest = rest.dropFirst()
        } else if let after = rest.first, after != delimiter, after != 10, after != 13 {
          return nil
        } else {
          return ByteString(text)
        }
      }
      return nil
    }
    let text = rest.prefix { $0 != delimiter && $0 != 10 && $0 != 13 }
    rest = rest.dropFirst(text.count)
    return text.contains(quote) || text.contains(0) ? nil : ByteString(text)
  }
}
