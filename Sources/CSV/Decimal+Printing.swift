#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Printing. Magnitudes from 1e-4 to below 1e16 are written plainly (`0.0001`, `5`, `-0`, `25000000`), others with an
/// exponent of at least two digits (`1e-05`, `1.5e+20`); what is not finite as `nan`, `inf` and `-inf`.
extension Decimal {
  /// Appends the shortest text that reads back to the same `Float`, of those the one nearest to it.
  package static func append(_ value: Float, to bytes: inout [UInt8]) {
    guard !value.isNaN else { return bytes.append(contentsOf: "nan".utf8) }
    append(shortest: value.description, to: &bytes)
  }

  /// Appends the shortest text that reads back to the same `Double`, of those the one nearest to it.
  package static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard !value.isNaN else { return bytes.append(contentsOf: "nan".utf8) }
    append(shortest: value.description, to: &bytes)
  }

  /// Appends a `Float` rounded to at most so many significant digits; the shortest text where that has no more.
  ///
  /// The exact value is rounded, ties to even. 9 digits are enough for every `Float`.
  package static func append(_ value: Float, digits: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    append(value, to: &bytes)
    round(Double(value), to: digits, replacing: start, in: &bytes)
  }

  /// Appends a `Double` rounded to at most so many significant digits; the shortest text where that has no more.
  ///
  /// The exact value is rounded, ties to even. 17 digits are enough for every `Double`.
  package static func append(_ value: Double, digits: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    append(value, to: &bytes)
    round(value, to: digits, replacing: start, in: &bytes)
  }

  /// Appends what Swift prints, which is the shortest text already, less the `.0` of whole numbers.
  private static func append(shortest text: String, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    if bytes[start...].contains(UInt8(ascii: "e")) {
      let scientific = Array(bytes[start...])
      bytes.removeSubrange(start...)
      append(scientific: scientific, to: &bytes)
    } else if bytes.count >= 2, bytes[bytes.count - 2] == UInt8(ascii: "."), bytes.last == UInt8(ascii: "0") {
      bytes.removeLast(2)
    }
  }

  /// Puts the rounded number in the place of its shortest text, which begins at `start`, where that is too long.
  private static func round(_ value: Double, to digits: Int, replacing start: Int, in bytes: inout [UInt8]) {
    let digits = max(digits, 1)
    guard value.isFinite, significantDigits(of: bytes[start...]) > digits else { return }
    bytes.removeSubrange(start...)
    let capacity = 40  // sign, at most 16 digits, point, exponent
    var buffer = [CChar](repeating: 0, count: capacity)
    let length = unsafe withVaList([Int32(digits - 1), value]) {
      unsafe vsnprintf(&buffer, capacity, "%.*e", $0)
    }
    append(scientific: buffer[..<Int(length)].map { UInt8(truncatingIfNeeded: $0) }, to: &bytes)
  }

  private static func significantDigits(of text: ArraySlice<UInt8>) -> Int {
    let mantissa = text.prefix { $0 != UInt8(ascii: "e") }
    let digits = mantissa.filter(isDigit).drop { $0 == UInt8(ascii: "0") }
    return digits.lastIndex { $0 != UInt8(ascii: "0") }.map { $0 - digits.startIndex + 1 } ?? 0
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// Appends a number of the form `-d.ddde+dd`, whatever the character in the place of the point.
  private static func append(scientific text: [UInt8], to bytes: inout [UInt8]) {
    let mark = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
    let exponent = Int(String(decoding: text[mark...].dropFirst(), as: UTF8.self)) ?? 0
    var digits = text[..<mark].filter(isDigit)
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }

    if text.first == UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
    if (-4..<0).contains(exponent) {
      bytes.append(contentsOf: "0.".utf8)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -exponent - 1))
      bytes.append(contentsOf: digits)
    } else if (0..<16).contains(exponent) {
      let missing = max(exponent + 1 - digits.count, 0)
      digits.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: missing))
      append(digits, pointAfter: exponent + 1, to: &bytes)
    } else {
      append(digits, pointAfter: 1, to: &bytes)
      bytes.append(contentsOf: exponent < 0 ? "e-".utf8 : "e+".utf8)
      if exponent.magnitude < 10 { bytes.append(UInt8(ascii: "0")) }
      bytes.append(contentsOf: String(exponent.magnitude).utf8)
    }
  }

  private static func append(_ digits: [UInt8], pointAfter whole: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: digits[..<whole])
    guard digits.count > whole else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: digits[whole...])
  }
}
