import ByteStreams

/// Takes little-endian fields from a payload, each bound checked before it is read.
struct PayloadReader {
  /// Where the payload stands, for messages.
  let place: ModelPlace
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8], place: ModelPlace) {
    self.bytes = bytes
    self.place = place
  }

  func broken(_ rule: ModelRule, _ reason: String) -> ModelFileError { .broken(rule, place, reason) }

  private mutating func take(_ count: Int) throws(ModelFileError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw broken(.payloadShort, "its payload is too short") }
    position += count
    return bytes[position - count..<position]
  }

  mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(
    _ type: Value.Type = Value.self
  ) throws(ModelFileError) -> Value {
    try take(MemoryLayout<Value>.size).reversed().reduce(0) { $0 << 8 | Value($1) }
  }

  /// A number that must be finite.
  mutating func double() throws(ModelFileError) -> Double {
    let value = try anyDouble()
    guard value.isFinite else { throw broken(.notFinite, "a number is not finite") }
    return value
  }

  mutating func anyDouble() throws(ModelFileError) -> Double { Double(bitPattern: try integer()) }

  /// `count` Floats.
  mutating func floats(_ count: Int) throws(ModelFileError) -> [Float] {
    let (size, overflow) = count.multipliedReportingOverflow(by: 4)
    guard !overflow else { throw broken(.payloadShort, "its payload is too short") }
    let field = try take(size)
    return unsafe [Float](unsafeUninitializedCapacity: count) { result, initialized in
      unsafe field.withUnsafeBytes { raw in
        for index in 0..<count {
          let bits = unsafe raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
          unsafe result[index] = Float(bitPattern: UInt32(littleEndian: bits))
        }
      }
      initialized = count
    }
  }

  /// u16 length, then UTF-8.
  mutating func string() throws(ModelFileError) -> ByteString { try text(Int(integer(UInt16.self))) }

  /// So many bytes of UTF-8.
  mutating func text(_ count: Int) throws(ModelFileError) -> ByteString {
    let field = try take(count)
    guard String(validating: field, as: UTF8.self) != nil else { throw broken(.utf8, "a string is not UTF-8") }
    return ByteString(field)
  }

  /// A u32 count of things that take at least `size` bytes each: what the payload cannot hold is refused unallocated.
  mutating func count(ofAtLeast size: Int) throws(ModelFileError) -> Int {
    try checked(UInt64(try integer(UInt32.self)), size)
  }

  /// A u64 count of things of `size` bytes each.
  mutating func longCount(of size: Int) throws(ModelFileError) -> Int { try checked(try integer(), size) }

  private func checked(_ count: UInt64, _ size: Int) throws(ModelFileError) -> Int {
    guard count <= (bytes.count - position) / size else { throw broken(.count, "a count exceeds its payload") }
    return Int(count)
  }

  mutating func zero(_ count: Int) throws(ModelFileError) {
    guard try take(count).allSatisfy({ $0 == 0 }) else { throw broken(.reserved, "a reserved byte is not zero") }
  }

  func end() throws(ModelFileError) {
    guard position == bytes.count else { throw broken(.payloadLong, "its payload is too long") }
  }
}
