import ByteStreams
import CSV
import TestSupport
import Testing

@Suite struct DecimalPrintingTests {
  private func text(_ value: Double) -> String {
    var bytes: [UInt8] = []
    Decimal.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func text(_ value: Float) -> String {
    var bytes: [UInt8] = []
    Decimal.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func text(_ value: Double, digits: Int) -> String {
    var bytes: [UInt8] = []
    Decimal.append(value, digits: digits, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func text(float value: Float, digits: Int) -> String {
    var bytes: [UInt8] = []
    Decimal.append(value, digits: digits, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The sign, the significant digits and the power of ten of the last one, whatever the layout.
  private func parts(_ text: String) -> [String] {
    let isNegative = text.hasPrefix("-")
    let halves = text.lowercased().drop { $0 == "-" || $0 == "+" }.split(separator: "e")
    let mantissa = halves.first ?? ""
    var exponent = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    if let point = mantissa.firstIndex(of: ".") {
      exponent -= mantissa.distance(from: point, to: mantissa.endIndex) - 1
    }
    var digits = mantissa.filter { $0 != "." }.drop { $0 == "0" }
    while digits.last == "0" {
      digits.removeLast()
      exponent += 1
    }
    return [isNegative ? "-" : "+", String(digits), digits.isEmpty ? "0" : String(exponent)]
  }

  @Test("reference doubles have their shortest digits")
  func shortestDoubles() throws {
    var count = 0
    for line in try Fixture.tabbedLines("floats/shortest64.tsv") {
      let bits = try #require(UInt64(String(decoding: line[0], as: UTF8.self), radix: 16))
      let printed = text(Double(bitPattern: bits))
      #expect(parts(printed) == parts(String(decoding: line[1], as: UTF8.self)))
      #expect(Decimal.double(Array(printed.utf8).span)?.bitPattern == bits)
      count += 1
    }
    #expect(count == 5000)
  }

  @Test("reference floats have their shortest digits")
  func shortestFloats() throws {
    var count = 0
    for line in try Fixture.tabbedLines("floats/shortest32.tsv") {
      let bits = try #require(UInt32(String(decoding: line[0], as: UTF8.self), radix: 16))
      let printed = text(Float(bitPattern: bits))
      #expect(parts(printed) == parts(String(decoding: line[1], as: UTF8.self)))
      #expect(Decimal.float(Array(printed.utf8).span)?.bitPattern == bits)
      count += 1
    }
    #expect(count == 6150)
  }

  /// The layout of a number, made of the digits of Swift's own shortest text, character by character.
  private func naiveText(_ value: some BinaryFloatingPoint & LosslessStringConvertible) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value == 0 { return value.sign == .minus ? "-0" : "0" }
    let parts = parts("\(value)")
    let digits = parts[1]
    let last = Int(parts[2]) ?? 0
    let exponent = last + digits.count - 1
    var text = parts[0] == "-" ? "-" : ""
    if (-4..<0).contains(exponent) {
      text += "0." + String(repeating: "0", count: -exponent - 1) + digits
    } else if (0..<16).contains(exponent) {
      let whole = digits.prefix(exponent + 1)
      text += whole + String(repeating: "0", count: exponent + 1 - whole.count)
      if digits.count > whole.count { text += "." + digits.dropFirst(whole.count) }
    } else {
      text += digits.prefix(1)
      if digits.count > 1 { text += "." + digits.dropFirst() }
      let magnitude = "\(abs(exponent))"
      text += "e" + (exponent < 0 ? "-" : "+") + (magnitude.count < 2 ? "0" : "") + magnitude
    }
    return text
  }

  @Test("every number of digits at every power of ten is laid out as a naive program does")
  func layouts() {
    let seed: UInt64 = 3
    var generator = SeededGenerator(seed: seed)
    for digits in 1...17 {
      for exponent in -40...40 {
        for _ in 0..<4 {
          let lowest = (1..<digits).reduce(1) { whole, _ in whole * 10 }
          var significand = Int.random(in: lowest..<lowest * 10, using: &generator)
          // Zeros within, and many of them.
          if Bool.random(using: &generator) { significand = significand / (lowest / 10 + 1) * (lowest / 10 + 1) + 1 }
          let sign = Bool.random(using: &generator) ? "-" : ""
          let value = Double("\(sign)\(significand)e\(exponent - digits)") ?? 0
          #expect(text(value) == naiveText(value), "seed \(seed)")
        }
      }
    }
  }

  @Test("any doubles, and any floats, many at once, are printed as a naive program does")
  func manyAtOnce() {
    let seed: UInt64 = 5
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: .random(in: 0 ... .max, using: &generator))
      #expect(text(value) == naiveText(value), "seed \(seed)")
    }
    // Common ones, those next to a tie, and those that are none.
    let special: [Float] = [0, -0.0, 1, 0.5, -2, 10, 1e7, 9.5367431640625e-7, .nan, -.infinity, .leastNonzeroMagnitude]
    for count in 1...200 {
      let values = (0..<count).map { _ in
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: special.randomElement(using: &generator) ?? 0
        case 1: Float(bitPattern: .random(in: 0 ... .max, using: &generator))
        case 2: Float(Int.random(in: -2_000_000...2_000_000, using: &generator)) / 1024
        default: Float.random(in: 0..<1, using: &generator)
        }
      }
      var writer = Writer()
      for (index, value) in values.enumerated() {
        if index % 7 == 3 { writer.field("between, two") }
        writer.field(value)
        if index % 3 == 2 { writer.keepRow() }
      }
      // A row that has not ended stays.
      let rows = String(decoding: writer.takeRows(), as: UTF8.self)
      writer.keepRow()
      let texts = (rows + String(decoding: writer.takeRows(), as: UTF8.self)).replacing("\"between, two\",", with: "")
        .split { $0 == "," || $0 == "\n" }
      // The last row has no number where they end with another one.
      #expect(texts.filter { $0 != "\"\"" }.map { String($0) } == values.map { naiveText($0) }, "seed \(seed)")
    }
  }

  @Test("the layout: plain from 1e-4 to below 1e16, else with an exponent")
  func layout() {
    let expected: [(Double, String)] = [
      (0, "0"), (-0.0, "-0"), (5, "5"), (-5, "-5"), (0.1, "0.1"), (-1234.5, "-1234.5"), (1e-4, "0.0001"),
      (1.5e-4, "0.00015"), (9.9e-5, "9.9e-05"), (1e15, "1000000000000000"), (9.5e15, "9500000000000000"),
      (1e16, "1e+16"), (1.5e20, "1.5e+20"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"),
      (123_456_789.125, "123456789.125"), (.nan, "nan"), (-.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
    ]
    for (value, printed) in expected { #expect(text(value) == printed) }
    let floats: [(Float, String)] = [
      (0.1, "0.1"), (16_777_216, "16777216"), (25_000_000, "25000000"), (1e10, "10000000000"), (1e16, "1e+16"),
      (-0.0, "-0"), (.leastNonzeroMagnitude, "1e-45"), (.infinity, "inf"), (.nan, "nan"),
    ]
    for (value, printed) in floats { #expect(text(value) == printed) }
  }

  @Test("digits asked for: the exact value is rounded, and nothing longer than the shortest is printed")
  func digits() {
    #expect(text(2.0 / 3, digits: 4) == "0.6667")
    #expect(text(1.005, digits: 3) == "1", "the double is a little less than 1.005")
    #expect(text(0.125, digits: 2) == "0.12", "a tie goes to the even digit")
    #expect(text(123_456, digits: 3) == "123000")
    #expect(text(9.999, digits: 2) == "10")
    #expect(text(1.23456e-7, digits: 3) == "1.23e-07")
    #expect(text(1.23456e20, digits: 1) == "1e+20")
    #expect(text(-2.0 / 3, digits: 0) == "-0.7", "at least one")
    #expect(text(-2.0 / 3, digits: -5) == "-0.7")
    #expect(text(0.1, digits: 17) == "0.1")
    #expect(text(0.1, digits: 1000) == "0.1")
    #expect(text(100, digits: 1) == "100")
    #expect(text(0, digits: 3) == "0")
    #expect(text(-0.0, digits: 3) == "-0")
    #expect(text(Double.infinity, digits: 3) == "inf")
    #expect(text(Double.leastNonzeroMagnitude, digits: 16) == "5e-324")
    #expect(text(float: 2.0 / 3, digits: 3) == "0.667")
    #expect(text(float: 0.1, digits: 20) == "0.1")
    #expect(text(float: .nan, digits: 3) == "nan")
  }

  @Test("text is added to what is there")
  func appending() {
    var bytes = Array("x.0".utf8)
    Decimal.append(5.0, to: &bytes)
    Decimal.append(2.0 / 3, digits: 2, to: &bytes)
    #expect(bytes == Array("x.050.67".utf8))
  }
}
