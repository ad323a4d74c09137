/// The floating-point number nearest to w · 10^q, for any w of 64 bits: one or two multiplications with a power of five
/// of 128 bits, and no doubt left (Daniel Lemire, Number parsing at a gigabyte per second, 2021; Noble Mushtak and
/// Daniel Lemire, Fast number parsing without fallback, 2023).
enum EiselLemire {
  /// What is particular to a binary format.
  private struct Format {
    /// Bits of the significand that are stored.
    let significandBits: Int
    let exponentBias: Int
    /// Beyond these powers of ten all numbers are 0, or infinite.
    let exponents: ClosedRange<Int>
    /// Within these powers of ten a number can lie exactly between two floating-point numbers.
    let tieExponents: ClosedRange<Int>
  }

  private static let double = Format(
    significandBits: 52, exponentBias: 1023, exponents: -342...308, tieExponents: -4...23)
  private static let float = Format(significandBits: 23, exponentBias: 127, exponents: -64...38, tieExponents: -17...10)

  /// The `Double` nearest to w · 10^q, ties to even; infinite where that is too large.
  static func double(_ w: UInt64, _ q: Int) -> Double { Double(bitPattern: bits(w, q, double)) }

  /// The `Float` nearest to w · 10^q, ties to even; infinite where that is too large.
  static func float(_ w: UInt64, _ q: Int) -> Float { Float(bitPattern: UInt32(truncatingIfNeeded: bits(w, q, float))) }

  @inline(__always)
  private static func bits(_ w: UInt64, _ q: Int, _ format: Format) -> UInt64 {
    let infinity = UInt64(2 * format.exponentBias + 1) << UInt64(format.significandBits)
    guard w > 0, q >= format.exponents.lowerBound else { return 0 }
    guard q <= format.exponents.upperBound else { return infinity }
    let zeros = w.leadingZeroBitCount
    let product = self.product(w &<< UInt64(zeros), q, precision: format.significandBits + 3)
    let upper = Int(product.high &>> 63)
    let shift = UInt64(upper + 64 - format.significandBits - 3)
    // With a bit more than fits, to round by.
    var significand = product.high &>> shift
    // The exponent of 5^q in base two is that of q · log₂ 5; 217706 / 2¹⁶ is close enough to log₂ 10.
    var exponent = ((217_706 &* q) &>> 16) + 63 + upper - zeros + format.exponentBias
    if exponent <= 0 {
      guard 1 - exponent < 64 else { return 0 }
      significand &>>= UInt64(1 - exponent)
      significand = (significand &+ (significand & 1)) &>> 1
      // Rounding up may make it a normal number.
      return significand
    }
    let isTie = product.low <= 1 && format.tieExponents.contains(q) && significand & 3 == 1
    if isTie, significand &<< shift == product.high { significand &= ~1 }
    significand = (significand &+ (significand & 1)) &>> 1
    if significand >= 2 << UInt64(format.significandBits) {
      significand &>>= 1
      exponent += 1
    }
    guard exponent < 2 * format.exponentBias + 1 else { return infinity }
    let stored = significand & ((1 << UInt64(format.significandBits)) - 1)
    return UInt64(exponent) &<< UInt64(format.significandBits) | stored
  }

  /// The highest 128 bits of w · 5^q, as far as they matter: to so many bits and one that tells what follows.
  @inline(__always)
  private static func product(_ w: UInt64, _ q: Int, precision: Int) -> (high: UInt64, low: UInt64) {
    let power = PowersOfFive.bits[q - PowersOfFive.exponents.lowerBound]
    var product = w.multipliedFullWidth(by: UInt64(truncatingIfNeeded: power &>> 64))
    let rest = UInt64.max &>> UInt64(precision)
    if product.high & rest == rest {
      let more = w.multipliedFullWidth(by: UInt64(truncatingIfNeeded: power))
      let (low, overflow) = product.low.addingReportingOverflow(more.high)
      product = (product.high &+ (overflow ? 1 : 0), low)
    }
    return product
  }
}
