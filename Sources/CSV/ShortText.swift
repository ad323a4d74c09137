package import ByteStreams

/// A text of at most seven bytes as one number: most labels, and most spellings of what is missing. Two of them are
/// compared in one step, and no cell is copied for it.
package struct ShortText: Hashable, Sendable {
  private static let longest = 7

  /// The bytes, the first one lowest, and above them their number.
  private let word: UInt64

  /// Nil for a longer text.
  package init?(_ text: ByteString) {
    guard let short = unsafe text.bytes.withUnsafeBufferPointer({ unsafe ShortText($0, in: $0.indices) }) else {
      return nil
    }
    self = short
  }

  /// The place of the text among some others.
  package func firstIndex(in texts: [ShortText]) -> Int? { texts.firstIndex { $0.word == word } }

  /// The text that is a part of a buffer; nil for a longer one.
  @inline(__always)
  init?(_ buffer: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
    guard range.count <= Self.longest else { return nil }
    var bytes: UInt64 = 0
    if range.lowerBound + 8 <= buffer.count {
      let raw = UnsafeRawBufferPointer(buffer)
      let read = unsafe raw.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
      bytes = UInt64(littleEndian: read) & ((1 &<< UInt64(8 * range.count)) - 1)
    } else {
      for index in range.reversed() { unsafe bytes = bytes &<< 8 | UInt64(buffer[index]) }
    }
    word = bytes | UInt64(range.count) &<< 56
  }
}
