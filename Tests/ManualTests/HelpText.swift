/// The options in the help that a tool prints.
struct HelpText {
  let options: [DocumentedOption]

  /// Runs `command --help` and reads it.
  init(of command: String) throws {
    self.init(parsing: try Shell.run("\(command) --help").output)
  }

  /// An option begins with two spaces and a hyphen; what is indented more goes on with it. All before the usage is
  /// prose.
  init(parsing text: String) {
    var entries: [String] = []
    var isInEntry = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.drop(while: { !$0.hasPrefix("USAGE:") }) {
      if line.hasPrefix("  -") {
        entries.append(String(line.dropFirst(2)))
        isInEntry = true
      } else if isInEntry, line.hasPrefix("      ") {
        entries[entries.count - 1] += line
      } else {
        isInEntry = false
      }
    }
    options = entries.map(Self.option)
  }

  /// `-o, --output <file> Write to FILE … (default: …)`. One blank may be all between label and explanation.
  private static func option(_ entry: String) -> DocumentedOption {
    let label = entry.split(separator: " ").prefix { $0.hasPrefix("-") || $0.hasPrefix("<") }
    let spellings = label.flatMap { $0.split { ",/".contains($0) } }.filter { $0.hasPrefix("-") }
    let told = entry.firstRange(of: "default: ").map { entry[$0.upperBound...].prefix { $0 != ")" } }
    return DocumentedOption(spellings: Set(spellings.map(String.init)), defaultWords: words(told ?? ""))
  }
}
