import ByteStreams
import Tables
import Testing

/// A column of texts that were meant as numbers is told from one that was not.
@Suite struct NumberTroubleTests {
  private func trouble(_ texts: String...) -> NumberTrouble? { NumberTrouble(among: texts.map { ByteString($0) }) }

  @Test(
    "numbers with signs that are not read are shown as they would be",
    arguments: [
      ("1,234", "1234"), ("1,234,567.5", "1234567.5"), ("5%", "5"), ("-3.5 %", "-3.5"), ("$7", "7"),
      ("12.50 €", "12.50"),
      ("0,5", "0.5"), ("1.234,5", "1234.5"), ("1 234", "1234"), ("12'500", "12500"), ("-0,25", "-0.25"),
      ("1\u{202F}234,5", "1234.5"),
    ])
  func dressed(text: String, plain: String) { #expect(trouble(text, "8") == .dressed(ByteString(text), plain: plain)) }

  @Test(
    "texts that only hold digits are no numbers", arguments: ["1-2", "A1", "1/2", "12:30", "2020-01-01", "1,2,3", "%"])
  func texts(text: String) { #expect(trouble(text, "8", "9") == nil) }

  @Test("among numbers a text is the exception, and among few numbers a category")
  func interspersed() {
    #expect(trouble("1", "2", "3", "abc", "4", "5", "6", "7", "8") == .interspersed("abc"))
    #expect(trouble("1", "2", "3", "abc", "4", "5", "6", "7") == nil)
    #expect(trouble("1", "2", "3", "4", "5", "6", "7", "8") == nil)
    #expect(trouble() == nil)
    #expect(trouble("5%") == nil)
  }
}
