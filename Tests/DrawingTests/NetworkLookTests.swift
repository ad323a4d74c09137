import Testing

@testable import Drawing

@Suite struct NetworkLookTests {
  private let layers = [
    NetworkLayer(activation: "tanh", units: 2, weights: [1, -0.5, 0.25, 2], biases: [0.5, -1]),
    NetworkLayer(activation: "sigmoid", units: 1, weights: [1.5, -2], biases: [0]),
  ]

  private func row(_ values: [[Float]]) -> NetworkPicture {
    NetworkPicture(
      layers: layers, inputNames: ["a", "b"], outputNames: ["c = 1"],
      look: .row(UnitValues(values: values, inputTexts: ["3", "−4"], outputTexts: ["0.9"], name: "row 5")))
  }

  @Test("Units are filled by their values, and names tell the row's")
  func values() throws {
    let scene = try row([[1, -1], [0.5, 0], [0.9]]).scene(size: nil)
    let texts = scene.labels.map(\.text)
    #expect(texts.contains("a = 3") && texts.contains("b = −4") && texts.contains("c = 1: 0.9"))
    #expect(texts.contains("row 5") && texts.contains("weight × value"))
    let fills = scene.shapes.compactMap { shape -> (Ink, Double)? in
      if case .circle(_, let radius, let fill, nil, _) = shape { (fill.ink, radius) } else { nil }
    }
    // Both inputs and the first hidden unit are as far as their layer goes, the second holds nothing, the output is a
    // share of 0.9. Those below the middle come first.
    #expect(fills.map(\.0) == [.negative, .positive, .positive, .positive])
    #expect(fills[0].1 == fills[2].1 && fills[3].1 < fills[0].1)
    expectLabelsApart(scene)
  }

  @Test("Of a long name the end is cut, not the value; one from right to left leaves the value behind it")
  func ends() throws {
    let long = NetworkPicture(
      layers: layers, inputNames: ["a", String(repeating: "long ", count: 20)], outputNames: ["عربي"],
      look: .row(UnitValues(values: [[1, 2], [0, 0], [0]], inputTexts: ["3", "−4"], outputTexts: ["9"], name: "")))
    for size in [nil, Size(width: 800, height: 500)] {
      let labels = try long.scene(size: size).labels
      let cut = try #require(labels.first { $0.text.hasPrefix("long") })
      #expect(cut.text.hasSuffix("… = −4") && cut.fullText?.hasSuffix("long  = −4") == true)
      #expect(labels.contains { $0.text == "\u{2068}عربي\u{2069} = 9" })
    }
  }

  @Test("Without colours signs and shades tell what is below the middle from what is above")
  func withoutColours() throws {
    let style = TextStyle(columns: 80, rows: nil, colours: .none, isDark: true)
    let units = try row([[1, -1], [0.5, 0], [0.9]]).text(style)
    for sign in ["⊖ value below its middle", "● above"] { #expect(units.contains(sign), "\(units)") }
    #expect(units.count { $0 == "⊖" } == 2 && units.count { $0 == "●" } > 2, "\(units)")
    let values = (0..<100).map { Float($0 % 10) - 4.5 }
    let maps = [2, 2, 1].map { count in
      UnitMaps.scaled(
        Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, values) }), side: 10, activation: "tanh")
    }
    let text = try NetworkPicture(layers: layers, look: .maps(UnitMaps(maps: maps, xName: "a", yName: "b"))).text(style)
    #expect(text.contains(/░ +low/) && text.contains(/□ +middle/) && text.contains(/▓ +high/), "\(text)")
    #expect(text.count { $0 == "░" } > 5 && text.count { "▒▓".contains($0) } > 5, "\(text)")
  }

  @Test("Lines are weights times the value that they carry; a bias carries 1")
  func contributions() throws {
    func lines(_ picture: NetworkPicture) throws -> Int {
      try picture.scene(size: nil).shapes.reduce(0) { count, shape in
        if case .lines(let lines, let stroke) = shape, stroke.ink == .rule { count + lines.count } else { count }
      }
    }
    // Of all that the first input sends nothing arrives, nor from the second hidden unit; and the output has no bias.
    #expect(try lines(row([[0, 1], [1, 0], [0.5]])) == 2 + 1 + 1)
    let plain = NetworkPicture(layers: layers)
    #expect(try lines(plain) == 1)
  }

  @Test("Weights times values beyond the largest number are drawn as the largest")
  func overflow() throws {
    let values: [[Float]] = [[3e38, -3e38], [.infinity, -.infinity], [.nan]]
    for size in [nil, Size(width: 500, height: 400)] {
      try expectSound(try row(values).svg(size: size))
    }
    #expect(try row(values).scene(size: nil).labels.contains { $0.text == "3.4e38" })
  }

  @Test("Maps stand in the place of units, with the axes told")
  func maps() throws {
    let maps = [2, 2, 1].map { count in
      UnitMaps.scaled(
        Dictionary(uniqueKeysWithValues: (0..<count).map { unit in (unit, (0..<100).map { Float($0 % 10) - 4.5 }) }),
        side: 10, activation: "tanh")
    }
    #expect(maps[0][0]?.values.allSatisfy { (-1...1).contains($0) } == true)
    let picture = NetworkPicture(
      layers: layers, look: .maps(UnitMaps(maps: maps, xName: "age", yName: "weight", note: "the rest at rest")))
    let scene = try picture.scene(size: nil)
    #expect(scene.labels.contains { $0.text == "each unit over age → and weight ↑, the rest at rest" })
    let areas = scene.shapes.compactMap { shape in
      if case .areas(let outlines, _) = shape { outlines.count } else { nil }
    }
    #expect(areas.count == 6 && areas.allSatisfy { $0 == 5 })
    #expect(!scene.shapes.contains { if case .circle = $0 { true } else { false } })
    expectLabelsApart(scene)
  }

  @Test("Many wild maps stay small")
  func size() throws {
    let sizes = [64, 64, 64, 64, 64]
    var numbers = TestNumbers(seed: 9)
    let maps = sizes.map { count in
      UnitMaps.scaled(
        Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, (0..<625).map { _ in Float(numbers.next()) }) }),
        side: 25, activation: "relu")
    }
    let picture = NetworkPicture(
      layers: randomLayers(sizes), maxUnits: 64, look: .maps(UnitMaps(maps: maps, xName: "x", yName: "y")))
    try expectSound(try picture.svg(theme: .auto))
  }

  @Test("A page holds what it needs, as JSON that no name can leave")
  func page() throws {
    var picture = NetworkPicture(
      layers: layers, inputNames: ["</script><script>alert(1)</script>", "\"\\\u{2028}"], outputNames: ["c"])
    picture.page = (
      [UnitValues(values: [[1, 2], [3, 4], [.nan]], inputTexts: ["<", "&"], outputTexts: ["1"], name: "row 1")], 0
    )
    let page = try picture.html(theme: .auto)
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.contains("\\u003c/script\\u003e") && page.contains("\"values\":[[1,2],[3,4],[0]]"))
    #expect(page.contains("default-src 'none'") && !page.contains("http://www.w3.org/1999") && !page.contains("src="))
    #expect(JSONText.number(-0.000123456) == "-0.0001235" && JSONText.number(1e300) == "0")
    #expect(JSONText.number(12345.6) == "12350")
  }

  @Test("Of many units under long names, values and maps make no large file")
  func bounded() throws {
    var numbers = TestNumbers(seed: 5)
    let sizes = [64, 64, 64, 64, 64, 64, 64, 64, 30]
    let names = { (count: Int) in (0..<count).map { "n\($0)" + String(repeating: "é", count: 400) } }
    let texts = { (count: Int) in [String](repeating: "−0.123", count: count) }
    let values = UnitValues(
      values: sizes.map { count in (0..<count).map { _ in Float(numbers.next()) } }, inputTexts: texts(64),
      outputTexts: texts(30), name: "row 1")
    let maps = sizes.map { count in
      UnitMaps.scaled(
        Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, (0..<625).map { _ in Float(numbers.next()) }) }),
        side: 25, activation: "tanh")
    }
    for look in [NetworkLook.plain, .row(values), .maps(UnitMaps(maps: maps, xName: "a", yName: "b"))] {
      let picture = NetworkPicture(
        layers: randomLayers(sizes), inputNames: names(64), outputNames: names(30), maxUnits: 64, look: look)
      let count = try picture.svg(theme: .auto).utf8.count
      #expect(count <= 200_000)
    }
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
