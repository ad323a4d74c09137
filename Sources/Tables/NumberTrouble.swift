package import ByteStreams
import CSV

/// What keeps a column from being one of numbers that seems to be meant as one.
package enum NumberTrouble: Equatable, Sendable {
  /// Numbers with signs that are not read, as `1,234`, `5%` or `$7`; `plain` is how the first would be read.
  case dressed(ByteString, plain: String)
  /// Numbers but for a text or a few.
  case interspersed(ByteString)

  /// So many of the texts are looked at: a column that is meant to be text shows it among the first.
  private static let looked = 1000
  /// How many numbers stand beside one text that is an exception.
  private static let numbersPerException = 8

  /// What is wrong with the different texts of a column; nil where they look as if they were meant as texts.
  package init?(among texts: [ByteString]) {
    var (plain, dressed, others) = (0, 0, 0)
    var first: (dressed: (ByteString, String)?, other: ByteString?)
    for text in texts.prefix(Self.looked) {
      if Decimal.double(text.bytes.span) != nil {
        plain += 1
      } else if let number = plainSpelling(of: text) {
        dressed += 1
        first.dressed = first.dressed ?? (text, number)
      } else {
        others += 1
        first.other = first.other ?? text
        if others * Self.numbersPerException > texts.count { return nil }
      }
    }
    if others == 0, plain + dressed > 1, let (text, number) = first.dressed {
      self = .dressed(text, plain: number)
    } else if let text = first.other, plain >= Self.numbersPerException * others {
      self = .interspersed(text)
    } else {
      return nil
    }
  }
}

/// A number without its percent sign, currency, spaces and separators of thousands, and with a point for a decimal comma;
/// nil for what is no number.
private func plainSpelling(of text: ByteString) -> String? {
  let longest = 40
  guard text.bytes.count <= longest, text.bytes.contains(where: { (48...57).contains($0) }) else { return nil }
  var body = text.description[...]
  body.removeAll { " \u{A0}\u{202F}$€£¥".contains($0) }
  var sign = ""
  if let first = body.first, "+-".contains(first) { sign = String(body.removeFirst()) }
  if body.last == "%" { body.removeLast() }
  let number = withoutThousands(body) ?? withoutDecimalComma(body) ?? body
  guard !number.isEmpty, number.allSatisfy({ $0.isDigit || $0 == "." }) else { return nil }
  return Decimal.double(Array(number.utf8).span) == nil ? nil : sign + number
}

/// `1234567.5` for `1,234,567.5`.
private func withoutThousands(_ text: Substring) -> Substring? {
  let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  guard let whole = joined(parts[0], at: ",'_") else { return nil }
  return parts.count == 1 ? whole : whole + "." + parts[1]
}

/// `1234567.5` for `1.234.567,5`.
private func withoutDecimalComma(_ text: Substring) -> Substring? {
  let parts = text.split(separator: ",", omittingEmptySubsequences: false)
  guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy(\.isDigit) else { return nil }
  return (joined(parts[0], at: ".'") ?? parts[0]) + "." + parts[1]
}

/// The groups of three digits, but for the first, between separators, as one number; nil where there are none.
private func joined(_ text: Substring, at separators: String) -> Substring? {
  let groups = text.split(omittingEmptySubsequences: false) { separators.contains($0) }
  guard groups.count > 1, (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
    groups.joined().allSatisfy(\.isDigit)
  else { return nil }
  return groups.joined()[...]
}

extension Character {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
