import CKernels

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
    unsafe append(to: &bytes) { unsafe nn_write_float(value, $0) }
  }

  /// Appends the shortest text that reads back to the same `Double`, of those the one nearest to it.
  package static func append(_ value: Double, to bytes: inout [UInt8]) {
    unsafe PowersOfFive.bits.withUnsafeBytes { powers in
      let one = unsafe powers.baseAddress?.advanced(by: -PowersOfFive.exponents.lowerBound * MemoryLayout<UInt128>.size)
      guard let one = unsafe one?.assumingMemoryBound(to: UInt64.self) else { return }
      unsafe append(to: &bytes) { unsafe nn_write_double(value, one, $0) }
    }
  }

  /// Appends what is written to room for any number.
  @inline(__always)
  private static func append(to bytes: inout [UInt8], _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    bytes.append(addingCapacity: Int(NN_DOUBLE_TEXT + NN_TEXT_SLACK)) { text in
      unsafe text.withUnsafeMutableBufferPointer { free, count in
        guard let start = free.baseAddress else { return }
        unsafe count += write(start + count)
      }
    }
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
    let digits = text[..<mark].filter(isDigit)
    let value = digits.reduce(0 as UInt64) { $0 &* 10 &+ UInt64($1 - UInt8(ascii: "0")) }
    guard value > 0 else { return bytes.append(UInt8(ascii: "0")) }
    unsafe append(to: &bytes) {
      unsafe nn_write_decimal(
        value, Int32(exponent - digits.count + 1), text.first == UInt8(ascii: "-"), $0)
    }
  }
}
