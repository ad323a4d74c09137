package import ArgumentParser
import ByteStreams
import CSV

/// What a shell offers for the value of an option or for an operand.
extension CompletionKind {
  /// Files with tables.
  package static var tables: CompletionKind { .file(extensions: tableEndings) }

  /// Files with models.
  package static var models: CompletionKind { .file(extensions: modelEndings) }

  /// Files with either.
  package static var modelsAndTables: CompletionKind {
    .file(extensions: tableEndings.isEmpty ? [] : modelEndings + tableEndings)
  }

  /// The usual ones. A table may bear any name: the scripts for bash and zsh offer all files where none of these is
  /// there, and that for fish cannot.
  private static var tableEndings: [String] { CompletionShell.requesting == .fish ? [] : ["csv", "tsv", "txt", "gz"] }
  private static let modelEndings = ["nnm"]

  /// A column of the table that the command line names.
  package static var column: CompletionKind { offering { $0.columns.map(\.description) } }

  /// A list of columns of the table that the command line names, perhaps of one of `words` instead.
  package static func columns(or words: [String] = []) -> CompletionKind {
    offering { line in
      let list = line.listed(among: line.columns) { Dialect().row([$0]).description }
      return line.prefix.contains(",") ? list : words + list
    }
  }

  /// One of some names that are asked for only where they are wanted.
  package static func one(of names: @escaping @Sendable () -> [String]) -> CompletionKind { offering { _ in names() } }

  /// A list of names with commas between them.
  package static func list(of names: @escaping @Sendable () -> [String]) -> CompletionKind {
    offering { $0.listed(among: names().map { ByteString($0) }, spelling: \.description) }
  }

  /// `name=`, before a number that only the user knows.
  package static func assignment(to names: @escaping @Sendable () -> [String]) -> CompletionKind {
    offering { _ in names().map { "\($0)=" } }
  }

  /// Sizes of layers: of the first, as many as the table that the command line names has features, where all are numbers.
  package static var sizes: CompletionKind {
    offering { line in
      guard !line.prefix.contains(","), let features = line.numericFeatures else { return [] }
      return ["\(features),"]
    }
  }

  /// Candidates that begin with what stands before the cursor.
  private static func offering(
    _ candidates: @escaping @Sendable (CompletedLine) -> [String]
  ) -> CompletionKind {
    .custom { words, index, prefix in
      let line = CompletedLine(words: words, index: index, prefix: prefix)
      return candidates(line).filter { $0.hasPrefix(line.prefix) && $0.isOneLine }.map(\.quotedForShell)
    }
  }
}

extension String {
  /// Whether a shell can take it for one candidate and show it.
  fileprivate var isOneLine: Bool {
    !isEmpty && unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && $0 != "\u{FFFD}" }
  }

  /// The script for bash hands candidates to `compgen -W`, which expands them: a column named `$(date)` must not be run.
  fileprivate var quotedForShell: String {
    CompletionShell.requesting == .bash ? "'\(replacing("'", with: #"'\''"#))'" : self
  }
}
