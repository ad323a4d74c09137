/// How the fields of a row are kept apart.
///
/// The rest is RFC 4180 in every dialect: quotes are `"`, doubled inside a quoted field; a row ends in LF, CRLF or CR.
package struct Dialect: Hashable, Sendable {
  /// The byte between two fields; never a quote, CR, LF or NUL.
  package var delimiter: UInt8

  /// A dialect of the given delimiter, the comma where none is given.
  package init(delimiter: UInt8 = UInt8(ascii: ",")) { self.delimiter = delimiter }

  /// A dialect by its name on the command line: `comma`, `tab`, `semicolon`, `pipe`, or the delimiter itself.
  ///
  /// Nil for anything else, and for the bytes that cannot delimit: quote, CR, LF and NUL.
  package init?(named name: String) {
    switch name {
    case "comma": delimiter = UInt8(ascii: ",")
    case "tab": delimiter = UInt8(ascii: "\t")
    case "semicolon": delimiter = UInt8(ascii: ";")
    case "pipe": delimiter = UInt8(ascii: "|")
    default:
      let bytes = Array(name.utf8)
      guard bytes.count == 1, let byte = bytes.first, ![.quote, .carriageReturn, .lineFeed, 0].contains(byte) else {
        return nil
      }
      delimiter = byte
    }
  }

  /// The dialect that a file's name promises: tabs for `*.tsv` and `*.tsv.gz`, commas for the rest.
  package static func conventional(forPath path: String) -> Dialect {
    let isTabbed = [".tsv", ".tsv.gz"].contains { path.lowercased().hasSuffix($0) }
    return Dialect(delimiter: isTabbed ? UInt8(ascii: "\t") : UInt8(ascii: ","))
  }
}

extension UInt8 {
  static let quote = UInt8(ascii: "\"")
  static let carriageReturn = UInt8(ascii: "\r")
  static let lineFeed = UInt8(ascii: "\n")
}

/// U+FEFF in UTF-8, which some programs put before the text.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
