/// The bytes at which the scanner stops: the delimiter, the quote and the control characters.
///
/// Eight bytes are looked at together, each in its place of a word, so that a plain row costs little more than one
/// pass over its words. With 7 bits a place, (b & 7F) + 7F sets the highest bit of the place unless those bits are all
/// 0, and no sum carries into the next place; so ~(((x & 7F…) + 7F…) | x) has that bit exactly where x holds a 0, which
/// for x = word ^ b b b … is where b stands. With 60 in place of the second 7F it tells the bytes below 20.
struct StopBytes: Sendable {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let firstPrintable: UInt8 = 0x20
  static let wordSize = 8

  private let delimiter: UInt8
  private let delimiters: UInt64

  init(delimiter: UInt8) {
    self.delimiter = delimiter
    delimiters = Self.ones &* UInt64(delimiter)
  }

  /// The stops among the eight bytes from `index` on, which the input has: bit 8 i + 7 is set for a stop at `index + i`.
  @inline(__always)
  func marks(in input: Span<UInt8>, at index: Int) -> UInt64 {
    let bytes = unsafe input.bytes
    let word = unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    let quotes = word ^ (Self.ones &* UInt64(UInt8.quote))
    let others = word ^ delimiters
    let low = ~Self.highBits
    let notControl = ((word & low) &+ Self.ones &* UInt64(0x80 - Self.firstPrintable)) | word
    let notQuote = ((quotes & low) &+ low) | quotes
    let notOther = ((others & low) &+ low) | others
    return ~(notControl & notQuote & notOther) & Self.highBits
  }

  /// The index of the first stop at or after `start`, or the number of bytes.
  @inline(__always)
  func next(in input: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index + Self.wordSize <= input.count {
      let marks = marks(in: input, at: index)
      if marks != 0 { return index + marks.trailingZeroBitCount / Self.wordSize }
      index += Self.wordSize
    }
    while index < input.count, !isStop(input[index]) { index += 1 }
    return index
  }

  private func isStop(_ byte: UInt8) -> Bool {
    byte < Self.firstPrintable || byte == .quote || byte == delimiter
  }
}
