/// The shortest decimal that reads back to a floating-point number, and of those the one nearest to it (Raffaello
/// Giulietti, The Schubfach way to render doubles, 2022; after the program of Alexander Bolz).
///
/// The number is c · 2^q. All decimals within the interval that rounds to it are multiples of 10^k or of 10^(k + 1); a
/// multiplication with a power of ten of 64 or 128 bits finds those next to it, and the ends of the interval.
enum Schubfach {
  /// digits · 10^exponent, where `digits` may end in zeros.
  struct Decimal {
    let digits: UInt64
    let exponent: Int
  }

  /// The decimal of the magnitude of a finite number that is not 0.
  static func decimal(of value: Float) -> Decimal {
    let stored = value.bitPattern & 0x7F_FFFF
    let exponent = Int(value.bitPattern &>> 23 & 0xFF)
    let c = UInt64(exponent > 0 ? stored | 0x80_0000 : stored)
    let q = max(exponent, 1) - 150
    if let whole = whole(c, q, bits: 24) { return whole }
    return shortest(c, q, isLowerCloser: stored == 0 && exponent > 1) { power, scaled in
      // The high half, rounded up, is enough: a power of 64 bits.
      let high = UInt64(truncatingIfNeeded: power &>> 64) &+ (UInt64(truncatingIfNeeded: power) > 0 ? 1 : 0)
      let product = high.multipliedFullWidth(by: scaled)
      return product.high | (product.low &>> 32 > 1 ? 1 : 0)
    }
  }

  /// The decimal of the magnitude of a finite number that is not 0.
  static func decimal(of value: Double) -> Decimal {
    let stored = value.bitPattern & 0xF_FFFF_FFFF_FFFF
    let exponent = Int(value.bitPattern &>> 52 & 0x7FF)
    let c = exponent > 0 ? stored | 0x10_0000_0000_0000 : stored
    let q = max(exponent, 1) - 1075
    if let whole = whole(c, q, bits: 53) { return whole }
    return shortest(c, q, isLowerCloser: stored == 0 && exponent > 1) { power, scaled in
      let low = UInt64(truncatingIfNeeded: power).multipliedFullWidth(by: scaled)
      let high = UInt64(truncatingIfNeeded: power &>> 64).multipliedFullWidth(by: scaled)
      let (middle, overflow) = high.low.addingReportingOverflow(low.high)
      return high.high &+ (overflow ? 1 : 0) | (middle > 1 ? 1 : 0)
    }
  }

  /// A whole number that the significand holds.
  @inline(__always)
  private static func whole(_ c: UInt64, _ q: Int, bits: Int) -> Decimal? {
    guard q <= 0, q > -bits, c & ((1 &<< UInt64(-q)) - 1) == 0 else { return nil }
    return Decimal(digits: c &>> UInt64(-q), exponent: 0)
  }

  /// - Parameter multiply: the upper half of a product, its last bit set where anything is left out ("round to odd").
  @inline(__always)
  private static func shortest(
    _ c: UInt64, _ q: Int, isLowerCloser: Bool, multiply: (_ power: UInt128, _ scaled: UInt64) -> UInt64
  ) -> Decimal {
    // ⌊log₁₀ 2^q⌋, or of ¾ 2^q.
    let k = (q &* 1_262_611 &- (isLowerCloser ? 524_031 : 0)) &>> 22
    let h = UInt64(q + ((-k &* 1_741_647) &>> 19) + 1)
    let power = roundedUp(-k)
    let odd = c & 1
    let lower = multiply(power, (4 &* c &- 2 &+ (isLowerCloser ? 1 : 0)) &<< h) &+ odd
    let value = multiply(power, (4 &* c) &<< h)
    let upper = multiply(power, (4 &* c &+ 2) &<< h) &- odd
    // All in quarters.
    let s = value / 4
    if s >= 10 {
      let tens = s / 10
      let isLowIn = lower <= 40 &* tens
      let isHighIn = 40 &* tens &+ 40 <= upper
      if isLowIn != isHighIn { return Decimal(digits: tens &+ (isHighIn ? 1 : 0), exponent: k + 1) }
    }
    let isLowIn = lower <= 4 &* s
    let isHighIn = 4 &* s &+ 4 <= upper
    if isLowIn != isHighIn { return Decimal(digits: s &+ (isHighIn ? 1 : 0), exponent: k) }
    let middle = 4 &* s &+ 2
    let isUp = value > middle || (value == middle && s & 1 == 1)
    return Decimal(digits: s &+ (isUp ? 1 : 0), exponent: k)
  }

  /// The 128 highest bits of a power of ten, rounded up.
  @inline(__always)
  private static func roundedUp(_ exponent: Int) -> UInt128 {
    // Powers of five up to 5⁵⁵ are exact, and those from 5⁻²⁷ on are rounded up already.
    PowersOfFive.bits[exponent - PowersOfFive.exponents.lowerBound] &+ (exponent > 55 || exponent < -27 ? 1 : 0)
  }
}
