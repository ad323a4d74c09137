/// Makes any string fit to be shown on one line.
package enum DisplayText {
  /// No label or tooltip is longer, however little room its characters take.
  static let longest = 12_000

  /// The text on one line: white space becomes a space, and what XML 1.0 forbids, discourages or cannot show
  /// (control characters, noncharacters, marks that reverse the text around them) becomes U+FFFD. A pile of more than
  /// four combining marks is cut, since it would reach into its neighbours. Isolates of text in another direction are
  /// kept, and closed where they were left open.
  static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var pile = 0
    var isolates = 0
    for scalar in text.unicodeScalars.prefix(longest) {
      if scalar.isASCII {
        // Nearly all text, without a look at the tables of Unicode.
        pile = 0
        let isSpace = scalar == " " || (0x9...0xD).contains(scalar.value)
        result.append(isSpace ? " " : isShown(scalar) ? scalar : "\u{FFFD}")
        continue
      }
      pile = scalar.properties.generalCategory == .nonspacingMark ? pile + 1 : 0
      if pile > 4 { continue }
      switch scalar.value {
      case 0x2066...0x2068: isolates += 1
      case 0x2069: isolates -= 1
      default: break
      }
      if scalar.properties.isWhitespace, scalar.value != 0x85 {
        result.append(" ")
      } else {
        result.append(isShown(scalar) && isolates >= 0 ? scalar : "\u{FFFD}")
      }
      isolates = max(isolates, 0)
    }
    for _ in 0..<isolates { result.append("\u{2069}") }
    return String(result)
  }

  /// The text between marks that keep its direction of reading from reordering what stands around it.
  package static func isolated(_ text: String) -> String {
    text.unicodeScalars.contains(where: isRightToLeft) ? "\u{2068}\(text)\u{2069}" : text
  }

  /// The name, cut to about `count` characters, for use within a sentence.
  static func brief(_ name: String, count: Int = 40) -> String {
    let cleaned = clean(name)
    let cut =
      cleaned.unicodeScalars.count <= count
      ? cleaned : String(cleaned.prefix(count).unicodeScalars.prefix(4 * count)) + "…"
    return isolated(clean(cut))
  }

  /// The name, or the substitute if there is nothing to see in it.
  static func name(_ name: String, or substitute: String) -> String {
    name.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }
      ? substitute : name
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF, 0x202A...0x202E: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
