#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The path that a new file is to have, and the folder around it.
enum TargetPath {
  private static let slash = UInt8(ascii: "/")

  /// The path that a chain of symbolic links ends at, whether a file stands there or not.
  ///
  /// - Throws: `ELOOP` where the chain has no end.
  static func resolvingLinks(of path: ByteString, name: String) throws(StreamError) -> ByteString {
    let longestChain = 40  // as in Linux
    var path = path
    for _ in 0..<longestChain {
      guard let status = try FileStatus.notFollowing(path, name: name), status.isLink else { return path }
      let link = try Descriptor.cString(path, name: name, operation: .open)
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = unsafe readlink(link, &buffer, buffer.count)
      guard length >= 0 else { throw StreamError(name: name, operation: .open, errno: errno) }
      let destination = buffer[..<length].map { UInt8(truncatingIfNeeded: $0) }
      path = destination.first == slash ? ByteString(destination) : ByteString(folder(of: path).bytes + destination)
    }
    throw StreamError(name: name, operation: .open, errno: ELOOP)
  }

  /// The part of a path up to its last slash, that included; empty for a bare file name.
  private static func folder(of path: ByteString) -> ByteString {
    guard let last = path.bytes.lastIndex(of: slash) else { return ByteString([UInt8]()) }
    return ByteString(path.bytes[...last])
  }

  /// Makes an empty file in the folder of `target`: without a name where the system can, so that nothing is left
  /// behind whatever ends the process, else under a name of its own.
  static func createTemporary(
    beside target: ByteString, name: String, isRead: Bool = false, mode: mode_t
  ) throws(StreamError) -> (Descriptor, path: ByteString?) {
    // An empty path, or one that ends in a slash, names no file.
    guard let last = target.bytes.last, last != slash else {
      throw StreamError(name: name, operation: .create, errno: target.bytes.isEmpty ? ENOENT : EISDIR)
    }
    let flags = isRead ? O_RDWR : O_WRONLY
    if let descriptor = createUnnamed(beside: target, name: name, flags: flags, mode: mode) { return (descriptor, nil) }
    return try withTemporaryName(beside: target, name: name) { path throws(StreamError) in
      let descriptor = try Descriptor.opening(
        path, name: name, flags: flags | O_CREAT | O_EXCL, mode: mode, operation: .create)
      return (descriptor, path)
    }
  }

  /// Gives a file without a name that of `target`, in place of the file that may have it.
  static func place(_ descriptor: Descriptor, at target: ByteString) throws(StreamError) {
    do {
      return try descriptor.link(to: target)
    } catch {
      guard error.errno == EEXIST else { throw error }
    }
    let temporary = try withTemporaryName(beside: target, name: descriptor.name) { path throws(StreamError) in
      try descriptor.link(to: path)
      return path
    }
    do {
      try move(temporary, to: target, name: descriptor.name)
    } catch {
      if let path = try? Descriptor.cString(temporary, name: descriptor.name, operation: .rename) {
        _ = unsafe unlink(path)
      }
      throw error
    }
  }

  /// Gives a file another name, in place of the file that may have it.
  static func move(_ old: ByteString, to new: ByteString, name: String) throws(StreamError) {
    let source = try Descriptor.cString(old, name: name, operation: .rename)
    let target = try Descriptor.cString(new, name: name, operation: .rename)
    guard unsafe rename(source, target) == 0 else {
      throw StreamError(name: name, operation: .rename, errno: errno)
    }
  }

  private static func createUnnamed(
    beside target: ByteString, name: String, flags: Int32, mode: mode_t
  ) -> Descriptor? {
    #if os(Linux)
      // O_TMPFILE, which Swift does not import; a file gets its name through /proc later.
      let temporary = 0o20_000_000 | O_DIRECTORY
      guard unsafe access("/proc/self/fd", X_OK) == 0 else { return nil }
      // Whatever is in the way is in the way of a file with a name too, and is told there.
      return try? Descriptor.opening(
        folderToOpen(of: target), name: name, flags: flags | temporary, mode: mode, operation: .create)
    #else
      return nil
    #endif
  }

  /// Calls `body` with names that are likely to be free until one is.
  private static func withTemporaryName<Result>(
    beside target: ByteString, name: String, _ body: (ByteString) throws(StreamError) -> Result
  ) throws(StreamError) -> Result {
    let attempts = 100
    for attempt in 1...attempts {
      let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
      do {
        return try body(ByteString(folder(of: target).bytes + Array(".nn-\(suffix).tmp".utf8)))
      } catch {
        if error.errno != EEXIST || attempt == attempts { throw error }
      }
    }
    throw StreamError(name: name, operation: .create, errno: EEXIST)
  }

  /// Whether two paths, with no link at their ends, are those of one file, which need not be there.
  static func areSame(_ first: ByteString, _ second: ByteString) -> Bool {
    let names = [first, second].map { $0.bytes.dropFirst(folder(of: $0).bytes.count) }
    guard names[0] == names[1],
      let folder = try? FileStatus.following(folderToOpen(of: first), name: ""),
      let other = try? FileStatus.following(folderToOpen(of: second), name: "")
    else { return false }
    return folder.isSameFile(as: other)
  }

  private static func folderToOpen(of target: ByteString) -> ByteString {
    let folder = folder(of: target)
    return folder.bytes.isEmpty ? "." : folder
  }

  /// Puts the new name on the disk too.
  ///
  /// A folder that may be written but not read, or a file system without the notion, cannot do so; the file is in its
  /// place by then, so this is no failure.
  static func synchronizeFolder(of target: ByteString, name: String) throws(StreamError) {
    guard let descriptor = try? Descriptor.opening(folderToOpen(of: target), name: name, flags: O_RDONLY | O_DIRECTORY)
    else { return }
    defer { descriptor.closeQuietly() }
    do {
      try descriptor.synchronize()
    } catch {
      if error.errno != EINVAL, error.errno != ENOTSUP { throw error }
    }
  }
}
