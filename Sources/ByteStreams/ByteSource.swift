import Compression

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Bytes that come in: from a file, from standard input, or from memory in a test.
package final class ByteSource {
  /// The path as the user wrote it, or `stdin`.
  package let name: String

  private enum Origin {
    case descriptor(Descriptor, owned: Bool)
    case memory([UInt8], position: Int, pieceSize: Int)
  }

  private var origin: Origin
  private var unpacking = Unpacking.never
  /// What `peek` has read ahead, not yet given out.
  private var ahead: ArraySlice<UInt8> = []

  /// Opens a file; `-` is standard input.
  ///
  /// - Throws: the system's reason; `EISDIR` for a directory.
  package convenience init(path: String) throws(StreamError) {
    try self.init(path: ByteString(path))
  }

  /// Opens a file whose name need not be valid UTF-8; `-` is standard input.
  ///
  /// - Throws: the system's reason; `EISDIR` for a directory.
  package init(path: ByteString) throws(StreamError) {
    if path == "-" {
      name = "stdin"
      origin = .descriptor(Descriptor(number: STDIN_FILENO, name: name), owned: false)
      return
    }
    name = String(decoding: path.bytes, as: UTF8.self)
    let descriptor = try Descriptor.opening(path, name: name, flags: O_RDONLY)
    // A directory can be opened and fails only when read; said at once, no tool begins its output before.
    if FileStatus(of: descriptor.number)?.isDirectory == true {
      descriptor.closeQuietly()
      throw StreamError(name: name, operation: .open, errno: EISDIR)
    }
    origin = .descriptor(descriptor, owned: true)
  }

  /// Reads an open descriptor, which stays the caller's to close.
  package init(descriptor: Int32, name: String) {
    self.name = name
    origin = .descriptor(Descriptor(number: descriptor, name: name), owned: false)
  }

  /// Reads bytes from memory.
  ///
  /// - Parameter pieceSize: the greatest number of bytes that one read gives, as a slow pipe would.
  package init(bytes: [UInt8], name: String, pieceSize: Int = .max) {
    self.name = name
    origin = .memory(bytes, position: 0, pieceSize: max(pieceSize, 1))
  }

  /// Whether a gzip file is unpacked.
  private enum Unpacking {
    case never
    /// Where the first bytes are those of such a file.
    case undecided
    case always(GzipDecoder)
  }

  /// The same source, whose bytes are unpacked where they are those of a gzip file, whatever its name.
  package func unpacked() -> ByteSource {
    unpacking = .undecided
    return self
  }

  deinit {
    if case .descriptor(let descriptor, owned: true) = origin { descriptor.closeQuietly() }
  }

  /// Reads what is there, at most `count` bytes, and waits only where nothing is.
  ///
  /// - Parameters:
  ///   - bytes: the buffer, whose size does not change.
  ///   - offset: where in the buffer the first byte goes.
  ///   - count: the room from there on, more than 0; `offset + count` is within the buffer.
  /// - Returns: the number of bytes read; 0 at the end.
  /// - Throws: the system's reason, or ``StreamError/Operation/unpack(_:)``.
  package func read(into bytes: inout [UInt8], at offset: Int, count: Int) throws(StreamError) -> Int {
    if case .undecided = unpacking {
      let isPacked = try peek(GzipDecoder.signature.count) == GzipDecoder.signature
      unpacking = isPacked ? .always(GzipDecoder()) : .never
    }
    if case .always(let decoder) = unpacking {
      return try unpack(with: decoder, into: &bytes, at: offset, count: count)
    }
    guard ahead.isEmpty else {
      let given = ahead.prefix(count)
      bytes.replaceSubrange(offset..<offset + given.count, with: given)
      ahead = ahead.dropFirst(given.count)
      return given.count
    }
    return try readOrigin(into: &bytes, at: offset, count: count)
  }

  private func unpack(
    with decoder: GzipDecoder, into bytes: inout [UInt8], at offset: Int, count: Int
  ) throws(StreamError) -> Int {
    while true {
      let isEnd = ahead.isEmpty && !decoder.holdsOutput ? try !readAhead() : false
      do throws(GzipError) {
        if isEnd {
          try decoder.finish()
          return 0
        }
        let (taken, given) = try decoder.decode(ahead, into: &bytes, at: offset, count: count)
        ahead = ahead.dropFirst(taken)
        if given > 0 { return given }
      } catch {
        throw StreamError(name: name, unpacking: error)
      }
    }
  }

  /// Reads once; false at the end.
  private func readAhead() throws(StreamError) -> Bool {
    let size = 64 << 10
    var bytes = [UInt8](repeating: 0, count: size)
    let got = try readOrigin(into: &bytes, at: 0, count: size)
    ahead = bytes[..<got]
    return got > 0
  }

  /// Whether it is a file on a disk, of which a read never waits for anybody.
  package var isRegularFile: Bool {
    switch origin {
    case .descriptor(let descriptor, _): return FileStatus(of: descriptor.number)?.isRegular == true
    case .memory: return false
    }
  }

  /// Whether it is a file on a disk that is standard output too: what is written then becomes what is read, and a shell
  /// has emptied it already unless it is appended to.
  package var isStandardOutput: Bool {
    guard case .descriptor(let descriptor, _) = origin, let status = FileStatus(of: descriptor.number),
      let output = FileStatus(of: STDOUT_FILENO)
    else { return false }
    return status.isRegular && status.isSameFile(as: output)
  }

  /// Whether a read would give bytes, or the end, without waiting for them any longer than so many milliseconds.
  ///
  /// Bytes from memory pause after each piece, as a slow pipe would.
  package func isReady(within milliseconds: Int32) -> Bool {
    if !ahead.isEmpty { return true }
    if case .always(let decoder) = unpacking, decoder.holdsOutput { return true }
    switch origin {
    case .descriptor(let descriptor, _): return descriptor.isReady(within: milliseconds)
    case .memory(let stored, let position, let pieceSize): return pieceSize == .max || position == stored.count
    }
  }

  /// The first bytes of what is to come, `count` of them unless the end is nearer; they stay to be read.
  package func peek(_ count: Int) throws(StreamError) -> [UInt8] {
    while ahead.count < count {
      var more = [UInt8](repeating: 0, count: count - ahead.count)
      let got = try readOrigin(into: &more, at: 0, count: more.count)
      if got == 0 { break }
      ahead += more[..<got]
    }
    return Array(ahead.prefix(count))
  }

  private func readOrigin(into bytes: inout [UInt8], at offset: Int, count: Int) throws(StreamError) -> Int {
    switch origin {
    case .descriptor(let descriptor, _):
      return try descriptor.readBytes(into: &bytes, at: offset, count: count)
    case .memory(let stored, let position, let pieceSize):
      let end = position + min(count, pieceSize, stored.count - position)
      bytes.replaceSubrange(offset..<offset + end - position, with: stored[position..<end])
      origin = .memory(stored, position: end, pieceSize: pieceSize)
      return end - position
    }
  }
}
