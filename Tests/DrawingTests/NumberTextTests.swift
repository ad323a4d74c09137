import Testing

@testable import Drawing

@Suite struct NumberTextTests {
  @Test("A coordinate has at most two decimals and is never anything but a number")
  func coordinates() {
    let cases: [(Double, String)] = [
      (0, "0"), (12, "12"), (1.5, "1.5"), (1.05, "1.05"), (-0.001, "0"), (-3.456, "-3.46"), (99.999, "100"),
      (.nan, "0"), (.infinity, "0"), (1e300, "1000000"),
    ]
    for (value, text) in cases { #expect(NumberText.coordinate(value) == text) }
    #expect(NumberText.coordinate(12.34, decimals: 1) == "12.3")
  }

  @Test("A number is rounded to its significant digits, halves away from zero")
  func short() {
    let cases: [(Double, String)] = [
      (0, "0"), (0.03125, "0.0313"), (-12.4, "−12.4"), (0.9999, "1"), (1234, "1,230"), (1e300, "1e300"),
      (-1.2345e-7, "−1.23e−7"), (.leastNonzeroMagnitude, "5e−324"), (0.5, "0.5"), (123_456_789, "1.23e8"),
      (.nan, "not a number"),
      (-.infinity, "−∞"), (1.7976931348623157e308, "1.8e308"), (-0.0, "0"), (0.0001, "0.0001"),
    ]
    for (value, text) in cases { #expect(NumberText.short(value) == text) }
    #expect(NumberText.short(400, digits: 9) == "400")
  }

  @Test("Counts have commas, and a noun in the right number")
  func counts() {
    #expect(NumberText.count(7) == "7")
    #expect(NumberText.count(12_288) == "12,288")
    #expect(NumberText.count(Int.min) == "−9,223,372,036,854,775,808")
    #expect(NumberText.count(1, "unit", "units") == "1 unit")
    #expect(NumberText.count(1_000, "unit", "units") == "1,000 units")
  }

  @Test("A decimal number keeps its zeros, so that the numbers of an axis are of one length")
  func decimals() {
    #expect(NumberText.decimal(10, exponent: -1) == "1.0")
    #expect(NumberText.decimal(5, exponent: -2) == "0.05")
    #expect(NumberText.decimal(25, exponent: 3) == "25,000")
    #expect(NumberText.decimal(20, exponent: 6) == "2e7")
  }
}
