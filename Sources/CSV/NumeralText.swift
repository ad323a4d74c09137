import ByteStreams

/// The text of a number while it is made: in one place, so that it is copied once.
struct NumeralText {
  /// Digits end here; what stands before them grows down, what follows them up.
  private static let digitsEnd = 32
  /// At most 20 digits, a sign, zeros and a point before them, and zeros or an exponent after them.
  private var bytes = InlineArray<64, UInt8>(repeating: UInt8(ascii: "0"))
  private var start = Self.digitsEnd
  private var end = Self.digitsEnd

  /// Writes digits · 10^exponent; `digits` is not 0. For the form see ``Decimal``.
  mutating func write(_ digits: UInt64, exponent: Int) {
    var (rest, last) = (digits, exponent)
    while true {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      if digit != 0 { break }
      rest = quotient
      last += 1
    }
    while rest >= 100 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      let tens = pair / 10
      prepend(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: pair - 10 * tens))
      prepend(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: tens))
      rest = quotient
    }
    if rest >= 10 {
      let tens = rest / 10
      prepend(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest - 10 * tens))
      rest = tens
    }
    prepend(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest))
    place(exponent: last + end - start - 1)
  }

  /// Makes d.ddd · 10^exponent of the digits.
  private mutating func place(exponent: Int) {
    if (-4..<0).contains(exponent) {
      start += exponent + 1  // zeros stand there already
      prepend(UInt8(ascii: "."))
      prepend(UInt8(ascii: "0"))
    } else if (0..<16).contains(exponent) {
      let whole = exponent + 1
      if end - start < whole { end = start + whole }
      if end - start > whole { insertPoint(after: whole) }
    } else {
      if end - start > 1 { insertPoint(after: 1) }
      append(UInt8(ascii: "e"))
      append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      let magnitude = UInt64(exponent.magnitude)
      if magnitude >= 100 { append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / 100)) }
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / 10 % 10))
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
    }
  }

  private mutating func insertPoint(after whole: Int) {
    for index in start..<start + whole { bytes[index - 1] = bytes[index] }
    start -= 1
    bytes[start + whole] = UInt8(ascii: ".")
  }

  @inline(__always)
  mutating func prepend(_ byte: UInt8) {
    start -= 1
    bytes[start] = byte
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    bytes[end] = byte
    end += 1
  }

  func append(to output: inout [UInt8]) {
    output.append(contentsOf: bytes.span.extracting(start..<end))
  }
}
