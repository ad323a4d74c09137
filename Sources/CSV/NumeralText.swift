/// The text of a decimal number, written where it is to stand, eight digits at a time.
///
/// The digits are split in halves, and those again, all parts of a word in one multiplication; no step depends on how
/// many digits there are.
enum NumeralText {
  /// Room for every text and for what is written beyond its end: a sign, 17 digits, a point, zeros or an exponent.
  static let capacity = 48

  /// Writes digits · 10^exponent, for which ``capacity`` bytes have room. For the form see ``Decimal``.
  ///
  /// - Parameter digits: not 0, and less than 10^17.
  /// - Returns: the number of bytes.
  @inline(__always)
  static func write(
    _ digits: UInt64, exponent: Int, isNegative: Bool, to start: UnsafeMutableRawPointer
  ) -> Int {
    unsafe start.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
    let sign = isNegative ? 1 : 0
    let text = unsafe start + sign
    // Digits, then zeros, up to the sixteenth character at least.
    let (count, dropped) = unsafe write(digits, to: text)
    return unsafe sign + place(text, count: count, exponent: exponent + dropped + count - 1)
  }

  /// Writes the digits without zeros at the end; returns how many are left, and how many zeros were dropped.
  @inline(__always)
  private static func write(_ digits: UInt64, to text: UnsafeMutableRawPointer) -> (count: Int, dropped: Int) {
    let half: UInt64 = 100_000_000
    if digits >= half * half {
      let (first, rest) = digits.quotientAndRemainder(dividingBy: half * half)
      unsafe text.storeBytes(of: zero + UInt8(truncatingIfNeeded: first), as: UInt8.self)
      let (low, high) = (split(rest / half), split(rest % half))
      unsafe store(low, high, to: text + 1)
      let dropped = rest == 0 ? 16 : high == 0 ? 8 + low.leadingZeroBitCount / 8 : high.leadingZeroBitCount / 8
      return (17 - dropped, dropped)
    }
    let joined = UInt128(split(digits % half)) &<< 64 | UInt128(split(digits / half))
    let before = joined.trailingZeroBitCount & ~7
    let dropped = joined.leadingZeroBitCount / 8
    let shifted = joined &>> UInt128(before)
    unsafe store(UInt64(truncatingIfNeeded: shifted), UInt64(truncatingIfNeeded: shifted &>> 64), to: text)
    return (16 - before / 8 - dropped, dropped)
  }

  private static let zero = UInt8(ascii: "0")

  /// Stores sixteen digits as characters.
  @inline(__always)
  private static func store(_ low: UInt64, _ high: UInt64, to text: UnsafeMutableRawPointer) {
    let zeros: UInt64 = 0x3030_3030_3030_3030
    unsafe text.storeBytes(of: (low | zeros).littleEndian, as: UInt64.self)
    unsafe text.storeBytes(of: (high | zeros).littleEndian, toByteOffset: 8, as: UInt64.self)
  }

  /// The eight digits of a number below 10^8, the first one in the lowest byte.
  @inline(__always)
  private static func split(_ number: UInt64) -> UInt64 {
    let fours = number / 10_000 | (number % 10_000) &<< 32
    let hundreds = (fours &* 10_486) &>> 20 & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- hundreds &* 100) &<< 16
    let tens = (twos &* 103) &>> 10 & 0x000F_000F_000F_000F
    return tens | (twos &- tens &* 10) &<< 8
  }

  /// Makes d.ddd · 10^exponent of the digits, and returns the length.
  @inline(__always)
  private static func place(_ text: UnsafeMutableRawPointer, count: Int, exponent: Int) -> Int {
    if (0..<16).contains(exponent) {
      if count <= exponent + 1 { return exponent + 1 }  // zeros stand there already
      unsafe insertPoint(text, after: exponent + 1)
      return count + 1
    }
    if (-4..<0).contains(exponent) {
      let zeros = -exponent + 1
      let before: UInt64 = 0x3030_3030_3030_2E30  // "0.000000"
      unsafe move(text, by: 8)
      unsafe text.storeBytes(of: before.littleEndian, as: UInt64.self)
      unsafe move(text + 8, by: zeros - 8)
      return zeros + count
    }
    var end = count
    if count > 1 {
      unsafe insertPoint(text, after: 1)
      end += 1
    }
    func append(_ byte: UInt8) {
      unsafe text.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
      end += 1
    }
    append(UInt8(ascii: "e"))
    append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let magnitude = exponent.magnitude
    if magnitude >= 100 { append(zero + UInt8(truncatingIfNeeded: magnitude / 100)) }
    append(zero + UInt8(truncatingIfNeeded: magnitude / 10 % 10))
    append(zero + UInt8(truncatingIfNeeded: magnitude % 10))
    return end
  }

  @inline(__always)
  private static func insertPoint(_ text: UnsafeMutableRawPointer, after whole: Int) {
    unsafe move(text + whole, by: 1)
    unsafe text.storeBytes(of: UInt8(ascii: "."), toByteOffset: whole, as: UInt8.self)
  }

  /// Moves seventeen characters up.
  @inline(__always)
  private static func move(_ text: UnsafeMutableRawPointer, by distance: Int) {
    let low = unsafe text.loadUnaligned(as: UInt64.self)
    let high = unsafe text.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    let last = unsafe text.loadUnaligned(fromByteOffset: 16, as: UInt8.self)
    unsafe text.storeBytes(of: low, toByteOffset: distance, as: UInt64.self)
    unsafe text.storeBytes(of: high, toByteOffset: distance + 8, as: UInt64.self)
    unsafe text.storeBytes(of: last, toByteOffset: distance + 16, as: UInt8.self)
  }
}
