import Testing

@testable import Drawing

@Suite struct DotsPictureTests {
  private func picture(_ rows: [DotsPicture.Row], groups: [String] = [], origin: Double? = nil) -> DotsPicture {
    DotsPicture(
      summary: "scores", panels: [DotsPicture.Panel(name: "value", rows: rows)], groups: groups, origin: origin)
  }

  private func row(_ name: String, _ values: Double..., spread: (Double, Double)? = nil) -> DotsPicture.Row {
    DotsPicture.Row(name: name, dots: values.map { DotsPicture.Dot($0) }, spread: spread, note: "note of \(name)")
  }

  /// The points of the dots of each group, from left to right.
  private func dots(_ scene: Scene) -> [[Point]] {
    scene.shapes.compactMap { if case .marks(let marks) = $0 { marks.points } else { nil } }
  }

  @Test("Each row has its name, its dots and its note, on one height")
  func rows() throws {
    let scene = try picture([row("auc", 0.9, 0.95), row("f1", 0.7)]).scene(size: nil)
    let points = try #require(dots(scene).first)
    #expect(points.count == 3 && points[0].y == points[1].y && points[1].y < points[2].y)
    #expect(points[2].x < points[0].x && points[0].x < points[1].x)
    for (name, point) in zip(["auc", "f1"], [points[0], points[2]]) {
      for text in [name, "note of \(name)"] {
        let label = try #require(scene.labels.first { $0.text == text })
        #expect((label.position.y - 0.35 * label.fontSize - point.y).magnitude < 0.01)
      }
    }
    #expect(scene.description == "scores: auc 0.9, 0.95; f1 0.7.")
  }

  @Test("The spread is a line from its lower to its upper end, and told")
  func spread() throws {
    let scene = try picture([row("auc", 0.9, spread: (0.8, 1))]).scene(size: nil)
    let dot = try #require(dots(scene).first?.first)
    let line = scene.shapes.compactMap { shape -> [Point]? in
      if case .lines(let lines, let stroke) = shape, stroke.width == 1.6 { lines.first } else { nil }
    }
    let ends = try #require(line.first)
    #expect(ends[0].x < dot.x && dot.x < ends[1].x && ends.allSatisfy { $0.y == dot.y })
    #expect((dot.x - (ends[0].x + ends[1].x) / 2).magnitude < 0.01)
    #expect(scene.description.contains("auc 0.9, from 0.8 to 1"))
  }

  @Test("The axis shows the origin, and ends at 1 where shares do")
  func axis() throws {
    let ticks = { (picture: DotsPicture) in
      try picture.scene(size: nil).labels.compactMap { Double($0.text.replacing("−", with: "-")) }
    }
    #expect(try ticks(picture([row("a", 0.5, 0.6)], origin: 0)).min() == 0)
    #expect(try ticks(picture([row("a", 0.9, 1)])).max() == 1)
    #expect(try (ticks(picture([row("a", 30, 45)])).min() ?? 0) > 20)
  }

  @Test("Rows without a finite value are left out; without any there is no picture")
  func notFinite() throws {
    let scene = try picture([row("a", .nan), row("b", 1, .infinity, spread: (.nan, 2))]).scene(size: nil)
    #expect(!scene.labels.contains { $0.text == "a" } && scene.labels.contains { $0.text == "b" })
    #expect(dots(scene).first?.count == 1)
    #expect(throws: DrawingError.nothingToDraw("there is no finite value to draw")) {
      try picture([row("a", .nan)]).scene(size: nil)
    }
    #expect(throws: DrawingError.self) { try picture([]).scene(size: nil) }
  }

  @Test("Groups have forms and a legend, and of too many rows the first are shown")
  func groups() throws {
    let rows = (0..<80).map { index in
      DotsPicture.Row(name: "r\(index)", dots: [DotsPicture.Dot(1), DotsPicture.Dot(2, group: 1)])
    }
    let scene = try picture(rows, groups: ["low", "high"]).scene(size: nil)
    #expect(scene.labels.contains { $0.text == "low" } && scene.labels.contains { $0.text == "high" })
    #expect(scene.labels.count { $0.text.hasPrefix("r") } == DotsPicture.mostRows)
    #expect(scene.description.contains("r0 low 1, high 2") && scene.description.hasSuffix("20 more are not shown."))
  }

  @Test("Of many dots each row keeps its first and its last ones, such as the mean")
  func many() throws {
    let rows = (0..<60).map { row in
      DotsPicture.Row(
        name: "r\(row)",
        dots: (0..<1_000).map { DotsPicture.Dot(Double($0 * row % 997)) } + [DotsPicture.Dot(1, group: 1)])
    }
    let scene = try picture(rows, groups: ["a fold", "mean"]).scene(size: nil)
    #expect(dots(scene).map(\.count).suffix(2) == [60 * 49, 60])
    #expect(SVGWriter.write(scene, theme: .auto).utf8.count <= 200_000)
  }

  @Test("On a terminal each row has a line of its own, the same distance apart", arguments: [40, 80, 132])
  func text(columns: Int) throws {
    let rows = (0..<13).map { row("r\($0).", Double($0)) }
    let text = try picture(rows).text(TextStyle(columns: columns, rows: 20, colours: .none, isDark: true))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let places = rows.map { row in lines.indices.filter { lines[$0].drop { $0 == " " }.hasPrefix(row.name) } }
    #expect(places.allSatisfy { $0.count == 1 }, "\(text)")
    let steps = Set(zip(places.joined(), places.joined().dropFirst()).map { $1 - $0 })
    #expect(steps.count == 1 && steps.allSatisfy { $0 > 0 }, "\(text)")
  }
}
