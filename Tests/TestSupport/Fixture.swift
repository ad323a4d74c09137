import ByteStreams

/// The files that the tests are given.
enum Fixture {
  /// All the bytes of a file of the Fixtures folder.
  static func bytes(_ path: String, from file: String = #filePath) throws -> [UInt8] {
    let components = file.split(separator: "/", omittingEmptySubsequences: false)
    let root = components.dropLast(3).joined(separator: "/")
    let source = try ByteSource(path: "\(root)/Fixtures/\(path)")
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = try source.read(into: &piece, at: 0, count: piece.count), count > 0 {
      bytes += piece[..<count]
    }
    return bytes
  }

  /// The lines of a file of the Fixtures folder, each cut at its tabs.
  static func tabbedLines(_ path: String) throws -> [[ArraySlice<UInt8>]] {
    try bytes(path).split(separator: UInt8(ascii: "\n")).map {
      $0.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    }
  }
}
