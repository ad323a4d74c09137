package import ArgumentParser
import ByteStreams

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A command of the suite: parses, runs, and turns every error into one line and a status.
///
/// Conform the root command of an executable to it and mark that `@main`. ArgumentParser's own entry point would print
/// help without checking the write and exit with 64 on a usage error.
package protocol Tool: ParsableCommand {}

extension Tool {
  /// Runs the command and ends the process.
  package static func main() {
    occupyClosedDescriptors()
    endProcess(status(of: run))
  }

  private static var toolName: String { configuration.commandName ?? _commandName }

  private static func run() throws {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch  where ToolError(error) == nil && !(error is NothingToRead) {
      guard exitCode(for: error) == .success else { throw ToolError.usage(usageMessage(for: error)) }
      let output = ByteSink.standardOutput
      try output.write(fullMessage(for: error, columns: 80) + "\n")
      try output.flush()
    }
  }

  private static func status(of body: () throws -> Void) -> Int32 {
    do {
      try body()
      return ExitStatus.done
    } catch {
      if let error = error as? StreamError, error.isBrokenPipe { dieOfBrokenPipe() }
      if let error = error as? NothingToRead {
        let output = ByteSink(descriptor: STDERR_FILENO, name: "stderr")
        try? output.write(error.help + "\n")
        try? output.flush()
        return ExitStatus.usage
      }
      let error = ToolError(error) ?? ToolError("\(error)", status: ExitStatus.inputOutput)
      if !error.message.isEmpty { Diagnostics(tool: toolName).say(error.message) }
      return error.status
    }
  }

  /// ArgumentParser's message in one line.
  private static func usageMessage(for error: any Error) -> String {
    let lines = message(for: error).split(separator: "\n").map { $0.drop { $0 == " " } }
    var text = lines.joined(separator: " ")
    while text.last == "." { text.removeLast() }
    return "\(text.prefix(1).lowercased())\(text.dropFirst()) (see \(toolName) --help)"
  }
}

// Within a command `exit` is ArgumentParser's.
private func endProcess(_ status: Int32) -> Never { exit(status) }

/// Ends the process as a closed pipe ends one that does not ignore SIGPIPE: quietly.
private func dieOfBrokenPipe() -> Never {
  signal(SIGPIPE, SIG_DFL)
  raise(SIGPIPE)
  exit(128 + SIGPIPE)
}

/// Puts something that fails on every descriptor of the first three that is closed. Otherwise the next file opened
/// would take its number, and a message or a table would be written into it.
private func occupyClosedDescriptors() {
  for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
  where fcntl(descriptor, F_GETFD) == -1 {
    // The lowest free number is the one that is closed.
    _ = unsafe open("/dev/null", mode)
  }
}
