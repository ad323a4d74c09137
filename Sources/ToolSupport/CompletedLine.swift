import ByteStreams
import CSV
import ModelFile
import Tables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
