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
    occupyStandardStreams()
    // A file over the size that the shell allows is then an error of the write, and not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    endProcess(status(of: run))
  }

  static var toolName: String { configuration.commandName ?? _commandName }

  /// What the user gave, as ArgumentParser understands it: `--version` for `-V`, and `--option=-1` for `--option -1`,
  /// where it would take the number for an option.
  private static var arguments: [String] {
    let given = CommandLine.arguments.dropFirst()
    // A shell asks for candidates: the words behind are not ours.
    if given.first == "---completion" { return Array(given) }
    let end = given.firstIndex(of: "--") ?? given.endIndex
    var arguments: [String] = []
    for argument in given[..<end] {
      if argument.starts(with: /-\.?[0-9]/), let option = arguments.last, option.starts(with: /--?[A-Za-z][^=]*$/) {
        arguments[arguments.count - 1] = "\(option)=\(argument)"
      } else {
        arguments.append(argument == "-V" ? "--version" : argument)
      }
    }
    return arguments + given[end...]
  }

  private static func run() throws {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      guard ToolError(error) == nil, !(error is UsageHelp), !(error is Interrupted) else { throw error }
      guard exitCode(for: error) == .success else { throw ToolError.usage(usageMessage(for: error)) }
      let output = ByteSink.standardOutput
      let message = fullMessage(for: error, columns: 80)
      let script = CompletionScript(
        of: toolName, hasSubcommands: !configuration.subcommands.isEmpty, arguments: arguments)
      try output.write((script?.mended(message) ?? message) + "\n")
      try output.flush()
    }
  }

  private static func status(of body: () throws -> Void) -> Int32 {
    do {
      try body()
      return ExitStatus.done
    } catch {
      if let error = error as? StreamError, error.isBrokenPipe { dieOfBrokenPipe() }
      if let help = error as? UsageHelp {
        standardError(help.text)
        return ExitStatus.usage
      }
      if error is Interrupted, let status = Interruption.status { return status }
      let error = ToolError(error) ?? ToolError("\(error)", status: ExitStatus.inputOutput)
      Diagnostics(tool: toolName).say(error.message)
      return error.status
    }
  }

  /// ArgumentParser's message in one line.
  private static func usageMessage(for error: any Error) -> String {
    let lines = message(for: error).split(separator: "\n").map { $0.drop { $0 == " " } }
    var text = lines.joined(separator: " ")
    while text.last == "." { text.removeLast() }
    if let flags = text.firstMatch(of: /^Value to be set with flag '(.+)' had already been set with flag '(.+)'$/) {
      text = "\(flags.2) and \(flags.1) exclude each other"
    }
    let subcommand = configuration.subcommands.map { $0._commandName }.first { $0 == arguments.first }
    let command = subcommand.map { "\(toolName) \($0)" } ?? toolName
    return "\(text.prefix(1).lowercased())\(text.dropFirst()) (see \(command) --help)"
  }
}

/// Puts a descriptor that cannot do its work in the place of each standard stream that is closed, as coreutils do: what is
/// opened later, by a library for its own use too, would else take the number, and be read or written in its stead.
private func occupyStandardStreams() {
  for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
    _ = unsafe open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
  }
}

// Within a command `exit` is ArgumentParser's.
private func endProcess(_ status: Int32) -> Never { exit(status) }

/// Makes a closed pipe an error of the write, of which the process still ends as it would have.
package func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

/// Ends the process as a closed pipe ends one that does not ignore SIGPIPE: quietly.
private func dieOfBrokenPipe() -> Never {
  signal(SIGPIPE, SIG_DFL)
  raise(SIGPIPE)
  exit(128 + SIGPIPE)
}
