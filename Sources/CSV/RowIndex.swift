import CKernels

/// Where the rows and fields of a block of bytes lie: the grammar.
///
/// RFC 4180, with what its text leaves open settled so:
/// - A row ends in LF, CRLF or a lone CR, mixed as they come. CRLF inside quotes stays CRLF.
/// - An empty line is no row, wherever it stands. In a table of one column an empty field is written `""`.
/// - Spaces belong to the field. A quote is special at the beginning of a field, and an error elsewhere outside quotes.
/// - A NUL byte is an error. Other bytes are taken as they are, valid UTF-8 or not.
///
/// Rows of different widths are the business of ``RowBlock``. Whatever goes wrong is found in the order of the bytes, so
/// that no cut of a file into blocks changes what is found; a limit is passed where the first byte beyond it stands.
struct RowIndex: Sendable {
  /// Where a row begins, counted from the beginning of the block, and the places of its fields in `ends`.
  typealias Row = nn_row

  private(set) var rows: [Row] = []
  /// Where each field ends, counted from the beginning of the block; the next one begins a delimiter later.
  private(set) var ends: [UInt32] = []
  /// What is wrong after the rows.
  private(set) var failure: CSVError?
  private var marks: [UInt64] = []

  /// What a text is: the place of its first byte, and its grammar.
  struct Context {
    let file: String
    let line: Int
    let dialect: Dialect
    let limits: Limits
    /// Whether more may follow, so that an end within a row is none.
    let isPartial: Bool
  }

  /// Indexes `bytes[range]`, which begins a row.
  mutating func build(_ bytes: [UInt8], _ range: Range<Int>, _ context: Context) {
    rows.removeAll(keepingCapacity: true)
    failure = nil
    let words = (range.count + 63) / 64
    if marks.count < words { marks = [UInt64](repeating: 0, count: words) }
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe nn_mark_stops(base + range.lowerBound, range.count, context.dialect.delimiter, &marks)
    }
    // A stop ends one field at most, and the end of the text one more.
    let most = marks[..<words].reduce(1) { $0 + $1.nonzeroBitCount }
    ends.removeAll(keepingCapacity: true)
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let text = unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
      unsafe marks.withUnsafeBufferPointer { marks in
        ends.append(addingCapacity: most) { ends in
          unsafe ends.withUnsafeMutableBufferPointer { free, count in
            var walk = unsafe RowWalk(text, Marks(marks, count: range.count), free, context)
            failure = walk.takeRows(into: &rows)
            count = walk.fieldCount
          }
        }
      }
    }
  }
}

/// The marks of a text in rising order.
@safe private struct Marks {
  private let words: UnsafeBufferPointer<UInt64>
  private let count: Int
  private var place = 0
  private var word: UInt64

  init(_ words: UnsafeBufferPointer<UInt64>, count: Int) {
    unsafe self.words = words
    self.count = count
    word = count > 0 ? unsafe words[0] : 0
  }

  /// All words.
  var all: UnsafePointer<UInt64>? { unsafe words.baseAddress }

  /// Goes on with the first mark at or after a byte.
  mutating func seek(_ index: Int) {
    place = index / 64
    word = index < count ? unsafe words[place] & (UInt64.max &<< UInt64(index % 64)) : 0
  }

  /// The index of the next mark; the number of bytes where there is none.
  @inline(__always)
  mutating func next() -> Int {
    while word == 0 {
      place += 1
      guard place * 64 < count else { return count }
      unsafe word = words[place]
    }
    defer { word &= word &- 1 }
    return place * 64 + word.trailingZeroBitCount
  }
}

/// One pass over the stops of a text.
@safe private struct RowWalk {
  private let text: UnsafeBufferPointer<UInt8>
  private let count: Int
  private var stops: Marks
  private let ends: UnsafeMutableBufferPointer<UInt32>
  private let context: RowIndex.Context
  private var line: Int

  /// The row that is being taken.
  private var rowStart = 0
  private var rowLine = 0
  private var firstField = 0
  private var hasDoubledQuotes = false
  /// The fields that have ended, of all rows.
  private(set) var fieldCount = 0
  /// The field that is being taken.
  private var fieldStart = 0
  private var fieldLine = 0

  init(
    _ text: UnsafeBufferPointer<UInt8>, _ stops: Marks, _ ends: UnsafeMutableBufferPointer<UInt32>,
    _ context: RowIndex.Context
  ) {
    unsafe self.text = text
    count = text.count
    self.stops = stops
    unsafe self.ends = ends
    self.context = context
    line = context.line
  }

  @inline(__always)
  private func byte(_ index: Int) -> UInt8 { unsafe text[index] }

  /// Takes rows to the end of the text, or to what is wrong.
  mutating func takeRows(into rows: inout [RowIndex.Row]) -> CSVError? {
    var at = 0
    while true {
      at = takePlainRows(from: at, into: &rows)
      guard at < count else { return nil }
      let found = byte(at)
      if found == .lineFeed || found == .carriageReturn {
        _ = stops.next()
        countLine(at)
        at += 1
        continue
      }
      rowStart = at
      rowLine = line
      firstField = fieldCount
      hasDoubledQuotes = false
      let end: Int?
      do throws(CSVError) { end = try takeRow() } catch { return error }
      guard let end else { return nil }
      let lineEnd = end < count ? byte(end) : 0
      rows.append(
        RowIndex.Row(
          line: rowLine, start: UInt32(truncatingIfNeeded: rowStart),
          first_field: UInt32(truncatingIfNeeded: firstField),
          fields: UInt32(truncatingIfNeeded: fieldCount - firstField), line_end: lineEnd,
          has_doubled_quotes: hasDoubledQuotes ? 1 : 0))
      if end < count { countLine(end) }
      at = end + 1
    }
  }

  /// Takes rows as almost all of them are, and returns where the first one begins that is not.
  private mutating func takePlainRows(from start: Int, into rows: inout [RowIndex.Row]) -> Int {
    let limits = context.limits
    return unsafe withUnsafeTemporaryAllocation(of: nn_row.self, capacity: Self.rowsAtOnce) { taken in
      guard let text = unsafe text.baseAddress, let marks = unsafe stops.all, let ends = unsafe ends.baseAddress else {
        return start
      }
      var walk = unsafe nn_walk(
        text: text, count: count, delimiter: context.dialect.delimiter, marks: marks,
        most_bytes: min(limits.field, limits.record), most_fields: limits.fields, at: start, line: line, ends: ends,
        fields: fieldCount, rows: taken.baseAddress, room: Self.rowsAtOnce, count_of_rows: 0)
      repeat {
        unsafe walk.count_of_rows = 0
        unsafe nn_take_plain_rows(&walk)
        unsafe rows.append(contentsOf: UnsafeBufferPointer(rebasing: taken[..<walk.count_of_rows]))
      } while unsafe walk.count_of_rows == Self.rowsAtOnce
      unsafe (line, fieldCount) = (walk.line, walk.fields)
      unsafe stops.seek(walk.at)
      return unsafe walk.at
    }
  }

  private static let rowsAtOnce = 256

  /// Takes a row: where its line end stands, or the end of the text; nil where more of it may follow.
  @inline(__always)
  private mutating func takeRow() throws(CSVError) -> Int? {
    fieldStart = rowStart
    let delimiter = context.dialect.delimiter
    while true {
      fieldLine = line
      let isQuoted = fieldStart < count && byte(fieldStart) == .quote
      let stop = isQuoted ? try takeQuoted() : stops.next()
      guard let stop else { return nil }
      try checkLength(to: stop)
      if stop == count, context.isPartial { return nil }
      let found = stop < count ? byte(stop) : .lineFeed
      if found == .quote { throw .bareQuote(place) }
      if found == 0, delimiter != 0 { throw .nulByte(place) }
      guard fieldCount - firstField < context.limits.fields else {
        throw .tooManyFields(Position(file: context.file, line: rowLine), limit: context.limits.fields)
      }
      unsafe ends[fieldCount] = UInt32(truncatingIfNeeded: stop)
      fieldCount += 1
      if found != delimiter || stop == count { return stop }
      fieldStart = stop + 1
    }
  }

  /// Takes a quoted field: where its delimiter or line end stands, or the end of the text; nil where more may follow.
  private mutating func takeQuoted() throws(CSVError) -> Int? {
    _ = stops.next()
    while true {
      let stop = stops.next()
      try checkLength(to: stop)
      guard stop < count else {
        if context.isPartial { return nil }
        throw .unclosedQuote(fieldPlace)
      }
      let found = byte(stop)
      if found == 0 { throw .nulByte(place) }
      guard found == .quote else {
        if found == .lineFeed || found == .carriageReturn { countLine(stop) }
        continue
      }
      let after = stop + 1
      guard after < count else { return context.isPartial ? nil : after }
      let next = byte(after)
      if next == .quote {
        hasDoubledQuotes = true
        _ = stops.next()
        continue
      }
      if next == context.dialect.delimiter || next == .lineFeed || next == .carriageReturn { return stops.next() }
      try checkLength(to: after)
      throw .textAfterQuote(place)
    }
  }

  /// Counts the line that a line end ends; CRLF ends one line, not two.
  @inline(__always)
  private mutating func countLine(_ index: Int) {
    let isSecondHalf = byte(index) == .lineFeed && index > 0 && byte(index - 1) == .carriageReturn
    if !isSecondHalf { line += 1 }
  }

  /// Throws where a field or row that goes on to `end` is too long.
  @inline(__always)
  private func checkLength(to end: Int) throws(CSVError) {
    let (fieldEnd, rowEnd) = (fieldStart + context.limits.field, rowStart + context.limits.record)
    guard end > fieldEnd || end > rowEnd else { return }
    if fieldEnd <= rowEnd { throw .fieldTooLong(fieldPlace, limit: context.limits.field) }
    throw .recordTooLong(Position(file: context.file, line: rowLine), limit: context.limits.record)
  }

  /// Where the walk is.
  private var place: Position { Position(file: context.file, line: line, field: fieldCount - firstField + 1) }

  /// Where the field begins.
  private var fieldPlace: Position {
    Position(file: context.file, line: fieldLine, field: fieldCount - firstField + 1)
  }
}
