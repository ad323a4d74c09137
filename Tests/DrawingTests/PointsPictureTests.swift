import Testing

@testable import Drawing

@Suite struct PointsPictureTests {
  private func picture(
    _ count: Int, classes: Int = 2, wrongEvery: Int = 20, scale: (Double, Double) = (1, 1), name: String? = nil
  ) -> PointsPicture {
    var numbers = TestNumbers(seed: UInt64(count))
    let truth = (0..<count).map { $0 % classes }
    return PointsPicture(
      title: name ?? "Points", xName: name ?? "x1", yName: name ?? "x2",
      x: (0..<count).map { _ in scale.0 * numbers.next() }, y: (0..<count).map { _ in scale.1 * numbers.next() },
      truth: truth,
      predicted: truth.enumerated().map { $0.offset % wrongEvery == 0 ? ($0.element + 1) % classes : $0.element },
      classNames: (0..<classes).map { name ?? "class \($0)" })
  }

  @Test(
    "Any number of points is drawn within the frame and the size limit",
    arguments: [
      1, 2, 250, 5_000, 5_001, 60_000,
    ])
  func counts(_ count: Int) throws {
    for (classes, wrongEvery) in [(2, 20), (2, 1), (9, 3), (40, 7)] {
      let picture = picture(count, classes: classes, wrongEvery: wrongEvery)
      for size in [nil, Size(width: 8_000, height: 8_000)] {
        try expectSound(try picture.svg(size: size, theme: .auto))
      }
      expectLabelsApart(try picture.scene(size: nil))
    }
    try expectSound(try picture(count).svg(size: Size(width: 400, height: 300), theme: .auto))
    expectLabelsApart(try picture(count).scene(size: Size(width: 400, height: 300)))
  }

  @Test("The picture counts the right and the wrong")
  func counting() throws {
    let scene = try picture(250).scene(size: nil)
    #expect(scene.labels.contains { $0.text == "right 237 · wrong 13" })
    #expect(scene.labels.contains { $0.text == "class 1 · 125" })
    #expect(scene.labels.contains { $0.text == "x1" } && scene.labels.contains { $0.text == "x2" })
    #expect(scene.description.hasPrefix("250 rows by x1 and x2: 237 predicted right, 13 wrong (5.2 %)."))
  }

  @Test("Wrong points lie above the right ones and have an outline")
  func emphasis() throws {
    let marks = try picture(100).scene(size: nil).shapes.compactMap { shape -> Marks? in
      if case .marks(let marks) = shape, !marks.points.isEmpty { marks } else { nil }
    }
    let plotted = marks.filter { $0.points.count > 1 }
    #expect(plotted.map { $0.outline != nil } == [false, false, true])
    #expect(plotted[2].points.count == 5)
  }

  @Test("Features of like ranges have one scale, others their own")
  func aspect() throws {
    let unit = { (picture: PointsPicture, size: Size?) throws -> (Double, Double) in
      let grid = try PlotLayout(
        PlotLayout.Content(
          title: "", xName: "x", yName: "y", summary: "s", legend: [], x: try #require(picture.cloud.xRange),
          y: try #require(picture.cloud.yRange)), size: size
      ).grid
      let x = (grid.x.position(of: 0.1) - grid.x.position(of: 0)).magnitude
      return (x, (grid.y.position(of: 0.1) - grid.y.position(of: 0)).magnitude)
    }
    for size in [nil, Size(width: 900, height: 500)] {
      let (x, y) = try unit(picture(200), size)
      #expect((x - y).magnitude < 1e-6 * x)
    }
    let (x, y) = try unit(picture(200, scale: (100, 1)), nil)
    #expect(y > 10 * x)
  }

  @Test("Names of any kind are shown safely and keep their places", arguments: hostileNames)
  func hostile(_ name: HostileName) throws {
    let picture = picture(60, classes: 16, name: name.text)
    try expectSound(try picture.svg(theme: .auto))
    expectLabelsApart(try picture.scene(size: nil))
  }

  @Test("Rows without two finite values are left out and counted; equal, huge and tiny values are drawn")
  func degenerate() throws {
    let values: [[Double]] = [
      [1, .nan, 2], [.infinity, 1, 1], [5, 5, 5], [0, 0, 0], [1e300, -1e300, 0], [.leastNonzeroMagnitude, 0, 1],
      [1e9, 1e9 + 1e-3, 1e9],
    ]
    for x in values {
      for y in values {
        let picture = PointsPicture(
          xName: "", yName: " ", x: x, y: y, truth: [0, 0, 0], predicted: [0, 1, -7], classNames: ["a"])
        guard zip(x, y).contains(where: { Axis.isDrawable($0) && Axis.isDrawable($1) }) else { continue }
        try expectSound(try picture.svg())
        expectLabelsApart(try picture.scene(size: nil))
      }
    }
    let gap = PointsPicture(
      xName: "a", yName: "b", x: [1, .nan], y: [1, 1], truth: [0, 0], predicted: [0, 0], classNames: ["a"])
    #expect(try gap.scene(size: nil).labels.contains { $0.text == "right 1 · wrong 0 · 1 not shown" })
  }

  @Test("What cannot be drawn is refused, with its reason")
  func refusals() {
    let picture = { (x: [Double], y: [Double], truth: [Int]) in
      PointsPicture(xName: "a", yName: "b", x: x, y: y, truth: truth, predicted: truth, classNames: ["p", "q"])
    }
    let cases: [(PointsPicture, DrawingError)] = [
      (picture([], [], []), .nothingToDraw("there are no rows to draw")),
      (picture([.nan], [1], [0]), .nothingToDraw("no row has two finite values to draw")),
      (picture([1], [1], [2]), .nameCount(of: "classes", expected: 3, found: 2)),
    ]
    for (picture, error) in cases {
      #expect(throws: error) { try picture.svg() }
    }
  }

  @Test("The same points are the same bytes every time")
  func determinism() throws {
    for count in [300, 9_000] { #expect(try picture(count).svg() == picture(count).svg()) }
  }
}
