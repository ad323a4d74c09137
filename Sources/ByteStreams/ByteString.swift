/// A name, a label or a cell: bytes that are text by convention only.
///
/// Two byte strings are equal when their bytes are. Swift's `String` also equates texts that differ in their Unicode
/// normalisation, which would merge two columns or two classes that a file tells apart.
package struct ByteString: Hashable, Sendable {
  /// The bytes, UTF-8 where they are text.
  package let bytes: [UInt8]

  /// A byte string of the given bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A byte string of the given bytes.
  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// The UTF-8 bytes of a text, normalised in no way.
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The text, or nil where the bytes are not valid UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  /// What follows `prefix`; nil where the bytes do not begin so.
  package func after(_ prefix: ByteString) -> ByteString? {
    bytes.starts(with: prefix.bytes) ? ByteString(bytes.dropFirst(prefix.bytes.count)) : nil
  }

  /// One after the other.
  package static func + (left: ByteString, right: ByteString) -> ByteString { ByteString(left.bytes + right.bytes) }
}

extension ByteString: Comparable {
  /// Order of the bytes as unsigned numbers; for valid UTF-8 this is the order of the code points.
  package static func < (left: ByteString, right: ByteString) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension ByteString: ExpressibleByStringLiteral {
  /// The UTF-8 bytes of a literal.
  package init(stringLiteral text: String) { self.init(text) }
}

extension ByteString: CustomStringConvertible {
  /// The text as it stands, control characters included; escaped where the bytes are not valid UTF-8.
  ///
  /// A message for people uses ``escaped(limit:)``.
  package var description: String { text ?? escaped(limit: .max) }
}
