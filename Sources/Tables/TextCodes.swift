package import ByteStreams
package import CSV

/// Texts under codes, 0, 1, 2 … in the order in which they first came.
package struct TextCodes: Sendable {
  private var codes: [ByteString: Int32] = [:]
  package private(set) var texts: [ByteString] = []
  /// The first of them while they are short, to be looked through one by one: that is quicker than to make a key of each
  /// cell.
  private var firstTexts: [ShortText] = []

  /// A column of more texts is no column of categories.
  static let limit = 65_536
  private static let few = 8

  /// Texts that have their places as codes.
  package init(_ texts: [ByteString] = []) {
    for text in texts { _ = code(of: text) }
  }

  /// The code of `text`, a new one if it is new; nil if there are too many.
  package mutating func code(of text: ByteString) -> Int32? {
    if let code = codes[text] { return code }
    guard texts.count < TextCodes.limit else { return nil }
    let code = Int32(texts.count)
    codes[text] = code
    if firstTexts.count == texts.count, texts.count < Self.few, let short = ShortText(text) { firstTexts.append(short) }
    texts.append(text)
    return code
  }

  /// The code of a field of a row; see ``code(of:)``.
  mutating func code(of field: Int, in record: Record) -> Int32? {
    quickCode(of: field, in: record) ?? code(of: record.text(field))
  }

  /// Appends the codes of a field of some rows of a block, up to the first that is not one of the first short texts.
  ///
  /// - Returns: how many there are.
  func appendCodes(of field: Int, rows: Range<Int>, of block: TableBlock, to codes: inout [Int32]) -> Int {
    let known = codes.count
    block.appendPlaces(of: field, inRows: rows, among: firstTexts, to: &codes)
    return codes.count - known
  }

  @inline(__always)
  private func quickCode(of field: Int, in record: Record) -> Int32? {
    record.shortText(field)?.firstIndex(in: firstTexts).map { Int32(truncatingIfNeeded: $0) }
  }

  /// The code of a field of a row, whose text must be one of these.
  package func knownCode(of field: Int, in record: Record) throws(TableError) -> Int32 {
    if let code = quickCode(of: field, in: record) ?? codes[record.text(field)] { return code }
    let known = texts.prefix(5).map { $0.escaped(limit: 20) }.joined(separator: ", ")
    throw .unexpected(
      record.position(of: field), expected: "one of the labels \(known)", found: record.text(field))
  }

  /// For each code of `other`, that of the same text here, a new one if it is new; nil if there are too many.
  mutating func codes(of other: TextCodes) -> [Int32]? {
    var codes: [Int32] = []
    for text in other.texts {
      guard let code = code(of: text) else { return nil }
      codes.append(code)
    }
    return codes
  }
}
