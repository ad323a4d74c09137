import ByteStreams

/// Appends little-endian fields to a payload.
struct PayloadWriter {
  private(set) var bytes: [UInt8] = []

  mutating func integer(_ value: some FixedWidthInteger) {
    var rest = value.littleEndian
    unsafe withUnsafeBytes(of: &rest) { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func double(_ value: Double) { integer(value.bitPattern) }

  mutating func floats(_ values: ArraySlice<Float>) {
    bytes.reserveCapacity(bytes.count + 4 * values.count)
    for value in values { integer(value.bitPattern) }
  }

  /// u16 length, then UTF-8.
  mutating func string(_ text: ByteString) throws(ModelFileError) {
    guard let length = UInt16(exactly: text.bytes.count) else {
      throw .notRepresentable("\"\(text.escaped(limit: 30))\" is longer than 65,535 bytes")
    }
    integer(length)
    try self.text(text)
  }

  /// UTF-8 whose length stands elsewhere.
  mutating func text(_ text: ByteString) throws(ModelFileError) {
    guard String(validating: text.bytes, as: UTF8.self) != nil else {
      throw .notRepresentable("\"\(text.escaped(limit: 30))\" is not UTF-8; convert it: iconv -f LATIN1 -t UTF-8")
    }
    bytes += text.bytes
  }
}
