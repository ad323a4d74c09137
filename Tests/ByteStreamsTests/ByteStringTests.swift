import ByteStreams
import Testing

@Suite struct ByteStringTests {
  @Test("two normalisations of one text are two byte strings")
  func normalisation() {
    let composed: ByteString = "caf\u{E9}"
    let decomposed: ByteString = "cafe\u{301}"
    #expect("caf\u{E9}" == "cafe\u{301}", "as Swift's strings they are one")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }

  @Test("order is that of the bytes, a beginning before the whole")
  func order() {
    let sorted: [ByteString] = ["", "A", "B", "a", "ab", "b", "\u{E9}"]
    #expect(sorted.reversed().sorted() == sorted)
    #expect(ByteString([0x7F]) < ByteString([0x80]))
  }

  @Test("what follows a beginning is cut off where it is there, byte for byte")
  func parts() {
    #expect(("p_" as ByteString) + "" == "p_" && ("p_" as ByteString) + "a" == "p_a")
    #expect(ByteString("p_a").after("p_") == "a" && ByteString("p_").after("p_") == "")
    #expect(ByteString("a").after("") == "a")
    #expect(ByteString("p").after("p_") == nil && ByteString("cafe\u{301}").after("caf\u{E9}") == nil)
  }

  @Test("description is the text, escaped only where it is none")
  func description() {
    #expect(ByteString("a\tb").description == "a\tb")
    #expect(ByteString([0x61, 0xFF]).description == #"a\xFF"#)
    #expect(ByteString([0x61, 0xFF]).text == nil)
  }

  @Test("a message never holds a character that acts on the terminal")
  func escaping() {
    let examples = [
      ("plain", "plain"), ("a\nb\tc\rd", #"a\nb\tc\rd"#), ("\u{1B}[31m", #"\u{1b}[31m"#), ("\u{7F}", #"\u{7f}"#),
      ("\u{9B}31m", #"\u{9b}31m"#), ("\u{202E}abc", #"\u{202e}abc"#), ("\u{2066}", #"\u{2066}"#), ("\0", #"\u{0}"#),
      ("\u{2028}", #"\u{2028}"#), ("\u{FEFF}1", #"\u{feff}1"#), ("1\u{A0}000", #"1\u{a0}000"#), ("é→👨‍👩‍👧", "é→👨‍👩‍👧"),
    ]
    for (text, shown) in examples { #expect(ByteString(text).escaped() == shown) }
  }

  @Test("bytes that are not UTF-8 are shown in hexadecimal")
  func invalidBytes() {
    #expect(ByteString.escape([0x61, 0xC0, 0xAF, 0x62, 0x0A, 0xE2, 0x82]) == #"a\xC0\xAFb\n\xE2\x82"#)
    #expect(ByteString.escape([0xED, 0xA0, 0x80]) == #"\xED\xA0\x80"#)
  }

  @Test("a long text is cut between characters and marked")
  func limit() {
    #expect(ByteString("abcdef").escaped(limit: 3) == "abc…")
    #expect(ByteString("abc").escaped(limit: 3) == "abc")
    #expect(ByteString("ééééé").escaped(limit: 2) == "éé…")
    #expect(ByteString("").escaped(limit: 0) == "")
    #expect(ByteString("a").escaped(limit: 0) == "…")
    #expect(ByteString("a").escaped(limit: -1) == "…")
    #expect(ByteString([UInt8](repeating: 0x61, count: 1 << 20)).escaped().count == 61)
    let manyByteCharacters = ByteString(String(repeating: "👨", count: 100))
    #expect(manyByteCharacters.escaped() == String(repeating: "👨", count: 60) + "…")
  }
}
