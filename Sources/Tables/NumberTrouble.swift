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
  let currencies: Set<Character> = ["$", "€", "£", "¥"]
  let body = text.description.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" && !currencies.contains($0) }
  guard let match = body.wholeMatch(of: /([-+]?)([0-9.,'_]*[0-9])%?/) else { return nil }
  let (sign, digits) = (match.1, match.2)
  let whole = digits.contains(/^[0-9]{1,3}([,'_][0-9]{3})+(\.[0-9]+)?$/) ? digits.filter { !",'_".contains($0) } : nil
  let continental =
    digits.contains(/^([0-9]+|[0-9]{1,3}([.'][0-9]{3})+),[0-9]+$/)
    ? digits.filter { !".'".contains($0) }.replacing(",", with: ".") : nil
  let number = sign + (whole ?? continental ?? String(digits))
  return Decimal.double(Array(number.utf8).span) == nil ? nil : String(number)
}
