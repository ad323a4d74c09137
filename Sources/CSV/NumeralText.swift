/// The text of a decimal number, written where it is to stand, eight digits at a time.
///
/// The digits are split in halves, and those again, all parts of a word in one multiplication; no step depends on how
/// many digits there are. A point is set while they are in registers: to read back what was just written costs more.
struct NumeralText {
  /// Room for every text and for what is written beyond its end: a sign, 17 digits, a point, zeros or an exponent.
  static let capacity = 48

  /// The first sixteen characters, the first one in the lowest byte: digits, then zeros.
  private var characters: UInt128
  /// The seventeenth.
  private var last = zero
  /// The digits, without zeros at the end.
  private let count: Int
  /// The power of ten of the first digit.
  private let exponent: Int

  private static let zero = UInt8(ascii: "0")
  private static let zeros: UInt128 = 0x3030_3030_3030_3030_3030_3030_3030_3030

  /// The text of digits · 10^exponent; `digits` is not 0, and less than 10^17.
  @inline(__always)
  init(_ digits: UInt64, exponent: Int) {
    let half: UInt64 = 100_000_000
    var first: UInt128 = 0
    var rest = digits
    if digits >= half * half {
      first = UInt128(digits / (half * half))
      rest = digits % (half * half)
    }
    let joined = UInt128(Self.split(rest % half)) &<< 64 | UInt128(Self.split(rest / half))
    let dropped = rest == 0 ? 16 : joined.leadingZeroBitCount / 8
    if first == 0 {
      let before = joined.trailingZeroBitCount & ~7
      characters = joined &>> UInt128(before) | Self.zeros
      count = 16 - before / 8 - dropped
    } else {
      characters = (joined &<< 8 | first) | Self.zeros
      last = Self.zero | UInt8(truncatingIfNeeded: joined &>> 120)
      count = 17 - dropped
    }
    self.exponent = exponent + dropped + count - 1
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

  /// Writes the text, for which ``capacity`` bytes have room; for the form see ``Decimal``.
  ///
  /// - Returns: the number of bytes.
  @inline(__always)
  func write(isNegative: Bool, to start: UnsafeMutableRawPointer) -> Int {
    unsafe start.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
    let sign = isNegative ? 1 : 0
    return unsafe sign + writeMagnitude(to: start + sign)
  }

  @inline(__always)
  private func writeMagnitude(to text: UnsafeMutableRawPointer) -> Int {
    if (-4..<0).contains(exponent) {
      let before = 1 - exponent
      unsafe text.storeBytes(of: UInt64(0x3030_3030_3030_2E30).littleEndian, as: UInt64.self)  // "0.000000"
      unsafe store(characters, last, to: text + before)
      return before + count
    }
    guard (0..<16).contains(exponent) else { return unsafe writeScientific(to: text) }
    let whole = exponent + 1
    if count <= whole {
      unsafe store(characters, last, to: text)
      return whole
    }
    unsafe storePointed(after: whole, to: text)
    return count + 1
  }

  /// Writes d.ddde±dd.
  private func writeScientific(to text: UnsafeMutableRawPointer) -> Int {
    unsafe storePointed(after: 1, to: text)
    var end = count > 1 ? count + 1 : 1
    func append(_ byte: UInt8) {
      unsafe text.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
      end += 1
    }
    append(UInt8(ascii: "e"))
    append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let magnitude = exponent.magnitude
    if magnitude >= 100 { append(Self.zero + UInt8(truncatingIfNeeded: magnitude / 100)) }
    append(Self.zero + UInt8(truncatingIfNeeded: magnitude / 10 % 10))
    append(Self.zero + UInt8(truncatingIfNeeded: magnitude % 10))
    return end
  }

  /// Stores the characters with a point after the first 1 to 16 of them.
  @inline(__always)
  private func storePointed(after whole: Int, to text: UnsafeMutableRawPointer) {
    let bits = 8 * whole
    let below = characters & ~(UInt128.max << bits)
    let above = (characters >> bits) << (bits + 8)
    let point = UInt128(UInt8(ascii: ".")) << bits
    let seventeenth = whole < 16 ? UInt8(truncatingIfNeeded: characters &>> 120) : UInt8(ascii: ".")
    unsafe store(below | point | above, seventeenth, to: text)
    unsafe text.storeBytes(of: last, toByteOffset: 17, as: UInt8.self)
  }

  @inline(__always)
  private func store(_ characters: UInt128, _ seventeenth: UInt8, to text: UnsafeMutableRawPointer) {
    unsafe text.storeBytes(of: UInt64(truncatingIfNeeded: characters).littleEndian, as: UInt64.self)
    unsafe text.storeBytes(
      of: UInt64(truncatingIfNeeded: characters &>> 64).littleEndian, toByteOffset: 8, as: UInt64.self)
    unsafe text.storeBytes(of: seventeenth, toByteOffset: 16, as: UInt8.self)
  }
}
