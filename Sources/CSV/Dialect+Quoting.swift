package import ByteStreams

extension Dialect {
  /// Texts as one row, without a line end.
  package func row(_ texts: [ByteString]) -> ByteString {
    var bytes: [UInt8] = []
    for (index, text) in texts.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      append(text.bytes.span, to: &bytes)
    }
    return ByteString(bytes)
  }

  /// Appends a text as a field, quoted where it must be.
  func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
    guard needsQuotes(text) else { return bytes.append(contentsOf: text) }
    bytes.append(.quote)
    for index in text.indices {
      if text[index] == .quote { bytes.append(.quote) }
      bytes.append(text[index])
    }
    bytes.append(.quote)
  }

  private func needsQuotes(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let byte = text[index]
      if byte == delimiter || byte == .quote || byte == .lineFeed || byte == .carriageReturn { return true }
    }
    // At the beginning of a file a reader would take it away.
    return text.count >= 3 && text[0] == byteOrderMark[0] && text[1] == byteOrderMark[1] && text[2] == byteOrderMark[2]
  }
}
