package import ArgumentParser

/// The options of the tools that write tables of numbers.
package struct OutputTableOptions: ParsableArguments {
  @Option(help: "Significant digits of a number. (default: the shortest text that reads back)")
  package var digits: Int?

  @Flag(help: "Write no header.")
  package var noOutputHeader = false

  package init() {}

  package mutating func validate() throws {
    if let digits, !(1...17).contains(digits) { throw ValidationError("--digits takes 1 to 17, not \(digits)") }
  }
}
