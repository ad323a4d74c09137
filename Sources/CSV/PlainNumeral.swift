/// A number as almost all of them are written: a minus or none, digits, and perhaps a point among them.
struct PlainNumeral {
  /// The longest text that is taken: its digits fit 64 bits.
  private static let longest = 19

  /// The digits as a whole number, without the sign.
  let significand: UInt64
  /// The number in two roundings, or in one where the significand is less than 2⁵³.
  let value: Double

  /// Nil for every other text, number or not; ``Numeral`` knows more.
  @inline(__always)
  init?(_ text: Span<UInt8>) {
    let count = text.count
    guard count > 0 else { return nil }
    let isNegative = text[0] == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    guard count - start <= Self.longest else { return nil }
    var significand: UInt64 = 0
    var point = count
    var digits = 0
    for index in start..<count {
      let digit = text[index] &- UInt8(ascii: "0")
      if digit < 10 {
        significand = significand &* 10 &+ UInt64(digit)
        digits += 1
      } else if text[index] == UInt8(ascii: "."), point == count {
        point = index
      } else {
        return nil
      }
    }
    guard digits > 0 else { return nil }
    let magnitude = point == count ? Double(significand) : Double(significand) / Decimal.powersOfTen[count - 1 - point]
    self.significand = significand
    value = isNegative ? -magnitude : magnitude
  }
}
