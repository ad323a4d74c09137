import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A call that says too little to do anything: the tool tells how it is used, on standard error, and ends with the
/// status of a usage error.
package struct UsageHelp: Error {
  let text: String

  /// What `tool` is for and how it is called, without its options.
  package init(of tool: (some Tool).Type) {
    let configuration = tool.configuration
    text = """
      \(configuration.abstract)

      \(configuration.discussion)

      Usage: \(configuration.usage ?? tool.usageString())
      The options: \(tool.toolName) --help

      """
  }
}

/// A tool that is given no table, and a keyboard to read it from, says how it is used: nobody types a table.
package func refuseTerminal(_ files: some Collection<String>, tool: (some Tool).Type) throws {
  if files.isEmpty, isTerminal(STDIN_FILENO) { throw UsageHelp(of: tool) }
}

/// Whether a descriptor is a terminal.
package func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

/// Whether the terminal says of itself that it can move no cursor.
package var isDumbTerminal: Bool { environment("TERM").map { $0.isEmpty || $0 == "dumb" } ?? true }

/// The columns of the terminal on standard error as it is now; where there is none, `COLUMNS`, else 80.
package var terminalWidth: Int {
  var size = winsize()
  if unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
  return environment("COLUMNS").flatMap { Int($0) }.map { min(max($0, 10), 1000) } ?? 80
}

/// A variable of the environment.
package func environment(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}
