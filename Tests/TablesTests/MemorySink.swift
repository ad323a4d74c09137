import ByteStreams

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A sink whose bytes can be read back: a pipe, which holds 64 KiB.
struct MemorySink {
  let sink: ByteSink
  private let readEnd: Int32
  private let writeEnd: Int32

  init() {
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0)
    readEnd = ends[0]
    writeEnd = ends[1]
    sink = ByteSink(descriptor: ends[1], name: "memory")
  }

  /// All that was flushed. Closes the sink.
  func text() -> String {
    close(writeEnd)
    defer { close(readEnd) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(readEnd, &bytes, bytes.count)
    return String(decoding: bytes[..<max(count, 0)], as: UTF8.self)
  }
}
