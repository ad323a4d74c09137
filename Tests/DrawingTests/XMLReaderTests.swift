import Testing

@Suite struct XMLReaderTests {
  @Test(
    "The tests' reader refuses what is not well-formed",
    arguments: [
      "", "<a>", "<a></b>", "<a/><b/>", "<a x=1/>", "<a x=\"1\" x=\"2\"/>", "<a>&</a>", "<a>\u{1}</a>", "<a x=\"<\"/>",
      "x<a/>",
    ])
  func refusals(_ document: String) {
    #expect(throws: XMLReader.Fault.self) { try XMLReader(document) }
  }

  @Test("It reads elements, attributes and text")
  func reading() throws {
    let elements = try XMLReader("<a x=\"1\"><b>t&amp;u</b><c/></a>\n").elements
    #expect(elements.map(\.name) == ["a", "b", "c"])
    #expect(elements[1].text == "t&u" && elements[0].attributes == ["x": "1"])
  }
}
