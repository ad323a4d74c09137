import Testing

@testable import Drawing

@Suite struct SVGWriterTests {
  private func scene(_ shapes: [Shape]) -> Scene {
    Scene(size: Size(width: 100, height: 50), title: "T", description: "D.", shapes: shapes)
  }

  @Test("A scene is written as one small document")
  func document() {
    let line = Shape.lines([[Point(x: 0, y: 1), Point(x: 2.345, y: 3)]], Stroke(ink: .positive, width: 2))
    let label = Shape.label(Label("a<b", x: 5, centre: 10))
    let fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50" role="img" direction="ltr" \
      font-family="\(fonts)">
      <title>T</title>
      <desc>D.</desc>
      <g fill="#ffffff">
      <rect x="0" y="0" width="100" height="50"/>
      </g>
      <g stroke="#0b5394" stroke-width="2" fill="none" stroke-linejoin="round">
      <path d="M0 1L2.35 3"/>
      </g>
      <g fill="#1f2933" font-size="12">
      <text x="5" y="14.2">a&lt;b</text>
      </g>
      </svg>

      """
    #expect(SVGWriter.write(scene([line, label]), theme: .light) == expected)
  }

  @Test("The dark theme has its own colours; the automatic one has those of both, without identifiers")
  func themes() throws {
    let shapes: [Shape] = [.circle(Point(x: 5, y: 5), radius: 2, Fill(ink: .text), nil, tooltip: "t")]
    let onLight = Palette.vivid.colour(.text, isDark: false)
    let onDark = Palette.vivid.colour(.text, isDark: true)
    let dark = SVGWriter.write(scene(shapes), theme: .dark)
    #expect(dark.contains(onDark) && !dark.contains(onLight) && !dark.contains("<style>"))
    let auto = SVGWriter.write(scene(shapes), theme: .auto)
    #expect(auto.contains("@media (prefers-color-scheme: dark)"))
    #expect(auto.contains(".nn-fill-text { fill: \(onDark) }"))
    #expect(auto.contains("class=\"nn-fill-text\" fill=\"\(onLight)\""))
    #expect(!auto.contains(" id="))
    try expectSound(auto)
  }

  @Test("A name that was cut is whole in its tooltip, unless there are many long ones")
  func tooltips() {
    let name = String(repeating: "n", count: 10_000)
    let label = Shape.label(Label(name, x: 0, centre: 10, width: 50))
    #expect(SVGWriter.write(scene([label]), theme: .light).contains("<title>\(name)</title>"))
    let many = SVGWriter.write(scene(Array(repeating: label, count: 200)), theme: .light)
    #expect(many.utf8.count < 90_000 && many.contains("n…</title>"))
  }

  @Test("Every form of sign is a path around its point", arguments: Marks.Form.allCases)
  func forms(_ form: Marks.Form) throws {
    let path = MarkPath.path(form, at: Point(x: 50, y: 40), radius: 4)
    let corners = try #require(PathReader.corners(path))
    #expect(corners.allSatisfy { ($0.x - 50).magnitude < 6.1 && ($0.y - 40).magnitude < 6.1 })
    #expect(path.utf8.count <= 45)
  }
}
