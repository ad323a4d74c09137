/// A number as almost all of them are written: a minus or none, at most 16 characters more, digits and perhaps a point
/// among them.
///
/// Its bytes are looked at together, as one number of 128 bits: the first character stands in the lowest byte. They are
/// moved up until the last one stands in the highest, the point is taken out, and two multiplications join the digits
/// eight at a time (Daniel Lemire, Number parsing at a gigabyte per second, 2021). No step depends on how long the text
/// is, so that a processor never guesses wrong.
struct PlainNumeral {
  /// The digits as a whole number, without the sign.
  let significand: UInt64
  /// The number, in one rounding where the significand is at most 2⁵³, else in two.
  let value: Double

  private static let longest = 16
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Takes the text `bytes[start..<end]`. Nil for every other text, number or not; ``Numeral`` knows more.
  @inline(__always)
  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    guard start < end else { return nil }
    let isNegative = unsafe bytes[start] == UInt8(ascii: "-")
    let first = isNegative ? start + 1 : start
    let length = end - first
    guard length > 0, length <= Self.longest else { return nil }
    var text = unsafe Self.load(bytes, first, end)
    // Zeros stand before the first character.
    let padding = UInt128(8 * (Self.longest - length))
    let zeros = Self.joined(Self.ones &* 0x30, Self.ones &* 0x30)
    text = text &<< padding | (zeros & ~(UInt128.max &<< padding))
    let points = Self.joined(Self.pointMarks(Self.low(text)), Self.pointMarks(Self.high(text)))
    var fraction = 0
    if points != 0 {
      // The point's mark is the highest bit of its byte.
      let mark = points.trailingZeroBitCount
      guard points &>> UInt128(mark) == 1, length > 1 else { return nil }
      let above = (UInt128.max &<< UInt128(mark)) &<< 1
      let below = (UInt128.max &>> UInt128(127 - mark)) &>> 8
      text = (text & above) | ((text & below) &<< 8) | 0x30
      fraction = Self.longest - 1 - mark / 8
    }
    let digits = text ^ zeros
    guard Self.areDigits(Self.low(digits)), Self.areDigits(Self.high(digits)) else { return nil }
    significand = Self.value(Self.low(digits)) &* 100_000_000 &+ Self.value(Self.high(digits))
    let magnitude = Double(significand) / Decimal.powersOfTen[fraction]
    // Signs are as good as random in many columns: no branch.
    value = Double(bitPattern: magnitude.bitPattern | UInt64(isNegative ? 1 : 0) &<< 63)
  }

  @inline(__always)
  private static func load(_ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int) -> UInt128 {
    let raw = UnsafeRawBufferPointer(bytes)
    if first + longest <= bytes.count {
      let low = unsafe raw.loadUnaligned(fromByteOffset: first, as: UInt64.self)
      let high = unsafe raw.loadUnaligned(fromByteOffset: first + 8, as: UInt64.self)
      return joined(UInt64(littleEndian: low), UInt64(littleEndian: high))
    }
    var text: UInt128 = 0
    for index in (first..<end).reversed() { unsafe text = text &<< 8 | UInt128(bytes[index]) }
    return text
  }

  @inline(__always)
  private static func joined(_ low: UInt64, _ high: UInt64) -> UInt128 { UInt128(high) &<< 64 | UInt128(low) }

  @inline(__always)
  private static func low(_ word: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: word) }

  @inline(__always)
  private static func high(_ word: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: word &>> 64) }

  /// The highest bit of each byte of `word` that is a point.
  @inline(__always)
  private static func pointMarks(_ word: UInt64) -> UInt64 {
    let difference = word ^ (ones &* UInt64(UInt8(ascii: ".")))
    return ~(((difference & ~highBits) &+ ~highBits) | difference) & highBits
  }

  /// Whether each byte is 0 … 9.
  @inline(__always)
  private static func areDigits(_ word: UInt64) -> Bool {
    ((word &+ ones &* 0x76) | word) & highBits == 0
  }

  /// Eight digits, the first one in the lowest byte, as a number (Lemire).
  @inline(__always)
  private static func value(_ digits: UInt64) -> UInt64 {
    let pairs = digits &* 10 &+ digits &>> 8
    let low: UInt64 = 0x0000_00FF_0000_00FF
    let first = (pairs & low) &* 0x000F_4240_0000_0064
    let second = (pairs &>> 16 & low) &* 0x0000_2710_0000_0001
    return (first &+ second) &>> 32
  }
}
