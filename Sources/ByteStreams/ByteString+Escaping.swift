extension ByteString {
  /// The text made fit for a one-line message; see ``escape(_:limit:)``.
  package func escaped(limit: Int = 60) -> String { Self.escape(bytes, limit: limit) }

  /// The bytes made fit for a one-line message on a terminal, whatever they hold.
  ///
  /// Characters that act on a terminal or cannot be seen (C0, DEL and C1 controls, controls of the writing
  /// direction, line separators, byte-order marks and spaces other than the common one) become `\n`, `\r`, `\t` or
  /// `\u{1b}`, and a byte that is not part of valid UTF-8 becomes `\xFF`.
  ///
  /// - Parameters:
  ///   - bytes: any bytes; no more of them are read than the message shows.
  ///   - limit: the greatest number of characters shown; what is cut off is marked with `…`.
  package static func escape(_ bytes: some Sequence<UInt8>, limit: Int = 60) -> String {
    let bytesPerScalar = 4
    let (needed, overflow) = max(limit, 0).multipliedReportingOverflow(by: bytesPerScalar)
    let head = overflow ? Array(bytes) : Array(bytes.prefix(needed + bytesPerScalar))
    var shown = ""
    var count = 0
    var rest = head[...]
    while !rest.isEmpty {
      if count >= limit { return shown + "…" }
      count += 1
      var parser = Unicode.UTF8.ForwardParser()
      var iterator = rest.makeIterator()
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        rest = rest.dropFirst(encoded.count)
        shown += escape(Unicode.UTF8.decode(encoded))
      case .error(let length):
        for byte in rest.prefix(length) { shown += #"\x"# + hexadecimal(byte) }
        rest = rest.dropFirst(length)
      case .emptyInput:
        return shown
      }
    }
    return shown
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": #"\n"#
    case "\r": #"\r"#
    case "\t": #"\t"#
    case _ where isHidden(scalar): #"\u{"# + String(scalar.value, radix: 16) + "}"
    default: String(Character(scalar))
    }
  }

  /// Joiners (U+200C, U+200D) stay: they belong to scripts and to emoji, and do no harm.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .spaceSeparator: scalar != " "
    case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
    default: false
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
