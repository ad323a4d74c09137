import Testing

@testable import Drawing

@Suite struct ConfusionPictureTests {
  private func picture(_ classes: Int, name: String = "class") -> ConfusionPicture {
    ConfusionPicture(
      title: "Errors", classNames: (0..<classes).map { "\(name) \($0)" },
      counts: (0..<classes * classes).map { $0 % (classes + 1) == 0 ? 1_700 : $0 % 7 })
  }

  @Test("A confusion matrix of any size is drawn within its frame, without overlaps", arguments: [1, 2, 3, 10, 30])
  func sizes(_ classes: Int) throws {
    let picture = picture(classes)
    for theme in Theme.allCases { try expectSound(try picture.svg(theme: theme)) }
    expectLabelsApart(try picture.scene(size: nil))
    expectLabelsApart(try picture.scene(size: Size(width: 700, height: 800)))
  }

  @Test("Each pair of classes has its count")
  func counts() throws {
    let picture = ConfusionPicture(classNames: ["no", "yes"], counts: [50, 3, 2, 45])
    let scene = try picture.scene(size: nil)
    let texts = scene.labels.map(\.text)
    #expect(texts.contains("right 95 · wrong 5") && ["50", "3", "2", "45"].allSatisfy(texts.contains))
    #expect(scene.description.contains("Actual yes: predicted 2 as no, 45 as yes."))
    let empty = ConfusionPicture(classNames: ["no", "yes"], counts: [50, 3, 0, 0])
    #expect(try empty.scene(size: nil).description.contains("Actual yes: no rows."))
  }

  @Test("Names of any kind, no rows and impossible counts are shown safely", arguments: hostileNames)
  func hostile(_ name: HostileName) throws {
    for counts in [[0, 0, 0, 0], [Int.max, Int.max, Int.min, -1]] {
      let picture = ConfusionPicture(title: name.text, classNames: [name.text, name.text], counts: counts)
      try expectSound(try picture.svg())
      expectLabelsApart(try picture.scene(size: nil))
    }
    try expectSound(try self.picture(30, name: name.text).svg(theme: .auto))
  }

  @Test("On a terminal all numbers stand apart, or none do and the width for them is told")
  func text() throws {
    let picture = ConfusionPicture(
      classNames: (1...15).map { "class\($0)" }, counts: (0..<225).map { $0 % 16 == 0 ? 100 + $0 : $0 % 5 == 0 ? 7 : 0 }
    )
    func text(_ columns: Int) throws -> String {
      try picture.text(TextStyle(columns: columns, rows: 20, colours: .none, isDark: true))
    }
    let narrow = try text(60)
    let needed = try #require(narrow.firstMatch(of: /numbers need (\d+) columns/)?.1)
    #expect(!narrow.contains("100") && narrow.contains("15 · class15"), "\(narrow)")
    let wide = try text(#require(Int(needed)))
    let numbers = wide.split { !$0.isNumber }.compactMap { Int($0) }
    for row in 0..<15 { #expect(numbers.contains(100 + 16 * row) && numbers.contains(row + 1), "\(wide)") }
    #expect(numbers.count { $0 == 7 } >= 42 && !wide.contains("numbers need"))
    #expect(throws: DrawingError.widthTooSmall(width: 40, needed: 52)) { try text(40) }
    #expect(try text(52).contains("15 · "))
  }

  @Test("What cannot be drawn is refused")
  func refusals() {
    #expect(throws: DrawingError.self) { try ConfusionPicture(classNames: [], counts: []).svg() }
    #expect(throws: DrawingError.tooMany("classes", found: 31, limit: 30)) { try picture(31).svg() }
    #expect(throws: DrawingError.columnLength(of: "counts", expected: 4, found: 3)) {
      try ConfusionPicture(classNames: ["a", "b"], counts: [1, 2, 3]).svg()
    }
    #expect(throws: DrawingError.self) { try picture(30).svg(size: Size(width: 400, height: 300)) }
  }
}
