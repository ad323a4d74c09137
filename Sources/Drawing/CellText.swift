/// Text in the cells of a terminal.
enum CellText {
  struct Letter {
    let character: Character
    /// 1 or 2.
    let width: Int
  }

  /// The letters, without marks of direction, which a terminal shows as it likes, and without those of no width.
  static func cells(of text: String) -> [Letter] {
    text.compactMap { character in
      let scalars = character.unicodeScalars.filter { !isInvisible($0) }
      guard let first = scalars.first else { return nil }
      // A terminal that cannot join what belongs together shows it side by side: the first part alone is safe.
      let isMark = first.properties.generalCategory == .nonspacingMark
      if isMark { return nil }
      return Letter(character: Character(first), width: isWide(first) ? 2 : 1)
    }
  }

  /// The beginning, and an ellipsis.
  static func cut(_ text: [Letter], to width: Int) -> [Letter] {
    if text.reduce(0, { $0 + $1.width }) <= width { return text }
    guard width > 1 else { return [] }
    var kept: [Letter] = []
    var room = width - 1
    for letter in text {
      guard letter.width <= room else { break }
      room -= letter.width
      kept.append(letter)
    }
    return kept + [Letter(character: "…", width: 1)]
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .format, .control, .enclosingMark, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
