#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What kind of file stands at a path, or is open.
struct FileStatus {
  private let mode: mode_t
  private let device: dev_t
  private let number: ino_t

  private init(_ status: stat) {
    mode = status.st_mode
    device = status.st_dev
    number = status.st_ino
  }

  /// That of an open file; nil where the descriptor is none.
  init?(of descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
  var isRegular: Bool { mode & S_IFMT == S_IFREG }
  var isLink: Bool { mode & S_IFMT == S_IFLNK }

  /// Whether both are one file, by whatever names.
  func isSameFile(as other: FileStatus) -> Bool { device == other.device && number == other.number }

  /// The read, write and execute bits. The set-user-ID bit is not handed on to a new file.
  var permissions: mode_t { mode & 0o777 }

  /// The file at the end of all symbolic links; nil where there is none.
  static func following(_ path: ByteString, name: String) throws(StreamError) -> FileStatus? {
    try status(of: path, name: name, flags: 0)
  }

  /// The file itself, a symbolic link where it is one; nil where there is none.
  static func notFollowing(_ path: ByteString, name: String) throws(StreamError) -> FileStatus? {
    try status(of: path, name: name, flags: AT_SYMLINK_NOFOLLOW)
  }

  private static func status(of path: ByteString, name: String, flags: Int32) throws(StreamError) -> FileStatus? {
    let path = try Descriptor.cString(path, name: name, operation: .open)
    var status = stat()
    if unsafe fstatat(AT_FDCWD, path, &status, flags) == 0 { return FileStatus(status) }
    guard errno == ENOENT else { throw StreamError(name: name, operation: .open, errno: errno) }
    return nil
  }

  /// Throws `EACCES` and the like where the file itself may not be written.
  static func checkWritable(_ path: ByteString, name: String) throws(StreamError) {
    let path = try Descriptor.cString(path, name: name, operation: .open)
    guard unsafe faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 else {
      throw StreamError(name: name, operation: .open, errno: errno)
    }
  }
}
