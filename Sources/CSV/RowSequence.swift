import ByteStreams

/// The rows of some files, one file after the other.
struct RowSequence {
  private let dialect: Dialect
  private let limits: Limits
  private var waiting: [ByteSource]  // last first
  private var source: ByteSource?
  private var scanner: Scanner
  private var buffer = ReadBuffer()
  /// The number of rows that the current file has given.
  private(set) var rowsOfFile = 0

  init(sources: [ByteSource], dialect: Dialect, limits: Limits) {
    waiting = sources.reversed()
    self.dialect = dialect
    self.limits = limits
    scanner = Scanner(file: sources.first?.name ?? "", dialect: dialect, limits: limits)
  }

  var currentFile: String { scanner.file }

  mutating func hasBufferedRow() -> Bool { buffer.holdsRow() }

  /// Reads the next row; false at the end of the last file.
  mutating func next(_ record: inout Record) throws(CSVError) -> Bool {
    while true {
      if !buffer.isEmpty, try buffer.scan(with: &scanner, into: &record) { break }
      guard let source = source ?? openNext() else { return false }
      if try refill(from: source) { continue }
      self.source = nil
      if try scanner.finish(into: &record) { break }
    }
    rowsOfFile += 1
    return true
  }

  private mutating func refill(from source: ByteSource) throws(CSVError) -> Bool {
    do {
      return try buffer.refill(from: source)
    } catch {
      throw .stream(error)
    }
  }

  private mutating func openNext() -> ByteSource? {
    guard let next = waiting.popLast() else { return nil }
    source = next
    scanner = Scanner(file: next.name, dialect: dialect, limits: limits)
    rowsOfFile = 0
    return next
  }
}
