import Testing

@testable import Drawing

@Suite struct TextMetricsTests {
  @Test("Text that fits stays whole, other text is cut and ends with an ellipsis")
  func fitting() {
    #expect(TextMetrics.fitted("petal", width: 100, fontSize: 12) == "petal")
    let cut = TextMetrics.fitted("sepal length (cm)", width: 60, fontSize: 12)
    #expect(cut.hasSuffix("…") && cut.hasPrefix("sepal"))
    #expect(TextMetrics.width(of: cut, fontSize: 12) <= 60)
    #expect(TextMetrics.fitted("abc", width: 0, fontSize: 12) == "…")
  }

  @Test("No label takes more room than it has, nor many letters in none", arguments: hostileNames)
  func hostile(_ name: HostileName) {
    for width in [20.0, 80, 1_000, .infinity] {
      let fitted = TextMetrics.fitted(DisplayText.clean(name.text), width: width, fontSize: 12)
      #expect(TextMetrics.width(of: fitted, fontSize: 12) <= width)
      #expect(fitted.unicodeScalars.count <= 401)
    }
  }

  @Test("Wide letters are wider than narrow ones, bold ones than plain ones, and marks have no width")
  func widths() {
    let width = { (text: String) in TextMetrics.width(of: text, fontSize: 10) }
    #expect(width("W") > width("i"))
    #expect(width("語") > width("a"))
    #expect(width("e\u{301}") == width("e"))
    #expect(TextMetrics.width(of: "a", fontSize: 10, isBold: true) > width("a"))
  }
}
