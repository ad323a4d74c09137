#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open file descriptor under the name that messages show.
///
/// The one room of this library that holds system calls on descriptors. A call that a signal interrupts is made again,
/// and one that would block on a descriptor set to non-blocking (by another process that shares it) waits.
struct Descriptor {
  let number: Int32
  let name: String

  /// Opens a path, never as descriptor 0, 1 or 2.
  ///
  /// Where a shell has closed one of those, a file that took its place would be read as input or written as output.
  static func opening(
    _ path: ByteString, name: String, flags: Int32, mode: mode_t = 0o666, operation: StreamError.Operation = .open
  ) throws(StreamError) -> Descriptor {
    let path = try cString(path, name: name, operation: operation)
    var number: Int32
    repeat { number = unsafe open(path, flags | O_CLOEXEC, mode) } while number < 0 && errno == EINTR
    guard number >= 0 else { throw StreamError(name: name, operation: operation, errno: errno) }
    if number <= STDERR_FILENO {
      let higher = fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
      let code = errno
      _ = close(number)
      guard higher >= 0 else { throw StreamError(name: name, operation: operation, errno: code) }
      number = higher
    }
    return Descriptor(number: number, name: name)
  }

  /// The bytes of a path and the NUL that C wants; a path that holds a NUL itself names no file.
  static func cString(
    _ path: ByteString, name: String, operation: StreamError.Operation
  ) throws(StreamError) -> [CChar] {
    guard !path.bytes.contains(0) else { throw StreamError(name: name, operation: operation, errno: ENOENT) }
    return path.bytes.map { CChar(truncatingIfNeeded: $0) } + [0]
  }

  /// One read of at most `count` bytes into `bytes` at `offset`; 0 at the end of the file.
  func readBytes(into bytes: inout [UInt8], at offset: Int, count: Int) throws(StreamError) -> Int {
    while true {
      let (filled, code) = unsafe bytes.withUnsafeMutableBytes { buffer in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[offset..<offset + count])
        let filled = unsafe read(number, room.baseAddress, room.count)
        return (filled, errno)
      }
      if filled >= 0 { return filled }
      try recover(from: code, operation: .read, readiness: Int16(POLLIN))
    }
  }

  /// One read of a file from its byte `place` on, which fills `bytes` from `offset` on; 0 at the end of the file.
  func readBytes(into bytes: inout [UInt8], from offset: Int, at place: Int) throws(StreamError) -> Int {
    while true {
      let (filled, code) = unsafe bytes.withUnsafeMutableBytes { buffer in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[offset...])
        let filled = unsafe pread(number, room.baseAddress, room.count, place)
        return (filled, errno)
      }
      if filled >= 0 { return filled }
      try recover(from: code, operation: .read, readiness: 0)
    }
  }

  /// Whether bytes, or the end, are there or come within so many milliseconds. A file on a disk is always ready.
  func isReady(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let found = unsafe poll(&request, 1, milliseconds)
    return found > 0 || (found < 0 && errno != EINTR)
  }

  /// Writes all the bytes, in as many writes as it takes.
  func writeBytes(_ bytes: Span<UInt8>) throws(StreamError) {
    var written = 0
    while written < bytes.count {
      let rest = bytes.extracting(written..<bytes.count)
      let (count, code) = unsafe rest.withUnsafeBytes { buffer in
        let count = unsafe write(number, buffer.baseAddress, buffer.count)
        return (count, count == 0 ? EIO : errno)
      }
      if count > 0 {
        written += count
      } else {
        try recover(from: code, operation: .write, readiness: Int16(POLLOUT))
      }
    }
  }

  /// Waits until everything written is on the disk.
  func synchronize() throws(StreamError) {
    while fsync(number) != 0 {
      try recover(from: errno, operation: .synchronize, readiness: 0)
    }
  }

  /// Gives the open file a name, which must be free.
  func link(to path: ByteString) throws(StreamError) {
    let path = try Self.cString(path, name: name, operation: .create)
    guard unsafe linkat(AT_FDCWD, "/proc/self/fd/\(number)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
      throw StreamError(name: name, operation: .create, errno: errno)
    }
  }

  /// Closes the descriptor. On Linux it is closed even when a signal interrupts the call.
  func closeChecked() throws(StreamError) {
    if close(number) != 0, errno != EINTR { throw StreamError(name: name, operation: .close, errno: errno) }
  }

  /// Closes without a word, where an error has been reported already or nothing was written.
  func closeQuietly() { _ = close(number) }

  private func recover(
    from code: Int32, operation: StreamError.Operation, readiness: Int16
  ) throws(StreamError) {
    switch code {
    case EINTR: return
    case EAGAIN where readiness != 0:
      var request = pollfd(fd: number, events: readiness, revents: 0)
      _ = unsafe poll(&request, 1, -1)
    default: throw StreamError(name: name, operation: operation, errno: code)
    }
  }
}
