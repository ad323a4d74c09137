#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whole files, by paths that need not be UTF-8.
package enum Files {
  package struct Fault: Error {
    let path: String
    let errno: Int32

    package init(path: String, errno: Int32) {
      self.path = path
      self.errno = errno
    }
  }

  package static func read(_ path: [UInt8]) throws -> [UInt8] {
    let descriptor = open(cString(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Fault(path: String(decoding: path, as: UTF8.self), errno: errno) }
    defer { close(descriptor) }
    return readAll(descriptor)
  }

  /// All that an open descriptor gives until its end.
  package static func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // Within the enumeration `read` is its own.
      let count = readSome(descriptor, &piece, piece.count)
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }

  package static func write(_ bytes: [UInt8], to path: [UInt8]) throws {
    let descriptor = open(cString(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Fault(path: String(decoding: path, as: UTF8.self), errno: errno) }
    defer { close(descriptor) }
    guard writeSome(descriptor, bytes, bytes.count) == bytes.count else {
      throw Fault(path: String(decoding: path, as: UTF8.self), errno: errno)
    }
  }

  /// A path as C takes it.
  package static func cString(_ path: [UInt8]) -> [CChar] { path.map { CChar(truncatingIfNeeded: $0) } + [0] }
}

private func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

private func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
