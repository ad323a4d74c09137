package import ArgumentParser
import ByteStreams
import CSV
import ModelFile
import Tables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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

/// A command line that is being typed.
struct CompletedLine {
  /// The words but the one that is being typed, without their quotes.
  private let words: [String]
  /// The beginning of the word that is being typed, without its quotes.
  let prefix: String

  init(words: [String], index: Int, prefix: String) {
    var others: [String] = []
    for (place, word) in words.enumerated() where place > 0 && place != index { others.append(Self.unquoted(word)) }
    self.words = others
    // Of --option=value only the value is to be completed.
    let typed = Self.unquoted(prefix)
    let equals = typed.hasPrefix("--") ? typed.firstIndex(of: "=") : nil
    self.prefix = equals.map { String(typed[typed.index(after: $0)...]) } ?? typed
  }

  /// A word as the shell would hand it on, but for variables and the like in it.
  private static func unquoted(_ word: String) -> String {
    var text = ""
    var quote: Character?
    var isEscaped = false
    for character in word {
      if isEscaped {
        text.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      } else {
        text.append(character)
      }
    }
    return text
  }

  /// The list that is being typed, grown by each of `names` that is not in it.
  func listed(among names: [ByteString], spelling: (ByteString) -> String) -> [String] {
    var isQuoted = false
    var end = prefix.startIndex
    for index in prefix.indices {
      if prefix[index] == "\"" { isQuoted.toggle() }
      if prefix[index] == ",", !isQuoted { end = prefix.index(after: index) }
    }
    let finished = String(prefix[..<end])
    let taken = finished.isEmpty ? [] : Set(list(finished))
    return names.filter { !taken.contains($0) }.map { finished + spelling($0) }
  }

  /// The names of the table's columns that can be typed and stand for one column.
  var columns: [ByteString] {
    guard let names = table?.columns.names else { return [] }
    var count: [ByteString: Int] = [:]
    for name in names { count[name, default: 0] += 1 }
    return names.filter { count[$0] == 1 && $0.text?.isEmpty == false }
  }

  /// How many features the table has where its first row of data holds numbers only but for the target.
  var numericFeatures: Int? {
    guard var table else { return nil }
    let targets = value(of: "-y", "--target").map { list($0) } ?? []
    let others = [value(of: "-i", "--ignore"), value(of: "-w", "--weight")].compactMap { $0 }.flatMap(list)
    var places = Array(0..<table.columns.count)
    do {
      if let features = value(of: "-x", "--features") {
        places = try table.columns.indices(of: list(features))
      } else {
        let left = try Set(table.columns.indices(of: targets + others))
        places.removeAll(where: left.contains)
        if targets.isEmpty, !places.isEmpty { places.removeLast() }
      }
      var record = Record()
      guard !places.isEmpty, try table.next(&record), places.allSatisfy({ record.double($0) != nil }) else {
        return nil
      }
      return places.count
    } catch {
      return nil
    }
  }

  /// The value of an option that has been typed.
  private func value(of names: String...) -> String? {
    for (place, word) in words.enumerated() {
      if names.contains(word), place + 1 < words.count { return words[place + 1] }
      if let name = names.first(where: { word.hasPrefix("\($0)=") }) { return String(word.dropFirst(name.count + 1)) }
      // A letter with its value, as -d;
      if let name = names.first(where: { $0.count == 2 && word.hasPrefix($0) }) {
        return String(word.dropFirst(name.count))
      }
    }
    return nil
  }

  /// The first table among the words, as far as its first rows go.
  private var table: TableReader? {
    let written = [value(of: "-o", "--output"), value(of: "--log")]
    for word in words where !written.contains(word) {
      let value =
        word.hasPrefix("--") ? word.firstIndex(of: "=").map { word[word.index(after: $0)...] } ?? "" : word[...]
      let path = value.hasPrefix("~/") ? (environment("HOME") ?? "~") + value.dropFirst() : String(value)
      if let table = readTable(path) { return table }
    }
    return nil
  }

  /// Enough for the header and a row of most tables, and read in no time.
  private static let glance = 256 << 10

  private func readTable(_ path: String) -> TableReader? {
    guard !path.isEmpty, isRegularFile(path), let source = try? ByteSource(path: path),
      (try? Model.begins(source.peek(4))) == false
    else { return nil }
    let unpacked = source.unpacked()
    var bytes = [UInt8](repeating: 0, count: Self.glance)
    var count = 0
    // What comes before a fault in the file is as good as any.
    while count < bytes.count,
      let more = try? unpacked.read(into: &bytes, at: count, count: bytes.count - count), more > 0
    {
      count += more
    }
    bytes.removeSubrange(count...)
    // A row that is cut off tells a name that is none.
    if count == Self.glance {
      guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
      bytes.removeSubrange((end + 1)...)
    }
    let dialect = value(of: "-d", "--delimiter").flatMap(Dialect.init(named:)) ?? .conventional(forPath: path)
    let reader = Reader(source: ByteSource(bytes: bytes, name: path), dialect: dialect)
    let isHeaderless = words.contains("-N")
    let rule = isHeaderless ? .no : value(of: "--header").flatMap(HeaderRule.init(rawValue:)) ?? .auto
    guard let table = try? TableReader(reader, header: rule), !table.isEmpty else { return nil }
    return table
  }
}

/// Whether opening a file cannot wait for somebody to write to it.
private func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
