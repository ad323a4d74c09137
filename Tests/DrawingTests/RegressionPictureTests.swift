import Testing

@testable import Drawing

@Suite struct RegressionPictureTests {
  @Test("The figures are those of the definitions")
  func figures() throws {
    let rows = RegressionRows(truth: [1, 2, 3, 4, .nan], predicted: [1.5, 2, 2.5, 5, 1])
    // Errors −0.5, 0, 0.5, −1: squares 1.5; about the mean 2.5 the squares are 5.
    #expect(abs(rows.rmse - (1.5 / 4).squareRoot()) < 1e-15)
    #expect(abs((rows.r2 ?? 0) - 0.7) < 1e-15)
    let scene = try RegressionPicture(name: "price", rows: rows).scene(size: nil)
    #expect(scene.labels.contains { $0.text == "price · r² 0.7 · rmse 0.612 · 4 rows · 1 not shown" })
    #expect(scene.description.contains("go from −1 to 0.5"))
    #expect(RegressionRows(truth: [2, 2], predicted: [1, 3]).r2 == nil)
  }

  @Test("Any number of rows is drawn within the frame and the size limit", arguments: [1, 2, 300, 5_000, 30_000])
  func counts(_ count: Int) throws {
    var numbers = TestNumbers(seed: UInt64(count))
    let truth = (0..<count).map { _ in 50 * numbers.next() }
    let rows = RegressionRows(truth: truth, predicted: truth.map { $0 + numbers.next() })
    let picture = RegressionPicture(title: "Prices", name: "price", rows: rows)
    for size in [nil, Size(width: 400, height: 600), Size(width: 619, height: 480), Size(width: 2_000, height: 600)] {
      try expectSound(try picture.svg(size: size, theme: .auto))
      expectLabelsApart(try picture.scene(size: size))
    }
  }

  @Test("Both axes of predicted over true show one range, so that the diagonal is one")
  func diagonal() throws {
    let rows = RegressionRows(truth: [0, 100], predicted: [40, 60])
    let shapes = try RegressionPicture(name: "y", rows: rows).scene(size: nil).shapes
    let lines = shapes.compactMap { shape -> [Point]? in
      if case .lines(let lines, let stroke) = shape, stroke.ink == .negative { lines.first } else { nil }
    }
    let ends = try #require(lines.first)
    #expect(abs(abs(ends[1].x - ends[0].x) - abs(ends[1].y - ends[0].y)) < 1e-9)
  }
}
