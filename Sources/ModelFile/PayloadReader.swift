import ByteStreams

/// Takes little-endian fields from a payload, each bound checked before it is read.
struct PayloadReader {
  let chunk: String
  /// Where the payload stands in the file, for messages.
  let offset: Int
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8], chunk: String, offset: Int) {
    self.bytes = bytes
    self.chunk = chunk
    self.offset = offset
  }

  func damaged(_ reason: String) -> ModelFileError { .damaged(chunk: chunk, offset: offset, reason: reason) }

  private mutating func take(_ count: Int) throws(ModelFileError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw damaged("its payload is too short") }
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
    guard value.isFinite else { throw damaged("a number is not finite") }
    return value
  }

  mutating func anyDouble() throws(ModelFileError) -> Double { Double(bitPattern: try integer()) }

  /// `count` Floats, all finite.
  mutating func floats(_ count: Int) throws(ModelFileError) -> [Float] {
    let values = try anyFloats(count)
    guard values.allSatisfy(\.isFinite) else { throw damaged("a weight is not finite") }
    return values
  }

  mutating func anyFloats(_ count: Int) throws(ModelFileError) -> [Float] {
    let (size, overflow) = count.multipliedReportingOverflow(by: 4)
    guard !overflow else { throw damaged("its payload is too short") }
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
    guard String(validating: field, as: UTF8.self) != nil else { throw damaged("a string is not UTF-8") }
    return ByteString(field)
  }

  /// A count of things that take at least `size` bytes each: what the payload cannot hold is refused unallocated.
  mutating func count(ofAtLeast size: Int) throws(ModelFileError) -> Int {
    let count = Int(try integer(UInt32.self))
    guard count <= (bytes.count - position) / size else { throw damaged("a count exceeds its payload") }
    return count
  }

  /// A u64 count of things of `size` bytes each.
  mutating func longCount(of size: Int) throws(ModelFileError) -> Int {
    let count: UInt64 = try integer()
    guard count <= (bytes.count - position) / size else { throw damaged("a count exceeds its payload") }
    return Int(count)
  }

  mutating func zero(_ count: Int) throws(ModelFileError) {
    guard try take(count).allSatisfy({ $0 == 0 }) else { throw damaged("a reserved byte is not zero") }
  }

  func end() throws(ModelFileError) {
    guard position == bytes.count else { throw damaged("its payload is too long") }
  }
}
