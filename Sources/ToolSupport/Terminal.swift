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
package func refuseTerminal(_ files: [String], tool: (some Tool).Type) throws {
  if files.isEmpty, isTerminal(STDIN_FILENO) { throw UsageHelp(of: tool) }
}

/// Whether a descriptor is a terminal.
package func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
