import ByteStreams
import Dispatch
import Glibc
import Synchronization
import Testing

@Suite struct ByteSinkTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  private func contents(_ pipe: Pipe) throws -> [UInt8] {
    close(pipe.input)
    var buffer = [UInt8](repeating: 0, count: 1000)
    let count = try ByteSource(descriptor: pipe.output, name: "pipe").read(into: &buffer, at: 0, count: 1000)
    return Array(buffer[..<count])
  }

  @Test("bytes arrive in order once they are flushed, and not before")
  func order() throws {
    let pipe = Pipe()
    let sink = ByteSink(descriptor: pipe.input, name: "pipe")
    try sink.write("ab")
    try sink.write([0x63, 0x64])
    try sink.write([0x64, 0x65, 0x66][1...])
    var waiting: CInt = 0
    #expect(ioctl(pipe.output, UInt(FIONREAD), &waiting) == 0 && waiting == 0)
    try sink.flush()
    #expect(try contents(pipe) == Array("abcdef".utf8))
  }

  @Test("a sink that goes without a flush writes nothing behind anybody's back")
  func noSilentFlush() throws {
    let pipe = Pipe()
    do {
      let sink = ByteSink(descriptor: pipe.input, name: "pipe")
      try sink.write("lost")
    }
    #expect(try contents(pipe) == [])
  }

  @Test("more than a pipe holds goes out in as many writes as it takes", arguments: [1, 1000, 65_536, 1_000_000])
  func partialWrites(pieceSize: Int) throws {
    let pipe = Pipe()
    let size = 1_000_000
    #expect(fcntl(pipe.input, F_SETFL, O_NONBLOCK) == 0)
    let output = pipe.output
    // A thread of its own: the writer below waits for it.
    let total = Mutex(0)
    let finished = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      var buffer = [UInt8](repeating: 0, count: 10_000)
      while case let count = read(output, &buffer, buffer.count), count > 0 {
        total.withLock { $0 += buffer[..<count].reduce(0) { $0 + Int($1) } }
      }
      finished.signal()
    }
    let sink = ByteSink(descriptor: pipe.input, name: "pipe")
    let piece = (0..<pieceSize).map { UInt8(truncatingIfNeeded: $0) }
    for _ in 0..<size / pieceSize { try sink.write(piece) }
    try sink.close()
    finished.wait()
    #expect(total.withLock { $0 } == size / pieceSize * piece.reduce(0) { $0 + Int($1) })
  }

  @Test("a full disk shows at the flush, and every later call says so again")
  func fullDisk() throws {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let sink = ByteSink(descriptor: full, name: "stdout")
    try sink.write("x")
    let error = StreamError(name: "stdout", operation: .write, errno: ENOSPC)
    #expect(throws: error) { try sink.flush() }
    #expect(throws: error) { try sink.write("y") }
    #expect(throws: error) { try sink.flush() }
    #expect(throws: error) { try sink.close() }
    #expect(error.description == "stdout: No space left on device")
  }

  @Test("a full disk shows in a long write without a flush")
  func fullDiskLongWrite() {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let sink = ByteSink(descriptor: full, name: "stdout")
    #expect(throws: StreamError.self) { try sink.write([UInt8](repeating: 0, count: ByteSink.capacity)) }
  }

  @Test("a reader that has gone is told apart from other errors")
  func brokenPipe() throws {
    let pipe = Pipe()
    pipe.closeOutput()
    let sink = ByteSink(descriptor: pipe.input, name: "stdout")
    try sink.write("x")
    let error = #expect(throws: StreamError.self) { try sink.flush() }
    #expect(error?.isBrokenPipe == true)
    close(pipe.input)
  }

  @Test("a closed sink takes nothing more, and closing it again does nothing")
  func closing() throws {
    let pipe = Pipe()
    let sink = ByteSink(descriptor: pipe.input, name: "pipe")
    try sink.write("x")
    try sink.close()
    try sink.close()
    #expect(throws: StreamError.self) { try sink.write("y") }
    #expect(throws: StreamError.self) { try sink.flush() }
  }

  @Test("a descriptor that is not open is an error, at the latest when closed")
  func closedDescriptor() throws {
    let pipe = Pipe()
    close(pipe.input)
    let sink = ByteSink(descriptor: 1_000_000, name: "stdout")
    #expect(throws: StreamError(name: "stdout", operation: .close, errno: EBADF)) { try sink.close() }
  }
}
