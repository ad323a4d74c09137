import Testing

@testable import Drawing

@Suite struct BarsPictureTests {
  @Test("Bars keep their order, with value and spread, and of many the largest are shown")
  func bars() throws {
    let picture = BarsPicture(
      title: "Importance", valueName: "drop", names: ["a", "b", "c"], values: [0.5, -0.25, 0.125],
      deviations: [0.1, 0, .nan])
    let scene = try picture.scene(size: nil)
    #expect(scene.description == "Bars of drop: a 0.5, b −0.25, c 0.125.")
    expectLabelsApart(scene)
    try expectSound(try picture.svg(theme: .auto))
    let many = BarsPicture(valueName: "v", names: (0..<1_000).map { "n\($0)" }, values: (0..<1_000).map(Double.init))
    let texts = try many.scene(size: nil).labels.map(\.text)
    #expect(texts.contains("n999") && texts.contains("n960") && !texts.contains("n959"))
    try expectSound(try many.svg())
  }

  @Test(
    "Values of any size are drawn",
    arguments: [[0], [1e300, -1e300], [.leastNonzeroMagnitude], [.nan, 3], [-5, -5]] as [[Double]])
  func degenerate(_ values: [Double]) throws {
    let picture = BarsPicture(
      valueName: "", names: values.map { _ in "a" }, values: values, deviations: values.map { $0.magnitude })
    try expectSound(try picture.svg())
    expectLabelsApart(try picture.scene(size: nil))
  }

  @Test("Names of any kind are shown safely and keep their places", arguments: hostileNames)
  func hostile(_ name: HostileName) throws {
    let picture = BarsPicture(
      title: name.text, valueName: name.text, names: Array(repeating: name.text, count: 40),
      values: (0..<40).map(Double.init))
    try expectSound(try picture.svg(theme: .auto))
    expectLabelsApart(try picture.scene(size: nil))
  }

  @Test("What cannot be drawn is refused")
  func refusals() {
    #expect(throws: DrawingError.self) { try BarsPicture(valueName: "v", names: [], values: []).svg() }
    #expect(throws: DrawingError.self) { try BarsPicture(valueName: "v", names: ["a"], values: [.nan]).svg() }
    #expect(throws: DrawingError.columnLength(of: "v", expected: 1, found: 2)) {
      try BarsPicture(valueName: "v", names: ["a"], values: [1, 2]).svg()
    }
    #expect(throws: DrawingError.columnLength(of: "deviations", expected: 1, found: 2)) {
      try BarsPicture(valueName: "v", names: ["a"], values: [1], deviations: [1, 2]).svg()
    }
  }
}
