#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file for what does not fit in memory: it has no name, and is gone with the last reference to it, or with the process.
package final class ScratchFile: Sendable {
  private let descriptor: Descriptor

  /// An empty file on the disk of `folder`.
  ///
  /// - Throws: the system's reason, under the name of the folder.
  package init(folder: ByteString) throws(StreamError) {
    let name = String(decoding: folder.bytes, as: UTF8.self)
    let beside = ByteString(folder.bytes + Array("/scratch".utf8))
    let (descriptor, path) = try TargetPath.createTemporary(beside: beside, name: name, isRead: true, mode: 0o600)
    self.descriptor = descriptor
    if let path { _ = unsafe unlink(try Descriptor.cString(path, name: name, operation: .create)) }
  }

  deinit { descriptor.closeQuietly() }

  /// A sink for its bytes, one for the life of the file.
  package func makeSink() -> ByteSink { ByteSink(descriptor, closesAtEnd: false) }

  /// All that has arrived.
  package func contents() throws(StreamError) -> [UInt8] {
    let count = Int(lseek(descriptor.number, 0, SEEK_END))
    guard count >= 0 else { throw StreamError(name: descriptor.name, operation: .read, errno: errno) }
    return try bytes(0..<count)
  }

  /// Bytes that have arrived; any thread may ask.
  package func bytes(_ places: Range<Int>) throws(StreamError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: places.count)
    var filled = 0
    while filled < bytes.count {
      let got = try descriptor.readBytes(into: &bytes, from: filled, at: places.lowerBound + filled)
      guard got > 0 else { throw StreamError(name: descriptor.name, operation: .read, errno: EIO) }
      filled += got
    }
    return bytes
  }
}
