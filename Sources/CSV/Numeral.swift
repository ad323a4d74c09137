#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A decimal number taken apart: its sign, its significant digits and its exponent.
struct Numeral {
  /// The number of digits that always fit `significand`.
  private static let mostDigits = 19
  /// No exponent is larger than this. The number is then out of every range, however many digits there are.
  private static let largestExponent = 1 << 48

  private(set) var isNegative = false
  /// The significant digits as a whole number, where there are at most 19 of them.
  private(set) var significand: UInt64 = 0
  /// The power of ten of the last digit.
  private(set) var exponent = 0
  /// The number of digits from the first that is not 0.
  private var digitCount = 0
  /// Where in the text the digits lie, with the point.
  private var digits = 0..<0

  var isSignificandWhole: Bool { digitCount <= Self.mostDigits }

  /// Takes a text apart; nil where it is no number. For the grammar see ``Decimal``.
  init?(_ text: Span<UInt8>) {
    var index = 0
    var end = text.count
    while index < end, Self.isBlank(text[index]) { index += 1 }
    while index < end, Self.isBlank(text[end - 1]) { end -= 1 }
    guard index < end else { return nil }
    isNegative = Self.takeSign(text, at: &index)

    let start = index
    takeDigits(text, at: &index, end: end)
    var digitsSeen = index - start
    if index < end, text[index] == UInt8(ascii: ".") {
      index += 1
      let point = index
      takeDigits(text, at: &index, end: end)
      digitsSeen += index - point
      exponent = point - index
    }
    guard digitsSeen > 0 else { return nil }
    digits = start..<index

    if index < end {
      guard text[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      index += 1
      guard index < end else { return nil }
      let isNegativeExponent = Self.takeSign(text, at: &index)
      guard index < end else { return nil }
      var written = 0
      while index < end {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        written = min(written * 10 + Int(digit), Self.largestExponent)
        index += 1
      }
      exponent += isNegativeExponent ? -written : written
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private static func takeSign(_ text: Span<UInt8>, at index: inout Int) -> Bool {
    let isNegative = text[index] == UInt8(ascii: "-")
    if isNegative || text[index] == UInt8(ascii: "+") { index += 1 }
    return isNegative
  }

  private mutating func takeDigits(_ text: Span<UInt8>, at index: inout Int, end: Int) {
    while index < end {
      let digit = text[index] &- UInt8(ascii: "0")
      if digit >= 10 { return }
      if digitCount > 0 || digit > 0 {
        digitCount += 1
        if digitCount <= Self.mostDigits { significand = significand &* 10 &+ UInt64(digit) }
      }
      index += 1
    }
  }
}

extension Numeral {
  /// The nearest `Double` of any number; nil where it is too large.
  func nearestDouble(_ text: Span<UInt8>) -> Double? {
    nearest(EiselLemire.double, text) { unsafe strtod($0, nil) }
  }

  /// The nearest `Float` of any number; nil where it is too large.
  func nearestFloat(_ text: Span<UInt8>) -> Float? {
    nearest(EiselLemire.float, text) { unsafe strtof($0, nil) }
  }

  @inline(__always)
  private func nearest<Value: BinaryFloatingPoint>(
    _ quick: (UInt64, Int) -> Value, _ text: Span<UInt8>, exact: ([CChar]) -> Value
  ) -> Value? {
    let dropped = max(digitCount - Self.mostDigits, 0)
    let power = exponent + dropped
    var value = quick(significand, power)
    // Digits were left out: the number lies between this one and the next.
    if dropped > 0, quick(significand + 1, power) != value {
      // strtod of every C library in use rounds correctly. It is given digits and an exponent, no point, and so depends
      // on no locale.
      value = cText(text).map(exact) ?? 0
    }
    return value.isFinite ? (isNegative ? -value : value) : nil
  }

  /// The magnitude in at most some 800 bytes, however long the text; nil for zero.
  ///
  /// Between two neighbouring `Double`s lies a number of at most 768 significant digits, their middle. Digits after
  /// those can decide only whether the number is more than that, so one digit stands for all of them.
  private func cText(_ text: Span<UInt8>) -> [CChar]? {
    let enough = 800
    let outOfRange = 400  // powers of ten, beyond every Double
    guard digitCount > 0 else { return nil }
    let magnitude = digitCount + exponent
    if magnitude < -outOfRange { return nil }
    if magnitude > outOfRange { return Self.cString("1e\(outOfRange)") }

    var kept: [CChar] = []
    kept.reserveCapacity(min(digitCount, enough) + 16)
    var dropped = 0
    var isMore = false
    for index in digits {
      let byte = text[index]
      if byte == UInt8(ascii: ".") || (kept.isEmpty && byte == UInt8(ascii: "0")) { continue }
      if kept.count < enough {
        kept.append(CChar(truncatingIfNeeded: byte))
      } else {
        dropped += 1
        isMore = isMore || byte != UInt8(ascii: "0")
      }
    }
    if isMore {
      kept.append(CChar(truncatingIfNeeded: UInt8(ascii: "1")))
      dropped -= 1
    }
    return kept + Self.cString("e\(exponent + dropped)")
  }

  private static func cString(_ text: String) -> [CChar] { text.utf8.map { CChar(truncatingIfNeeded: $0) } + [0] }
}
