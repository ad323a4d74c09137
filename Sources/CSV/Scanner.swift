import ByteStreams

/// The grammar of one file: takes bytes in pieces of any size and finds the rows in them.
///
/// A pure state machine, without input or output: the rows are the same however the bytes are cut. RFC 4180, with
/// what its text leaves open settled so:
/// - A row ends in LF, CRLF or a lone CR, mixed as they come. CRLF inside quotes stays CRLF.
/// - An empty line is no row, wherever it stands. In a table of one column an empty field is written `""`.
/// - Spaces belong to the field. A quote is special at the beginning of a field, and an error elsewhere outside quotes.
/// - One byte-order mark at the beginning of the file is skipped.
/// - A NUL byte is an error. Other bytes are taken as they are, valid UTF-8 or not.
///
/// Rows of different widths are the business of ``Reader``.
package struct Scanner: Sendable {
  private enum State: Sendable {
    /// At the beginning of the file, after this many bytes of a byte-order mark.
    case fileStart(matched: Int)
    case rowStart
    case fieldStart
    case unquoted
    case quoted
    /// After a quote inside a quoted field: it closes the field, or the next one doubles it.
    case afterQuote
  }

  /// The name of the file, for messages.
  package let file: String

  private let delimiter: UInt8
  private let stops: StopBytes
  private let limits: Limits
  private var state = State.fileStart(matched: 0)
  private var line = 1
  private var isAfterCarriageReturn = false
  /// Where the current field begins: its offset in the row, and its line.
  private var fieldStart = 0
  private var fieldLine = 1

  /// A scanner at the beginning of a file.
  package init(file: String, dialect: Dialect = Dialect(), limits: Limits = Limits()) {
    self.file = file
    self.limits = limits
    delimiter = dialect.delimiter
    stops = StopBytes(delimiter: dialect.delimiter)
  }

  /// Takes bytes up to the end of a row, or up to the end of the input.
  ///
  /// - Parameters:
  ///   - input: a piece of the file.
  ///   - position: where in the input to begin; afterwards, where the next call goes on.
  ///   - record: the row; the same one until it is complete.
  /// - Returns: true when the row is complete; false when all the input was taken and the row needs more.
  package mutating func scan(
    _ input: Span<UInt8>, at position: inout Int, into record: inout Record
  ) throws(CSVError) -> Bool {
    var index = position
    if case .fileStart = state { skipByteOrderMark(input, at: &index, into: &record) }
    var piece = index  // the first byte that is not yet in record.raw
    while index < input.count {
      let byte = input[index]
      switch state {
      case .fileStart, .rowStart:
        if byte == .lineFeed || byte == .carriageReturn {
          endLine(byte)
          index += 1
          piece = index
        } else {
          begin(&record)
          if let end = takePlainRow(input, from: index, into: &record) {
            endLine(input[end])
            record.firstByteOfLineEnd = input[end]
            position = end + 1
            return true
          }
        }
      case .fieldStart:
        isAfterCarriageReturn = false
        fieldLine = line
        if byte == .quote {
          index += 1
          state = .quoted
        } else {
          state = .unquoted
        }
      case .unquoted:
        index = stops.next(in: input, from: index)
        guard index < input.count else { break }
        let stop = input[index]
        if stop == delimiter {
          try endField(at: record.raw.count + index - piece, of: &record)
          index += 1
          state = .fieldStart
        } else if stop == .lineFeed || stop == .carriageReturn {
          try endRow(input.extracting(piece..<index), of: &record)
          endLine(stop)
          record.firstByteOfLineEnd = stop
          position = index + 1
          return true
        } else if stop == .quote {
          throw .bareQuote(place(in: record))
        } else if stop == 0 {
          throw .nulByte(place(in: record))
        } else {
          index += 1
        }
      case .quoted:
        let next = stops.next(in: input, from: index)
        if next > index { isAfterCarriageReturn = false }
        index = next
        guard index < input.count else { break }
        let stop = input[index]
        if stop == 0 { throw .nulByte(place(in: record)) }
        if stop == .quote { state = .afterQuote }
        endLine(stop)
        index += 1
      case .afterQuote:
        if byte == .quote {
          record.hasDoubledQuotes = true
          index += 1
          state = .quoted
        } else if byte == delimiter {
          try endField(at: record.raw.count + index - piece, of: &record)
          index += 1
          state = .fieldStart
        } else if byte == .lineFeed || byte == .carriageReturn {
          try endRow(input.extracting(piece..<index), of: &record)
          endLine(byte)
          record.firstByteOfLineEnd = byte
          position = index + 1
          return true
        } else {
          throw .textAfterQuote(place(in: record))
        }
      }
    }
    position = index
    if piece < index {
      record.raw.append(contentsOf: input.extracting(piece..<index))
      try checkLength(of: record)
    }
    return false
  }

  /// Takes a whole row at once where nothing in it is out of the ordinary: no quote, no control character, a line end
  /// within the input, and short. Every other row is left to the state machine.
  ///
  /// - Returns: the index of the line end; nil where nothing was taken.
  private mutating func takePlainRow(_ input: Span<UInt8>, from start: Int, into record: inout Record) -> Int? {
    let longest = min(limits.field, limits.record, limits.fields)
    var index = start
    while index + StopBytes.wordSize <= input.count, index - start < longest {
      var marks = stops.marks(in: input, at: index)
      while marks != 0 {
        let stop = index + marks.trailingZeroBitCount / StopBytes.wordSize
        let byte = input[stop]
        if byte == delimiter {
          record.endField(at: stop - start)
        } else if byte == .lineFeed || byte == .carriageReturn, stop - start < longest {
          record.endField(at: stop - start)
          record.raw.append(contentsOf: input.extracting(start..<stop))
          state = .rowStart
          return stop
        } else {
          record.removeFields()
          return nil
        }
        marks &= marks &- 1
      }
      index += StopBytes.wordSize
    }
    record.removeFields()
    return nil
  }

  /// Ends the file.
  ///
  /// - Returns: true when this completes a row, one without a line end.
  package mutating func finish(into record: inout Record) throws(CSVError) -> Bool {
    switch state {
    case .rowStart: return false
    case .fileStart(let matched):
      if matched == 0 { return false }
      begin(&record)
      record.raw.append(contentsOf: byteOrderMark[..<matched])
    case .quoted: throw .unclosedQuote(Position(file: file, line: fieldLine, field: record.count + 1))
    case .fieldStart, .unquoted, .afterQuote: break
    }
    try endRow([UInt8]().span, of: &record)
    return true
  }

  /// Takes the byte-order mark; bytes that turn out to be none become the beginning of the first field.
  private mutating func skipByteOrderMark(_ input: Span<UInt8>, at index: inout Int, into record: inout Record) {
    while case .fileStart(let matched) = state, index < input.count {
      if input[index] == byteOrderMark[matched] {
        index += 1
        state = matched + 1 == byteOrderMark.count ? .rowStart : .fileStart(matched: matched + 1)
      } else if matched == 0 {
        state = .rowStart
      } else {
        begin(&record)
        record.raw.append(contentsOf: byteOrderMark[..<matched])
        state = .unquoted
      }
    }
  }

  private mutating func begin(_ record: inout Record) {
    isAfterCarriageReturn = false
    record.begin(line: line)
    fieldStart = 0
    fieldLine = line
    state = .fieldStart
  }

  private mutating func endField(at end: Int, of record: inout Record) throws(CSVError) {
    guard end - fieldStart <= limits.field else {
      throw .fieldTooLong(Position(file: file, line: fieldLine, field: record.count + 1), limit: limits.field)
    }
    guard record.count < limits.fields else {
      throw .tooManyFields(Position(file: file, line: record.line), limit: limits.fields)
    }
    record.endField(at: end)
    fieldStart = end + 1
  }

  private mutating func endRow(_ lastPiece: Span<UInt8>, of record: inout Record) throws(CSVError) {
    record.raw.append(contentsOf: lastPiece)
    try endField(at: record.raw.count, of: &record)
    try checkLength(of: record)
    record.unescape()
    state = .rowStart
  }

  /// Counts the line that a byte ends; CRLF ends one line, not two.
  private mutating func endLine(_ byte: UInt8) {
    if byte == .carriageReturn || (byte == .lineFeed && !isAfterCarriageReturn) { line += 1 }
    isAfterCarriageReturn = byte == .carriageReturn
  }

  private func checkLength(of record: Record) throws(CSVError) {
    guard record.raw.count - fieldStart <= limits.field else {
      throw .fieldTooLong(Position(file: file, line: fieldLine, field: record.count + 1), limit: limits.field)
    }
    guard record.raw.count <= limits.record else {
      throw .recordTooLong(Position(file: file, line: record.line), limit: limits.record)
    }
  }

  private func place(in record: Record) -> Position {
    Position(file: file, line: line, field: record.count + 1)
  }
}
