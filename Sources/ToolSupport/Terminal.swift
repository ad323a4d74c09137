import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A tool that is given no table, and a keyboard to read it from, says how it is used: nobody types a table.
package func refuseTerminal(_ files: [String], tool: (some Tool).Type) throws {
  if files.isEmpty, isatty(STDIN_FILENO) == 1 { throw NothingToRead(help: tool.helpMessage(columns: 80)) }
}

/// Standard input is a terminal and no file was named.
struct NothingToRead: Error {
  let help: String
}

/// Whether a descriptor is a terminal.
package func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
