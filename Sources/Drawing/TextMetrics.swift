/// Estimates the width of text, so that labels keep clear of each other whatever sans-serif font the reader has.
///
/// The widths are those of DejaVu Sans (as wide as Verdana), the widest of the fonts in common use.
enum TextMetrics {
  /// Hundredths of the font size, for the characters from space to tilde.
  private static let regular: [UInt8] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62,
    69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60,
    82, 60, 60, 53, 64, 34, 64, 84,
  ]
  /// While a picture is laid out for a terminal: the width of a cell, of which every letter takes one or two.
  @TaskLocal static var cell: Double?

  /// Bold letters are up to an eighth wider.
  private static let bold = 1.13

  /// The width of the text, in pixels.
  static func width(of text: String, fontSize: Double, isBold: Bool = false) -> Double {
    if let cell { return cell * CellText.cells(of: text).reduce(0) { $0 + Double($1.width) } }
    let hundredths = text.unicodeScalars.reduce(0.0) { $0 + width(of: $1) }
    return hundredths / 100 * fontSize * (isBold ? bold : 1)
  }

  /// The text, or its beginning and an ellipsis, so that it takes no more than `width` pixels.
  static func fitted(_ text: String, width limit: Double, fontSize: Double, isBold: Bool = false) -> String {
    let limit = limit.isFinite ? limit : 1e6
    if let cell {
      return String(CellText.cut(CellText.cells(of: text), to: Int(max(limit, 0) / cell + 0.01)).map(\.character))
    }
    let scale = fontSize / 100 * (isBold ? bold : 1)
    let whole = width(of: text, fontSize: fontSize, isBold: isBold)
    if whole <= limit, text.unicodeScalars.count <= longestLabel { return text }
    var room = limit - 100 * scale
    var scalars = longestLabel
    var kept = ""
    for character in text {
      room -= character.unicodeScalars.reduce(0) { $0 + width(of: $1) } * scale
      scalars -= character.unicodeScalars.count
      if room < 0 || scalars < 0 { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// Characters without width could make a label endless.
  private static let longestLabel = 200

  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x20..<0x7F: Double(regular[Int(scalar.value) - 0x20])
    case 0xFDFD: 1_200
    case 0x12000...0x1254F: 400
    case 0x2E3A, 0x2E3B: 300
    case 0x2190...0x2BFF: 100
    case 0xA0...0x24F, 0x370...0x3FF, 0x590...0x5FF: wide(scalar, 72)
    case 0x400...0x58F, 0x600...0x8FF: wide(scalar, 80)
    case 0x2000...0x206F: wide(scalar, scalar.value == 0x2026 || scalar.value == 0x2014 ? 100 : 60)
    case 0x1F000...0x1FAFF: wide(scalar, 135)
    case 0x900...0x109F, 0x1780...0x17FF, 0xA800...0xABFF: wide(scalar, 120)
    default: wide(scalar, 105)
    }
  }

  private static func wide(_ scalar: Unicode.Scalar, _ hundredths: Double) -> Double {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: 0
    default: hundredths
    }
  }
}
