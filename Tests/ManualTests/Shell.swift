#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Commands as a user types them, with the built tools before all others.
enum Shell {
  struct Outcome {
    /// The exit status, or −1 where a signal ended the command.
    let status: Int32
    /// Standard output and standard error, as they came.
    let output: String
  }

  enum Failure: Error {
    case noTools
    case noShell
    case noSuchFile(String)
  }

  /// Runs a script in a new folder that is empty, and removes it afterwards.
  static func run(_ script: String) throws -> Outcome {
    let frame = """
      exec 2>&1 </dev/null
      folder=$(mktemp -d) && trap 'rm -r "$folder"' EXIT && cd "$folder" || exit 125
      PATH='\(try toolsFolder()):'$PATH
      set -eu
      \(script)
      """
    guard let pipe = popen(frame, "r") else { throw Failure.noShell }
    let output = text(from: fileno(pipe))
    let status = pclose(pipe)
    return Outcome(status: status & 0x7F == 0 ? status >> 8 & 0xFF : -1, output: output)
  }

  /// Whether a program is installed.
  static func has(_ program: String) -> Bool { (try? run("command -v \(program)").status) == 0 }

  /// The text of a file.
  static func contents(of path: String) throws -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw Failure.noSuchFile(path) }
    defer { close(descriptor) }
    return text(from: descriptor)
  }

  private static func text(from descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var step = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &step, step.count), count > 0 { bytes += step[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The folder of the built tools: that of the test program, or one above it.
  private static func toolsFolder() throws -> String {
    for program in ["/proc/self/exe"] + CommandLine.arguments {
      guard let resolved = realpath(program, nil) else { continue }
      defer { free(resolved) }
      var folder = String(cString: resolved)[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        if access("\(folder)/nn-train", X_OK) == 0 { return String(folder) }
      }
    }
    throw Failure.noTools
  }
}
