import Glibc

/// Whole files, by paths that need not be UTF-8.
enum Files {
  struct Fault: Error {
    let path: String
    let errno: Int32
  }

  static func read(_ path: [UInt8]) throws -> [UInt8] {
    let descriptor = open(path.map(CChar.init(truncatingIfNeeded:)) + [0], O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Fault(path: String(decoding: path, as: UTF8.self), errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = Glibc.read(descriptor, &piece, piece.count), count > 0 { bytes += piece[..<count] }
    return bytes
  }

  static func write(_ bytes: [UInt8], to path: [UInt8]) throws {
    let descriptor = open(
      path.map(CChar.init(truncatingIfNeeded:)) + [0], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count, close(descriptor) == 0 else {
      throw Fault(path: String(decoding: path, as: UTF8.self), errno: errno)
    }
  }

  /// A file of the folder Fixtures.
  static func fixture(_ name: String, from testFile: String = #filePath) throws -> [UInt8] {
    let root = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return try read(Array("\(root)/Fixtures/\(name)".utf8))
  }
}
