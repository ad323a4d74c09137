package import ByteStreams
import CKernels

/// Writes rows: each field in turn, then ``endRow()``.
///
/// A field is quoted where it must be and nowhere else, so that ``Reader`` gives back the same bytes. Rows end in LF.
/// What has not been flushed is lost with the writer.
package struct Writer {
  private static let handoverSize = ByteSink.capacity
  /// Numbers enough for all the steps of making them, and few enough to stay in the cache.
  private static let numbersAtOnce = 512

  /// Room that is kept for the next rows, in bytes: more was for a row that is longer than others.
  private static let mostKept = 1 << 20

  private let sink: ByteSink?
  private let dialect: Dialect
  private let numbersNeedCare: Bool
  /// Rows that have ended.
  private var rows: [UInt8] = []
  /// The text after them, but for the numbers, which are made and put in together: many at once are written faster.
  private var bytes: [UInt8] = []
  private var numbers: [nn_number] = []
  /// Where the row that has not ended begins in both.
  private var rowStart = (byte: 0, number: 0)
  private var fieldsInRow = 0

  /// A writer to memory: rows end with ``keepRow()`` and are taken with ``takeRows()``.
  package init(dialect: Dialect = Dialect()) { self.init(to: nil, dialect: dialect) }

  /// A writer to a sink, which stays the caller's to close.
  package init(sink: ByteSink, dialect: Dialect = Dialect()) { self.init(to: sink, dialect: dialect) }

  private init(to sink: ByteSink?, dialect: Dialect) {
    self.sink = sink
    self.dialect = dialect
    // A digit may be a delimiter too, if somebody insists.
    numbersNeedCare = "0123456789+-.einfa".utf8.contains(dialect.delimiter)
  }

  /// Adds a text.
  package mutating func field(_ text: ByteString) { field(text.bytes.span) }

  /// Adds a text.
  package mutating func field(_ text: [UInt8]) { field(text.span) }

  /// Adds a text.
  package mutating func field(_ text: Span<UInt8>) {
    beginField()
    dialect.append(text, to: &bytes)
  }

  /// Adds a number as the shortest text that reads back to it; see ``Decimal``.
  package mutating func field(_ value: Float) {
    guard !numbersNeedCare else { return number { Decimal.append(value, to: &$0) } }
    beginField()
    numbers.append(nn_number(place: bytes.count, value: value))
  }

  /// Adds a number as the shortest text that reads back to it; see ``Decimal``.
  package mutating func field(_ value: Double) {
    number { (bytes: inout [UInt8]) in Decimal.append(value, to: &bytes) }
  }

  /// Adds a number rounded to so many significant digits; see ``Decimal``.
  package mutating func field(_ value: Float, digits: Int) {
    number { (bytes: inout [UInt8]) in Decimal.append(value, digits: digits, to: &bytes) }
  }

  /// Adds a number rounded to so many significant digits; see ``Decimal``.
  package mutating func field(_ value: Double, digits: Int) {
    number { (bytes: inout [UInt8]) in Decimal.append(value, digits: digits, to: &bytes) }
  }

  /// Adds a whole number.
  package mutating func field(_ value: Int) {
    number { (bytes: inout [UInt8]) in bytes.append(contentsOf: String(value).utf8) }
  }

  /// Adds a field as it is spelt in a row that was read in the same dialect.
  package mutating func rawField(_ field: Int, of record: Record) {
    beginField()
    bytes.append(contentsOf: record.raw[record.rawRange(of: field)])
  }

  /// Adds all the fields of a row that was read in the same dialect, as they are spelt.
  package mutating func rawFields(of record: Record) {
    guard record.count > 0 else { return }
    beginField()
    let raw = record.raw
    // What follows in the row finds room too, and does not move a long one.
    if raw.count > Self.handoverSize { bytes.reserveCapacity(bytes.count + raw.count + Self.handoverSize) }
    bytes.append(contentsOf: raw)
    fieldsInRow += record.count - 1
  }

  /// Ends the row. Rows are handed to the sink when there are enough of them.
  package mutating func endRow() throws(StreamError) {
    keepRow()
    if rows.count + bytes.count >= Self.handoverSize { try handOver() }
  }

  /// Ends the row, and hands none to the sink yet.
  package mutating func keepRow() {
    // An empty line would be no row.
    if fieldsInRow == 1, rowStart == (bytes.count, numbers.count) { bytes.append(contentsOf: [.quote, .quote]) }
    bytes.append(.lineFeed)
    rowStart = (bytes.count, numbers.count)
    fieldsInRow = 0
    if numbers.count >= Self.numbersAtOnce { putNumbersIn() }
  }

  /// The rows that have ended since they were last taken or handed to the sink.
  package mutating func takeRows() -> [UInt8] {
    putNumbersIn()
    var taken: [UInt8] = []
    swap(&taken, &rows)
    // As many more are likely to follow: room that is made at once is not moved while it grows.
    rows.reserveCapacity(min(taken.count + taken.count / 8, Self.mostKept))
    return taken
  }

  private mutating func putNumbersIn() {
    let room = rowStart.byte + rowStart.number * Int(NN_FLOAT_TEXT) + Int(NN_TEXT_SLACK)
    rows.append(addingCapacity: room) { text in
      unsafe text.withUnsafeMutableBufferPointer { free, count in
        guard let start = free.baseAddress else { return }
        unsafe count += nn_put_in(bytes, rowStart.byte, numbers, rowStart.number, start + count)
      }
    }
    if bytes.capacity > Self.mostKept {
      bytes = Array(bytes[rowStart.byte...])
    } else {
      bytes.removeFirst(rowStart.byte)
    }
    numbers.removeFirst(rowStart.number)
    for index in numbers.indices { numbers[index].place -= rowStart.byte }
    rowStart = (0, 0)
  }

  /// Hands the rows that have ended to the sink, and flushes it.
  package mutating func flush() throws(StreamError) {
    try handOver()
    try sink?.flush()
  }

  private mutating func handOver() throws(StreamError) {
    try sink?.write(takeRows())
  }

  private mutating func beginField() {
    if fieldsInRow > 0 { bytes.append(dialect.delimiter) }
    fieldsInRow += 1
  }

  @inline(__always)
  private mutating func number(_ append: (inout [UInt8]) -> Void) {
    if numbersNeedCare {
      var text: [UInt8] = []
      append(&text)
      field(text)
    } else {
      beginField()
      append(&bytes)
    }
  }
}
