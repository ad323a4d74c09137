package import ByteStreams
import CSV

/// A value as JSON (RFC 8259) has it.
package indirect enum JSON {
  package typealias Member = (name: ByteString, value: JSON)

  case null
  case integer(Int)
  /// Not a number, and an infinite one, is null: JSON has none.
  case number(Double)
  case text(ByteString)
  case array([JSON])
  /// The members keep their order.
  case object([Member])

  package static func string(_ text: String) -> JSON { .text(ByteString(text)) }

  /// The bytes of a document: ASCII but for letters beyond it, a member a line, and a line end.
  package var document: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func append(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .null: bytes += Array("null".utf8)
    case .integer(let value): bytes += Array(String(value).utf8)
    case .number(let value):
      guard value.isFinite else { return JSON.null.append(to: &bytes, indent: indent) }
      Decimal.append(value, to: &bytes)
    case .text(let text): Self.append(text, to: &bytes)
    case .array(let values):
      Self.append(values.map { (nil, $0) }, "[", "]", to: &bytes, indent: indent)
    case .object(let members):
      Self.append(members.map { ($0.name, $0.value) }, "{", "}", to: &bytes, indent: indent)
    }
  }

  private static func append(
    _ elements: [(ByteString?, JSON)], _ open: UnicodeScalar, _ close: UnicodeScalar, to bytes: inout [UInt8],
    indent: Int
  ) {
    // Numbers and texts stand in one line.
    let isFlat = elements.allSatisfy { $0.0 == nil && !$0.1.isNested }
    func startLine(_ indent: Int) {
      if isFlat { return }
      bytes.append(UInt8(ascii: "\n"))
      bytes += repeatElement(UInt8(ascii: " "), count: 2 * indent)
    }
    bytes.append(UInt8(ascii: open))
    for (index, (name, value)) in elements.enumerated() {
      if index > 0 { bytes += Array((isFlat ? ", " : ",").utf8) }
      startLine(indent + 1)
      if let name {
        append(name, to: &bytes)
        bytes += Array(": ".utf8)
      }
      value.append(to: &bytes, indent: indent + 1)
    }
    startLine(indent)
    bytes.append(UInt8(ascii: close))
  }

  private var isNested: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  /// A text in quotes. What acts on a terminal, or cannot be seen, is escaped, though JSON would allow some of it; bytes
  /// that are not UTF-8, which JSON has no place for, become replacement characters.
  private static func append(_ text: ByteString, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in String(decoding: text.bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"": bytes += Array("\\\"".utf8)
      case "\\": bytes += Array("\\\\".utf8)
      case "\n": bytes += Array("\\n".utf8)
      case "\r": bytes += Array("\\r".utf8)
      case "\t": bytes += Array("\\t".utf8)
      default:
        let own = Array(String(scalar).utf8)
        if ByteString.escape(own) == String(scalar) {
          bytes += own
        } else {
          for unit in UTF16.encode(scalar) ?? UTF16.EncodedScalar() {
            let digits = String(unit, radix: 16)
            bytes += Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
          }
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
