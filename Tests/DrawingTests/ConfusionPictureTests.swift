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
