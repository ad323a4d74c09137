#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file for what does not fit in memory: it has no name, and is gone with the last reference to it, or with the process.
package final class ScratchFile {
  /// Takes the bytes.
  package let sink: ByteSink
  private let descriptor: Descriptor

  /// An empty file on the disk of `folder`.
  ///
  /// - Throws: the system's reason, under the name of the folder.
  package init(folder: ByteString) throws(StreamError) {
    let name = String(decoding: folder.bytes, as: UTF8.self)
    let beside = ByteString(folder.bytes + Array("/scratch".utf8))
    let (descriptor, path) = try TargetPath.createTemporary(beside: beside, name: name, isRead: true, mode: 0o600)
    self.descriptor = descriptor
    sink = ByteSink(descriptor, closesAtEnd: true)
    if let path { _ = unsafe unlink(try Descriptor.cString(path, name: name, operation: .create)) }
  }

  /// All that was written.
  package func contents() throws(StreamError) -> [UInt8] {
    try sink.flush()
    let count = Int(lseek(descriptor.number, 0, SEEK_END))
    guard count >= 0, lseek(descriptor.number, 0, SEEK_SET) == 0 else {
      throw StreamError(name: descriptor.name, operation: .read, errno: errno)
    }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = try descriptor.readBytes(into: &bytes, at: filled, count: count - filled)
      guard got > 0 else { throw StreamError(name: descriptor.name, operation: .read, errno: EIO) }
      filled += got
    }
    return bytes
  }
}
