#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that is written whole or not at all.
///
/// The bytes go to a temporary file in the same folder, which takes the name of the old one once they are all on the
/// disk: whoever opens the path finds the old file or the new, never a part, and a crash changes nothing of that. Where
/// the system can, the temporary file has no name until then, and a crash leaves nothing behind; only for the time between
/// two calls of the system, and only where there is an old file, does it have a name of its own, since a link cannot
/// replace a file.
/// What cannot be replaced is written directly: a pipe, a device, and `-`, standard output.
package final class AtomicFile {
  /// Takes the bytes of the new file.
  package let sink: ByteSink

  private let name: String
  /// The temporary file, its name if it has one, and the file it is to become; nil when written directly, and once it is
  /// settled.
  private var replacement: (descriptor: Descriptor, temporary: ByteString?, target: ByteString)?
  private let isStandardOutput: Bool

  /// Begins a new file in place of the one at `path`.
  ///
  /// Symbolic links are followed and stay. The new file has the mode of the one it replaces, or else 0666 less the
  /// umask. A file that may not be written is not replaced either, though the folder would allow it.
  ///
  /// - Throws: the system's reason; `EISDIR` for a directory. Nothing is left behind.
  package convenience init(path: String) throws(StreamError) {
    try self.init(path: ByteString(path))
  }

  /// Begins a new file in place of the one at `path`, whose name need not be valid UTF-8.
  ///
  /// - Throws: as ``init(path:)-(String)``.
  package init(path: ByteString) throws(StreamError) {
    // Opened by its name, standard output would lose its position, and with it what others wrote before.
    isStandardOutput = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path)
    if isStandardOutput {
      sink = .standardOutput
      name = sink.name
      return
    }
    let name = String(decoding: path.bytes, as: UTF8.self)
    self.name = name
    let existing = try FileStatus.following(path, name: name)
    if let existing, existing.isDirectory { throw StreamError(name: name, operation: .open, errno: EISDIR) }
    if let existing, !existing.isRegular {
      sink = ByteSink(try Descriptor.opening(path, name: name, flags: O_WRONLY), closesAtEnd: true)
      return
    }
    if existing != nil { try FileStatus.checkWritable(path, name: name) }
    let target = try TargetPath.resolvingLinks(of: path, name: name)
    let (descriptor, temporary) = try TargetPath.createTemporary(
      beside: target, name: name, mode: existing == nil ? 0o666 : 0o600)
    sink = ByteSink(descriptor, closesAtEnd: true)
    replacement = (descriptor, temporary, target)
    if let existing, fchmod(descriptor.number, existing.permissions) != 0 {
      let error = StreamError(name: name, operation: .create, errno: errno)
      discard()
      throw error
    }
  }

  deinit { discard() }

  /// Finds out whether a file could be written at `path` now, and leaves nothing behind: for a tool that works long
  /// before it writes.
  ///
  /// - Throws: as ``init(path:)-(ByteString)``. A pipe or a device is not tried: opening it would be heard at its other
  ///   end.
  package static func check(path: ByteString) throws(StreamError) {
    guard path != "-" else { return }
    let existing = try FileStatus.following(path, name: String(decoding: path.bytes, as: UTF8.self))
    if let existing, !existing.isRegular, !existing.isDirectory { return }
    try AtomicFile(path: path).discard()
  }

  /// Whether a file at `path` would take the place of the one at `other`.
  package static func wouldReplace(_ other: ByteString, at path: ByteString) -> Bool {
    guard path != "-", other != "-", let target = try? FileStatus.following(path, name: ""),
      let existing = try? FileStatus.following(other, name: "")
    else { return false }
    return existing.isRegular && existing.isSameFile(as: target)
  }

  /// Whether of two files written at these paths the second would take the place of the first.
  package static func areSame(_ first: ByteString, _ second: ByteString) -> Bool {
    if first == "-" || second == "-" { return first == second }
    // What is no regular file is written to, and not replaced.
    if let existing = try? FileStatus.following(first, name: ""), !existing.isRegular { return false }
    guard let target = try? TargetPath.resolvingLinks(of: first, name: ""),
      let other = try? TargetPath.resolvingLinks(of: second, name: "")
    else { return false }
    return TargetPath.areSame(target, other)
  }

  /// Replaces the file at `path` by one that holds `bytes`.
  ///
  /// - Throws: the system's reason; the old file is then as it was.
  package static func replace(path: String, with bytes: [UInt8]) throws(StreamError) {
    let file = try AtomicFile(path: path)
    try file.sink.write(bytes)
    try file.commit()
  }

  /// Waits until all bytes are on the disk, or with whatever takes them; the old file is still in its place.
  ///
  /// - Throws: the system's reason.
  package func writeOut() throws(StreamError) {
    if replacement == nil { try sink.flush() } else { try sink.synchronize() }
  }

  /// Puts the new file in the place of the old one, once its bytes are on the disk. A second call does nothing.
  ///
  /// - Throws: the system's reason; the temporary file is gone then, and the old file is as it was (except where the
  ///   last steps fail, the closing of what is on the disk already or the synchronisation of the folder: then the new file
  ///   is there, and may not outlive a crash).
  package func commit() throws(StreamError) {
    guard let (descriptor, temporary, target) = replacement else {
      // Standard output stays open: its last check is the tool's own.
      return isStandardOutput ? try sink.flush() : try sink.close()
    }
    do throws(StreamError) {
      try sink.synchronize()
      if let temporary {
        try sink.close()
        try TargetPath.move(temporary, to: target, name: name)
      } else {
        try TargetPath.place(descriptor, at: target)
      }
    } catch {
      discard()
      throw error
    }
    replacement = nil
    try sink.close()
    try TargetPath.synchronizeFolder(of: target, name: name)
  }

  /// Gives the new file up and removes its temporary; the old one stays. Does nothing after ``commit()``.
  package func discard() {
    let temporary = replacement?.temporary
    replacement = nil
    guard let temporary, let path = try? Descriptor.cString(temporary, name: name, operation: .close) else { return }
    _ = unsafe unlink(path)
  }
}
