/// Compressed bytes that cannot be unpacked.
package enum GzipError: Error, Hashable, Sendable, CustomStringConvertible {
  /// They are not what a compressor writes, or fail their checksum.
  case damaged
  /// They end in the midst of a member.
  case truncated

  /// For people.
  package var description: String {
    switch self {
    case .damaged: "the compressed data is damaged"
    case .truncated: "the compressed data ends too early"
    }
  }
}
