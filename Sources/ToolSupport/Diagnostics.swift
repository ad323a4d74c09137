import ByteStreams

/// Lines on standard error, each under the tool's name, never with a raw control character.
package struct Diagnostics {
  package let tool: String
  /// Whether notes are left out; errors and warnings are not.
  package let isQuiet: Bool

  package init(tool: String, isQuiet: Bool = false) {
    self.tool = tool
    self.isQuiet = isQuiet
  }

  /// An error or a warning.
  package func say(_ message: String) {
    standardError("\(tool): \(ByteString.escape(message.utf8, limit: 1000))\n")
  }

  /// Something worth knowing that is no fault.
  package func note(_ message: String) {
    if !isQuiet { say(message) }
  }
}

/// Writes to standard error as it is. Where that fails there is nobody left to tell.
package func standardError(_ text: String) {
  let output = ByteSink(descriptor: 2, name: "stderr")
  try? output.write(text)
  try? output.flush()
}
