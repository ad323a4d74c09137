/// Numbers as a reader expects them: short, rounded, without the traps of a locale.
enum NumberText {
  /// A coordinate with at most `decimals` digits after the point; what is not a number is 0.
  static func coordinate(_ value: Double, decimals: Int = 2) -> String {
    guard value.isFinite else { return "0" }
    let scale = decimals == 1 ? 10 : 100
    let scaled = Int((min(max(value, -1e6), 1e6) * Double(scale)).rounded())
    let magnitude = scaled.magnitude
    var text = scaled < 0 ? "-" : ""
    text += String(magnitude / UInt(scale))
    let fraction = magnitude % UInt(scale)
    guard fraction > 0 else { return text }
    if scale == 10 { return text + ".\(fraction)" }
    return text + (fraction % 10 == 0 ? ".\(fraction / 10)" : fraction < 10 ? ".0\(fraction)" : ".\(fraction)")
  }

  /// The number with at most `digits` significant digits: `0.0312`, `−12.4`, `1.2e−7`.
  static func short(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞" }
    let (significant, exponent) = rounded(value.magnitude, digits: digits)
    return (value < 0 && significant != 0 ? "−" : "") + decimal(significant, exponent: exponent)
  }

  /// A share of one as a percentage with one decimal.
  static func percent(_ share: Double) -> String {
    "\(coordinate(share * 100, decimals: 1)) %"
  }

  /// A count with commas between the thousands.
  static func count(_ count: Int) -> String { (count < 0 ? "−" : "") + grouped(String(count.magnitude)) }

  /// A count that may be too large for an integer.
  static func count(_ count: Double) -> String {
    count.magnitude < 1e15 ? Self.count(Int(count.rounded())) : short(count, digits: 9)
  }

  /// The count and its noun, `1 unit`, `12,288 units`.
  static func count(_ count: Int, _ singular: String, _ plural: String) -> String {
    "\(Self.count(count)) \(count == 1 ? singular : plural)"
  }

  /// The number `significant × 10^exponent`, exactly; very large and very small ones with an exponent.
  static func decimal(_ significant: UInt, exponent: Int, scientific: Bool? = nil) -> String {
    var digits = String(significant)
    var exponent = exponent
    if significant == 0 { return "0" }
    let leading = digits.utf8.count - 1 + exponent
    if scientific ?? (leading >= 7 || leading < -4) {
      while digits.hasSuffix("0") { digits.removeLast() }
      let fraction = digits.dropFirst()
      return
        "\(digits.prefix(1))\(fraction.isEmpty ? "" : ".\(fraction)")e\(leading < 0 ? "−" : "")\(leading.magnitude)"
    }
    if exponent >= 0 { return grouped(digits + String(repeating: "0", count: exponent)) }
    let missing = 1 - exponent - digits.utf8.count
    if missing > 0 {
      digits = String(repeating: "0", count: missing) + digits
      exponent = min(exponent, -1)
    }
    return "\(grouped(String(digits.dropLast(-exponent)))).\(digits.suffix(-exponent))"
  }

  /// The leading digits of a finite number that is not negative, correctly rounded, without zeros at their end.
  private static func rounded(_ value: Double, digits: Int) -> (significant: UInt, exponent: Int) {
    // The shortest text that reads back to the number holds its digits exactly.
    let parts = value.description.split(separator: "e")
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var significant: UInt = 0
    var kept = 0
    var afterPoint = false
    var roundsUp: Bool?
    for byte in (parts.first ?? "0").utf8 {
      guard (48...57).contains(byte) else {
        afterPoint = true
        continue
      }
      if kept == digits {
        if roundsUp == nil { roundsUp = byte >= 53 }
        exponent += afterPoint ? 0 : 1
        continue
      }
      significant = significant * 10 + UInt(byte - 48)
      kept += significant > 0 ? 1 : 0
      exponent -= afterPoint ? 1 : 0
    }
    if roundsUp == true { significant += 1 }
    while significant > 0, significant % 10 == 0 {
      significant /= 10
      exponent += 1
    }
    return (significant, exponent)
  }

  private static func grouped(_ digits: String) -> String {
    guard digits.utf8.count > 3 else { return digits }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }
}

/// Numbers as pictures show them, for those who put words into one.
package enum PictureNumber {
  /// The number with at most so many significant digits.
  package static func short(_ value: Double, digits: Int = 3) -> String { NumberText.short(value, digits: digits) }
}
