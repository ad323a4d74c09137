import CSV
import TestSupport
import Testing

@Suite struct DecimalParsingTests {
  private func double(_ text: String) -> Double? { Decimal.double(Array(text.utf8).span) }
  private func float(_ text: String) -> Float? { Decimal.float(Array(text.utf8).span) }

  @Test("the reference texts give exactly the bits they should, in both precisions")
  func reference() throws {
    let infinity = (double: UInt64(0x7FF0_0000_0000_0000), float: UInt32(0x7F80_0000))
    var count = 0
    for line in try Fixture.tabbedLines("floats/parse.tsv") {
      let floatBits = UInt32(String(decoding: line[0], as: UTF8.self), radix: 16)
      let doubleBits = UInt64(String(decoding: line[1], as: UTF8.self), radix: 16)
      let text = Array(line[2])
      let float = Decimal.float(text.span)?.bitPattern
      let double = Decimal.double(text.span)?.bitPattern
      // A number too large to be finite is refused.
      let isFloat = floatBits.map { $0 & infinity.float != infinity.float } ?? false
      let isDouble = doubleBits.map { $0 & infinity.double != infinity.double } ?? false
      #expect(float == (isFloat ? floatBits : nil), "\(String(decoding: text, as: UTF8.self))")
      #expect(double == (isDouble ? doubleBits : nil), "\(String(decoding: text, as: UTF8.self))")
      count += 1
    }
    #expect(count == 10_000)
  }

  @Test("generated texts give what Swift's own exact parser gives")
  func generated() {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed)
    func digits(_ most: Int) -> String {
      String(
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in
          "0123456789".randomElement(using: &generator) ?? "0"
        })
    }
    for round in 0..<20_000 {
      var text = ["", "-", "+"].randomElement(using: &generator) ?? ""
      text += digits(round % 3 == 0 ? 25 : 6)
      if Bool.random(using: &generator) { text += "." + digits(round % 5 == 0 ? 30 : 8) }
      if round % 4 == 0 { text += "e\(Int.random(in: -60...60, using: &generator))" }
      let expected = Double(text).flatMap { $0.isFinite ? $0 : nil }
      #expect(double(text)?.bitPattern == expected?.bitPattern, "seed \(seed), \(text)")
      let expectedFloat = Float(text).flatMap { $0.isFinite ? $0 : nil }
      #expect(float(text)?.bitPattern == expectedFloat?.bitPattern, "seed \(seed), \(text)")
    }
  }

  @Test("the middle between two floats, and a hair beside it, round as they must")
  func middles() {
    let seed: UInt64 = 5
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      // An odd number of 25 bits lies in the middle of two of 24 bits. Over 2^j it is 5^j times itself over 10^j.
      let odd = UInt64.random(in: 1 << 24..<1 << 25, using: &generator) | 1
      let j = Int.random(in: 0...14, using: &generator)
      let digits = (0..<j).reduce(odd) { product, _ in product * 5 }
      let scale = Double(sign: .plus, exponent: -j, significand: 1)
      let message: Comment = "seed \(seed), \(odd) / 2^\(j)"
      #expect(float("\(digits)e-\(j)") == Float(Double(odd) * scale), message)
      #expect(float("\(digits)0001e-\(j + 4)") == Float(Double(odd + 1) * scale), message)
      #expect(float("\(digits - 1)9999e-\(j + 4)") == Float(Double(odd - 1) * scale), message)
    }
    // Nearer to the upper one by a digit that no Double holds.
    #expect(float("16777217.0000000000000000000000000000000000001") == 16_777_218)
    #expect(float("16777217") == 16_777_216)
    #expect(double("9007199254740993") == 9_007_199_254_740_992)
    #expect(double("9007199254740993." + String(repeating: "0", count: 1000) + "1") == 9_007_199_254_740_994)
  }

  @Test(
    "spellings of the same number",
    arguments: [
      "5", "+5", "5.", "5.0", "05", " 5", "5 ", "\t5\t", "5e0", "5E+00", "0.5e1", "50e-1", "500000e-5", ".5e1",
    ])
  func spellings(text: String) {
    #expect(double(text) == 5)
    #expect(float(text) == 5)
  }

  @Test(
    "what is no number",
    arguments: [
      "", " ", "\t", "+", "-", ".", "-.", "+-5", "--5", "1.2.3", "..5", "1e", "1e+", "1e-", "e5", ".e5", "1e5.0",
      "1e5e5", "5x",
      "5 5", "1,5", "1_000", "1 000", "5%", "$5", "(5)", "=5", "'5", "5d3", "5f", "0x10", "0x1p3", "1p3", "nan", "-nan",
      "nan(1)", "NaN", "inf", "-inf", "Infinity", "5\0", "\0005", "\u{FEFF}5", "\u{A0}5", "\u{2212}5", "\u{0665}",
      "5\n",
      "NA", "?", "\\N", "five", "1e309", "-1e309", "1e999999999999999999999999", "2e308",
    ])
  func refusals(text: String) {
    #expect(double(text) == nil)
    #expect(float(text) == nil)
  }

  @Test("a float's range is a float's, not a double's")
  func floatRange() {
    #expect(float("3.4028235e38") == .greatestFiniteMagnitude)
    // 2^128 - 2^103 is half a step beyond the largest, where a tie goes to infinity.
    #expect(float("340282356779733661637539395458142568448") == nil)
    #expect(float("340282356779733661637539395458142568447") == .greatestFiniteMagnitude)
    #expect(float("1e39") == nil)
    #expect(double("1e39") == 1e39)
    #expect(float("1e-45") == .leastNonzeroMagnitude)
    #expect(float("1.1754942e-38") == Float.leastNormalMagnitude.nextDown)
  }

  @Test("what is too small is zero with its sign, and zero is zero whatever its exponent")
  func zeros() {
    for text in ["0", "0.000", "1e-400", "1e-999999999999999999999", "0e999999999999999999999", "0e-5", ".0"] {
      #expect(double(text)?.bitPattern == 0)
      #expect(float(text)?.bitPattern == 0)
      #expect(double("-" + text) == 0 && double("-" + text)?.sign == .minus)
      #expect(float("-" + text) == 0 && float("-" + text)?.sign == .minus)
    }
  }

  @Test("a number of millions of digits is read or refused, and read right")
  func longTexts() {
    let many = 2_000_000
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: many)
    let ones = [UInt8](repeating: UInt8(ascii: "1"), count: many)
    #expect(Decimal.double(ones.span) == nil)
    #expect(Decimal.double((Array("0.".utf8) + ones).span) == 1.0 / 9)
    #expect(Decimal.double((Array("0.".utf8) + zeros + Array("5e\(many + 1)".utf8)).span) == 5)
    #expect(Decimal.double((Array("5".utf8) + zeros + Array("e-\(many)".utf8)).span) == 5)
    #expect(Decimal.float((Array("1.".utf8) + zeros + [UInt8(ascii: "1")]).span) == 1)
  }

  @Test("a part of a buffer is read alone")
  func parts() {
    let bytes = Array("12,3.5,x".utf8)
    #expect(Decimal.double(bytes, in: 3..<6) == 3.5)
    #expect(Decimal.float(bytes, in: 0..<2) == 12)
    #expect(Decimal.float(bytes, in: 7..<8) == nil)
    #expect(Decimal.float(bytes, in: 8..<8) == nil)
  }
}
