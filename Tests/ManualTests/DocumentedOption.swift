/// An option, as a help text or a page tells it.
struct DocumentedOption {
  /// All ways to write it: `-o` and `--output`.
  let spellings: Set<String>
  /// What holds without it, word by word; empty where nothing is told.
  let defaultWords: [String]
}

/// The words of a text without the punctuation around them; 1.0 is 1.
func words(_ text: some StringProtocol) -> [String] {
  text.split(whereSeparator: \.isWhitespace).compactMap { word in
    var word = word.drop { $0 == "(" }
    while let last = word.last, ".,;:)".contains(last) { word.removeLast() }
    if word.hasSuffix(".0") { word.removeLast(2) }
    return word.isEmpty ? nil : String(word)
  }
}
