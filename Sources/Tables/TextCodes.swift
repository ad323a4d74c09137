import ByteStreams

/// Texts under codes, 0, 1, 2 … in the order in which they first came.
struct TextCodes: Sendable {
  private var codes: [ByteString: Int32] = [:]
  private(set) var texts: [ByteString] = []

  /// A column of more texts is no column of categories.
  static let limit = 65_536

  /// The code of `text`, a new one if it is new; nil if there are too many.
  mutating func code(of text: ByteString) -> Int32? {
    if let code = codes[text] { return code }
    guard texts.count < TextCodes.limit else { return nil }
    let code = Int32(texts.count)
    codes[text] = code
    texts.append(text)
    return code
  }
}
