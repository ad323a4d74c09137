import Testing

@testable import Drawing

@Suite struct DisplayTextTests {
  @Test("Control characters, noncharacters and direction overrides are replaced, white space becomes a space")
  func cleaning() {
    #expect(DisplayText.clean("a\u{0}b\u{1B}c\u{9F}") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}")
    #expect(DisplayText.clean("a\nb\tc\u{2028}d") == "a b c d")
    #expect(DisplayText.clean("\u{FFFE}\u{1FFFF}\u{202E}") == "\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(DisplayText.clean("שלום 👩‍👧 Ü") == "שלום 👩‍👧 Ü")
  }

  @Test("A pile of combining marks is cut, a letter's own are kept")
  func combiningMarks() {
    #expect(DisplayText.clean("e\u{301}\u{302}") == "e\u{301}\u{302}")
    let pile = "e" + String(repeating: "\u{301}", count: 50) + "f"
    #expect(DisplayText.clean(pile).unicodeScalars.count == 6)
  }

  @Test("Only text from right to left is isolated")
  func isolation() {
    #expect(DisplayText.isolated("abc") == "abc")
    let isolated = "\u{2068}שלום\u{2069}"
    #expect(DisplayText.isolated("שלום") == isolated)
    #expect(DisplayText.clean(isolated + " · 7") == isolated + " · 7")
  }

  @Test("Isolates that a name leaves open are closed, those it closes too often replaced")
  func balance() {
    #expect(DisplayText.clean("a\u{2066}b") == "a\u{2066}b\u{2069}")
    #expect(DisplayText.clean("a\u{2069}b") == "a\u{FFFD}b")
  }

  @Test("A name without anything to see has a substitute")
  func blankNames() {
    #expect(DisplayText.name(" \u{200B}", or: "x1") == "x1")
    #expect(DisplayText.name("a", or: "x1") == "a")
  }

  @Test("A brief name is short in letters and in bytes")
  func briefNames() {
    for name in hostileNames { #expect(DisplayText.brief(name.text).utf8.count <= 700) }
    #expect(DisplayText.brief(String(repeating: "a", count: 50)) == String(repeating: "a", count: 40) + "…")
  }
}
