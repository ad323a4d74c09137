#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder for one test, removed with all its files when the test ends.
package final class TemporaryFolder {
  package let path: String

  /// Makes a folder where the environment wants temporary files.
  package init() throws {
    let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    // mkdtemp puts letters of its own in the place of six at the end.
    let open = String(repeating: "X", count: 6)
    var template = Array("\(place)/nn-test-\(open)".utf8CString)
    guard mkdtemp(&template) != nil else { throw Files.Fault(path: place, errno: errno) }
    path = String(decoding: template.dropLast().map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
  }

  deinit {
    for name in rawNames { unlink(Files.cString(location(of: name))) }
    rmdir(path)
  }

  /// The path of a file in the folder.
  package func file(_ name: String) -> String { path + "/" + name }

  /// The path of a file in the folder, whose name need not be UTF-8.
  package func location(of name: [UInt8]) -> [UInt8] { Array("\(path)/".utf8) + name }

  /// The names of the files in the folder, in order.
  package var names: [String] { rawNames.map { String(decoding: $0, as: UTF8.self) }.sorted() }

  private var rawNames: [[UInt8]] { (try? Self.rawNames(of: path)) ?? [] }

  /// The names of the files in a folder, in order.
  package static func names(of path: String) throws -> [String] {
    try rawNames(of: path).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  private static func rawNames(of path: String) throws -> [[UInt8]] {
    guard let folder = opendir(path) else { throw Files.Fault(path: path, errno: errno) }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  /// The permissions of a file in the folder.
  package func mode(_ name: String) -> UInt32 {
    var status = stat()
    return stat(file(name), &status) == 0 ? UInt32(status.st_mode & 0o777) : 0
  }
}
