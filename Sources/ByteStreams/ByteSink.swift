#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Bytes that go out, gathered into large writes, every one of them checked.
///
/// After the first error nothing more is written, and every later call throws that error again. Bytes that were never
/// flushed are lost with the sink: only ``flush()`` and ``close()`` can tell whether they arrived.
package final class ByteSink {
  /// The number of bytes gathered before they are written.
  package static let capacity = 64 << 10

  /// The path as the user wrote it, or `stdout`.
  package var name: String { descriptor.name }

  private let descriptor: Descriptor
  private let closesAtEnd: Bool
  private var isClosed = false
  private var pending: [UInt8] = []
  private var failure: StreamError?

  /// Writes to an open descriptor, which stays the caller's unless ``close()`` is called.
  package convenience init(descriptor: Int32, name: String) {
    self.init(Descriptor(number: descriptor, name: name), closesAtEnd: false)
  }

  init(_ descriptor: Descriptor, closesAtEnd: Bool) {
    self.descriptor = descriptor
    self.closesAtEnd = closesAtEnd
    pending.reserveCapacity(Self.capacity)
  }

  deinit {
    if closesAtEnd, !isClosed { descriptor.closeQuietly() }
  }

  /// A new sink on standard output. A tool makes one and passes it on: two would mix their bytes.
  package static var standardOutput: ByteSink { ByteSink(descriptor: STDOUT_FILENO, name: "stdout") }

  /// Writes bytes.
  package func write(_ bytes: Span<UInt8>) throws(StreamError) {
    if let failure { throw failure }
    if pending.count + bytes.count < Self.capacity {
      pending.append(contentsOf: bytes)
      return
    }
    try sendPending()
    if bytes.count < Self.capacity {
      pending.append(contentsOf: bytes)
    } else {
      try send(bytes)
    }
  }

  /// Writes bytes.
  package func write(_ bytes: [UInt8]) throws(StreamError) { try write(bytes.span) }

  /// Writes bytes.
  package func write(_ bytes: ArraySlice<UInt8>) throws(StreamError) { try write(bytes.span) }

  /// Writes the UTF-8 bytes of a text.
  package func write(_ text: String) throws(StreamError) { try write(Array(text.utf8)) }

  /// Hands everything gathered to the system.
  package func flush() throws(StreamError) {
    if let failure { throw failure }
    try sendPending()
  }

  /// Flushes and closes; a late error, of a full network disk for example, shows here. Nothing can be written after.
  package func close() throws(StreamError) {
    if isClosed { return }
    try flush()
    isClosed = true
    failure = StreamError(name: name, operation: .write, errno: EBADF)
    try descriptor.closeChecked()
  }

  /// Flushes, then waits until the bytes are on the disk.
  func synchronize() throws(StreamError) {
    try flush()
    try descriptor.synchronize()
  }

  private func sendPending() throws(StreamError) {
    var bytes: [UInt8] = []
    swap(&bytes, &pending)
    defer {
      bytes.removeAll(keepingCapacity: true)
      swap(&bytes, &pending)
    }
    try send(bytes.span)
  }

  private func send(_ bytes: Span<UInt8>) throws(StreamError) {
    do {
      try descriptor.writeBytes(bytes)
    } catch {
      failure = error
      throw error
    }
  }
}
