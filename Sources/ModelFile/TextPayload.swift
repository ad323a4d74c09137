import ByteStreams

/// `tEXt`: keys and values, sorted by the bytes of the key.
enum TextPayload {
  static func payload(_ text: [ByteString: ByteString]) throws(ModelFileError) -> [UInt8] {
    var writer = PayloadWriter()
    writer.integer(UInt32(truncatingIfNeeded: text.count))
    for (key, value) in text.sorted(by: { $0.key < $1.key }) {
      try writer.string(key)
      try writer.string(value)
    }
    return writer.bytes
  }

  static func parse(_ reader: inout PayloadReader) throws(ModelFileError) -> [ByteString: ByteString] {
    var text: [ByteString: ByteString] = [:]
    var last: ByteString?
    for _ in 0..<(try reader.count(ofAtLeast: 4)) {
      let key = try reader.string()
      guard last.map({ $0 < key }) ?? true else { throw reader.broken(.noteOrder, "its keys are not in order") }
      last = key
      text[key] = try reader.string()
    }
    try reader.end()
    return text
  }
}
