package import ByteStreams

/// The names of a table's columns, and the way from a reference to a column.
package struct Columns: Sendable, Equatable {
  package let names: [ByteString]
  /// Shown in messages.
  package let file: String
  /// The first column of each name: tables of genes have tens of thousands of columns, each of which is looked up.
  private let places: [ByteString: Int]
  /// Names of more than one column.
  private let repeated: Set<ByteString>

  package init(names: [ByteString], file: String) {
    self.names = names
    self.file = file
    var places = [ByteString: Int](minimumCapacity: names.count)
    var repeated: Set<ByteString> = []
    for (index, name) in names.enumerated() {
      if places[name] == nil { places[name] = index } else { repeated.insert(name) }
    }
    self.places = places
    self.repeated = repeated
  }

  /// `c1`, `c2`, … for a table without a header.
  package static func numbered(_ count: Int, file: String) -> Columns {
    Columns(names: (0..<count).map { ByteString("c\($0 + 1)") }, file: file)
  }

  package var count: Int { names.count }

  /// The column that is named so, byte for byte; nil if there is none.
  package func index(named name: ByteString) throws(TableError) -> Int? {
    guard !repeated.contains(name) else { throw .ambiguousColumn(name: name, file: file) }
    return places[name]
  }

  /// The first column that is named so; nil if there is none.
  package func firstIndex(named name: ByteString) -> Int? { places[name] }

  /// The column that a user means: an exact name, else a number counted from 1.
  package func index(of reference: ByteString) throws(TableError) -> Int {
    if let index = try index(named: reference) { return index }
    if let number = Int(reference.description), (1...max(count, 1)).contains(number), count > 0 { return number - 1 }
    throw .noSuchColumn(name: reference, self)
  }

  /// The columns of a list of references, none twice.
  package func indices(of references: [ByteString]) throws(TableError) -> [Int] {
    var indices: [Int] = []
    var taken: Set<Int> = []
    for reference in references {
      let index = try index(of: reference)
      guard taken.insert(index).inserted else { throw .columnUsedTwice(name: names[index]) }
      indices.append(index)
    }
    return indices
  }

  /// What may be meant by a name that is not there, as the end of a message.
  func hint(to name: ByteString) -> String {
    nearest(to: name, among: names).map { "; did you mean \"\($0.escaped())\"?" } ?? delimiterHint ?? "; it has \(list)"
  }

  /// The first names, for a message.
  private var list: String {
    let most = 8
    let shown = names.prefix(most).map { $0.escaped(limit: 30) }.joined(separator: ", ")
    return names.count > most ? "\(shown), …" : shown
  }

  /// What may be wrong where all columns have come as one, as the end of a message.
  package var delimiterHint: String? {
    let delimiters: KeyValuePairs<String, UInt8> = [
      "semicolon": UInt8(ascii: ";"), "tab": UInt8(ascii: "\t"), "pipe": UInt8(ascii: "|"), "comma": UInt8(ascii: ","),
      "' '": UInt8(ascii: " "),
    ]
    guard names.count == 1, let other = delimiters.first(where: { names[0].bytes.contains($0.value) }) else {
      return nil
    }
    return "; its one column is \"\(names[0].escaped())\": try -d \(other.key)"
  }
}
