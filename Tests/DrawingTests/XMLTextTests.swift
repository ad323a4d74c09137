import Testing

@testable import Drawing

@Suite struct XMLTextTests {
  @Test("Reserved characters become entities")
  func escaping() {
    #expect(XMLText.escaped("a<b>&c") == "a&lt;b&gt;&amp;c")
  }

  @Test("A limit in bytes cuts between characters, never an entity")
  func limit() {
    #expect(XMLText.escaped("<<<<", atMost: 12) == "&lt;&lt;…")
    #expect(XMLText.escaped("abc", atMost: 6) == "abc")
  }

  @Test("Every string is well-formed content", arguments: hostileNames)
  func hostile(_ name: HostileName) throws {
    let elements = try XMLReader("<a>\(XMLText.escaped(name.text))</a>").elements
    #expect(elements.count == 1)
  }
}
