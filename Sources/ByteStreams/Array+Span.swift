extension [UInt8] {
  /// Appends a copy of the bytes of a span.
  ///
  /// - Complexity: O(`bytes.count`), one copy of memory.
  package mutating func append(contentsOf bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
