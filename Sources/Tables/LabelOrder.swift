package import ByteStreams
import CSV

/// In numeric order if all are numbers, equal ones and all others by their bytes.
package func ordered(_ texts: [ByteString]) -> [ByteString] {
  let numbers = texts.map { Decimal.double($0.bytes.span) }
  guard numbers.allSatisfy({ $0 != nil }) else { return texts.sorted() }
  return zip(numbers, texts).sorted { a, b in
    let (x, y) = (a.0 ?? 0, b.0 ?? 0)
    return x != y ? x < y : a.1 < b.1
  }.map(\.1)
}

/// For each of `texts`, where it stands in `list`, which holds them all.
func places(of texts: [ByteString], in list: [ByteString]) -> [Int] {
  knownPlaces(of: texts, in: list).map { $0 ?? 0 }
}

/// For each of `texts`, where it stands in `list`; nil where it does not.
func knownPlaces(of texts: [ByteString], in list: [ByteString]) -> [Int?] {
  let index = Dictionary(uniqueKeysWithValues: zip(list, list.indices))
  return texts.map { index[$0] }
}
