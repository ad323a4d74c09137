import TestSupport

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
    case noShell
  }

  /// Runs a script in a new folder that is empty, and removes it afterwards.
  static func run(_ script: String) throws -> Outcome {
    let frame = """
      exec 2>&1 </dev/null
      folder=$(mktemp -d) && trap 'rm -r "$folder"' EXIT && cd "$folder" || exit 125
      PATH='\(try BuiltTools.folder.get()):'$PATH
      set -eu
      \(script)
      """
    guard let pipe = popen(frame, "r") else { throw Failure.noShell }
    let output = String(decoding: Files.readAll(fileno(pipe)), as: UTF8.self)
    let status = pclose(pipe)
    return Outcome(status: status & 0x7F == 0 ? status >> 8 & 0xFF : -1, output: output)
  }

  /// Whether a program is installed.
  static func has(_ program: String) -> Bool { (try? run("command -v \(program)").status) == 0 }
}
