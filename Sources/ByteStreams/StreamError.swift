package import Compression

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An operation on a file, pipe or device that the system refused.
package struct StreamError: Error, Hashable, Sendable {
  /// What was tried.
  package enum Operation: Hashable, Sendable {
    /// Opening a file that should be there.
    case open
    /// Making a new file.
    case create
    /// Reading bytes.
    case read
    /// Writing bytes.
    case write
    /// Waiting until the bytes are on the disk.
    case synchronize
    /// Giving the finished file its name.
    case rename
    /// Closing, where a late write error may still show.
    case close
    /// Unpacking compressed bytes: the file is there and can be read, but what it holds is wrong.
    case unpack(GzipError)
  }

  /// The path as the user wrote it, or `stdin` or `stdout`.
  package let name: String
  /// What was tried.
  package let operation: Operation
  /// The error number of the system, `ENOENT` for example.
  package let errno: Int32

  /// An error of the given stream.
  package init(name: String, operation: Operation, errno: Int32) {
    self.name = name
    self.operation = operation
    self.errno = errno
  }

  /// An error in the bytes of a compressed file.
  init(name: String, unpacking error: GzipError) {
    self.init(name: name, operation: .unpack(error), errno: EBADMSG)
  }

  /// True where the file could be read and its bytes are wrong.
  package var isBadData: Bool {
    if case .unpack = operation { true } else { false }
  }

  /// True when there is no file of the name.
  package var isMissingFile: Bool { operation == .open && errno == ENOENT }

  /// True when the reader of our output has gone: the tool then ends quietly.
  package var isBrokenPipe: Bool { operation == .write && errno == EPIPE }
}

extension StreamError: CustomStringConvertible {
  /// `data.csv: No such file or directory`, the name escaped.
  package var description: String {
    if case .unpack(let error) = operation { return "\(ByteString.escape(name.utf8, limit: 1000)): \(error)" }
    // The process never calls setlocale, so the text is the C locale's in every environment.
    let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    return "\(ByteString.escape(name.utf8, limit: 1000)): \(reason)"
  }
}
