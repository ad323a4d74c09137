package import ArgumentParser
package import ByteStreams
package import CSV
package import Tables
package import Workers

/// The version of the suite, in every `--version` and in every model written.
package let suiteVersion = "0.1.0"

extension NameSpecification {
  /// The names of an option with a value: the long one, and a letter that the value may follow at once, as in `-d;`.
  package static func letter(_ letter: Character) -> NameSpecification {
    [.customShort(letter, allowingJoined: true), .long]
  }
}

/// The option of the tools that have more to say than errors.
package struct QuietOption: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors and warnings.")
  package var quiet = false

  package init() {}
}

/// The option of the tools that can share their work among processors. What they write never depends on it.
package struct ThreadsOption: ParsableArguments {
  /// More threads than any machine has processors help nobody.
  private static let most = 1024

  @Option(help: ArgumentHelp("Threads at work. (default: one for each processor)", valueName: "n"))
  package var threads: Int?

  package init() {}

  package mutating func validate() throws {
    if let threads, !(1...Self.most).contains(threads) {
      throw ValidationError("--threads takes 1 to \(Self.most), not \(threads)")
    }
  }

  package var workers: Workers { threads.map(Workers.init(count:)) ?? .all }
}

/// The option of the tools to which a cell without a value means something.
package struct MissingOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Spellings of a missing value. (default: the empty cell, \(MissingSpellings.usualNames))", valueName: "list"))
  package var na: String?

  package init() {}

  /// The spellings of a missing value.
  package var spellings: MissingSpellings { na.map { MissingSpellings(list($0)) } ?? .usual }
}

/// The options of every tool that reads a table.
package struct TableOptions: ParsableArguments {
  @Option(
    name: .letter("d"),
    help: ArgumentHelp(
      "Between two fields: one character, or comma, tab, semicolon, pipe. (default: comma; tab for *.tsv)",
      valueName: "c"), completion: .list(["comma", "tab", "semicolon", "pipe"]))
  package var delimiter: String?

  @Option(help: "Whether the first row holds names.")
  package var header = HeaderRule.auto

  @Flag(name: .customShort("N"), help: "The first row holds data: as --header no.")
  package var noHeader = false

  package init() {}

  package mutating func validate() throws {
    if let delimiter, Dialect(named: delimiter) == nil {
      throw ValidationError("--delimiter takes one character, comma, tab, semicolon or pipe, not '\(delimiter)'")
    }
  }

  package var headerRule: HeaderRule { noHeader ? .no : header }

  /// The dialect for tables from `paths`.
  package func dialect(for paths: [String]) -> Dialect {
    if let delimiter, let dialect = Dialect(named: delimiter) { return dialect }
    return paths.first.map(Dialect.conventional(forPath:)) ?? Dialect()
  }

  /// A reader of the tables `paths` as one; none, or `-`, is standard input.
  package func reader(of paths: [String]) throws -> Reader {
    try refuseSecondInput(paths)
    return Reader(sources: try (paths.isEmpty ? ["-"] : paths).map(openTable), dialect: dialect(for: paths))
  }
}

extension HeaderRule: ExpressibleByArgument {}

/// The elements of a list as options take it: a row of CSV.
package func list(_ text: String) -> [ByteString] {
  let reader = Reader(sources: [ByteSource(bytes: Array(text.utf8), name: "option")], dialect: Dialect())
  var record = Record()
  guard (try? reader.next(&record)) == true else { return [""] }
  return (0..<record.count).map { record.text($0) }
}
