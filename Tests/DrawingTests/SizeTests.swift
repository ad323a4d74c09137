import Testing

@testable import Drawing

@Suite struct SizeTests {
  @Test("A size is written as width x height")
  func parsing() {
    #expect(Size("800x600") == Size(width: 800, height: 600))
    for text in ["", "800", "x600", "800x", "800x600x2", "axb", "800 x 600"] { #expect(Size(text) == nil) }
  }

  @Test(
    "A size that nothing can be laid out in is refused",
    arguments: ["10x10", "400x299", "9000x600", "nanxnan", "infx600"])
  func bounds(_ text: String) throws {
    let size = try #require(Size(text))
    #expect(throws: DrawingError.self) { try size.checked() }
  }
}
