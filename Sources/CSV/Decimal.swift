/// Numbers as decimal text, in and out, exactly and in no locale.
///
/// Read are an optional sign, digits with at most one point, before, within or after them, and an optional exponent
/// (`e` or `E`, an optional sign, digits); spaces and tabs may stand around it. Everything else is no number: the empty
/// text, `inf` and `nan`, hexadecimal, group marks, a decimal comma, and what is too large to be finite. What is too
/// small to differ from zero is zero, with its sign.
package enum Decimal {
  /// Up to here every whole number is a `Double`.
  private static let largestExact: UInt64 = 1 << 53

  /// The powers of ten that a `Double` holds exactly.
  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The `Double` nearest to the number that the text spells, ties to even; nil where it spells none.
  package static func double(_ text: Span<UInt8>) -> Double? {
    unsafe text.withUnsafeBufferPointer { unsafe double($0, 0, $0.count) }
  }

  /// The `Float` nearest to the number that the text spells, ties to even; nil where it spells none.
  package static func float(_ text: Span<UInt8>) -> Float? {
    unsafe text.withUnsafeBufferPointer { unsafe float($0, 0, $0.count) }
  }

  /// The `Double` that a part of a buffer spells; see ``double(_:)``.
  package static func double(_ bytes: [UInt8], in range: Range<Int>) -> Double? {
    unsafe bytes.withUnsafeBufferPointer { unsafe double($0, range.lowerBound, range.upperBound) }
  }

  /// The `Float` that a part of a buffer spells; see ``float(_:)``.
  package static func float(_ bytes: [UInt8], in range: Range<Int>) -> Float? {
    unsafe bytes.withUnsafeBufferPointer { unsafe float($0, range.lowerBound, range.upperBound) }
  }

  @inline(__always)
  static func double(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Double? {
    if let plain = unsafe PlainNumeral(bytes, start, end), plain.significand <= largestExact { return plain.value }
    return unsafe exactDouble(UnsafeBufferPointer(rebasing: bytes[start..<end]).span)
  }

  @inline(__always)
  static func float(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Float? {
    // The conversion of the significand and the one operation after it are each rounded, which comes to less than two
    // units in the last place of a Double. The nearest Float is the same for all numbers within such a distance, unless
    // the middle between two Floats lies among them.
    if let plain = unsafe PlainNumeral(bytes, start, end), isClearOfMiddles(plain.value) { return Float(plain.value) }
    return unsafe exactFloat(UnsafeBufferPointer(rebasing: bytes[start..<end]).span)
  }

  @inline(never)
  private static func exactDouble(_ text: Span<UInt8>) -> Double? {
    guard let numeral = Numeral(text) else { return nil }
    // Two exact operands and one rounding (William Clinger, How to read floating point numbers accurately, 1990).
    if numeral.significand <= largestExact, let value = scaled(numeral) { return value }
    return numeral.nearestDouble(text)
  }

  @inline(never)
  private static func exactFloat(_ text: Span<UInt8>) -> Float? {
    guard let numeral = Numeral(text) else { return nil }
    if let value = scaled(numeral), isClearOfMiddles(value) { return Float(value) }
    return numeral.nearestFloat(text)
  }

  /// The value by one multiplication or division; nil where the significand or the power of ten does not allow it.
  private static func scaled(_ numeral: Numeral) -> Double? {
    guard numeral.isSignificandWhole, abs(numeral.exponent) < powersOfTen.count else { return nil }
    let significand = Double(numeral.significand)
    let magnitude =
      numeral.exponent < 0
      ? significand / powersOfTen[-numeral.exponent] : significand * powersOfTen[numeral.exponent]
    return numeral.isNegative ? -magnitude : magnitude
  }

  /// True when no middle between two neighbouring `Float`s lies within four units in the last place, for certain.
  /// A value of zero is exact.
  private static func isClearOfMiddles(_ value: Double) -> Bool {
    let magnitude = value.magnitude
    if magnitude == 0 { return true }
    guard magnitude >= Double(Float.leastNormalMagnitude), magnitude < Double(Float.greatestFiniteMagnitude) else {
      return false
    }
    let extraBits = UInt64(Double.significandBitCount - Float.significandBitCount)
    let extra = magnitude.bitPattern & ((1 << extraBits) - 1)
    let middle: UInt64 = 1 << (extraBits - 1)
    return extra < middle - 4 || extra > middle + 4
  }
}
