import Testing

@testable import Drawing

@Suite struct SurfacePictureTests {
  private func classes(
    _ probability: @escaping (Double, Double) -> Double, threshold: Double = 0.5, positive: Int = 1, rows: Int = 0
  ) -> SurfacePicture {
    var cloud = PointCloud()
    cloud.add(x: 0, y: 0)
    cloud.add(x: 40, y: 40, classIndex: 1)
    for row in 0..<rows { cloud.add(x: Double(row % 40), y: Double(row / 40 % 40), classIndex: row % 2) }
    let second = ValueGrid(41, 41, probability)
    return SurfacePicture(
      xName: "x", yName: "y", x: 0...40, y: 0...40,
      content: .classes(
        [second.map { 1 - $0 }, second], names: ["no", "yes"], positive: positive, threshold: threshold, cloud: cloud,
        hasTruth: true))
  }

  @Test("Without colours each band of a quantity has the shade that the legend tells")
  func shades() throws {
    let picture = SurfacePicture(
      xName: "x", yName: "y", x: 0...40, y: 0...40,
      content: .quantity(ValueGrid(41, 41) { x, _ in 1.1 * x }, name: "q", rows: [], total: 0))
    let text = try picture.text(TextStyle(columns: 80, rows: 26, colours: .none, isDark: true))
    for band in [/□ +< 10/, /░ +≥ 10/, /█ +≥ 40/] { #expect(text.contains(band), "\(text)") }
    let line = try #require(text.split(separator: "\n").first { $0.contains("░") && !$0.contains("≥") }, "\(text)")
    let steps = line.compactMap { Array("░▒▓█").firstIndex(of: $0) }
    #expect(steps == steps.sorted() && Set(steps).count == 4, "\(text)")
  }

  /// Where the boundary crosses the picture, as a share of the plot's width.
  private func boundary(_ picture: SurfacePicture) throws -> [Double] {
    let shapes = try picture.scene(size: nil).shapes
    let lines = shapes.compactMap { shape -> [[Point]]? in
      if case .lines(let lines, let stroke) = shape, stroke.width == 1.4, lines.contains(where: { $0.count > 1 }) {
        lines
      } else {
        nil
      }
    }
    let frame = shapes.compactMap { shape -> Box? in
      if case .boxes(let boxes, _, _, .some) = shape, let box = boxes.first, box.width > 100 { box } else { nil }
    }
    let box = try #require(frame.first)
    return (lines.last ?? []).joined().map { ($0.x - box.left) / box.width }
  }

  @Test("The boundary lies where the positive class reaches the threshold", arguments: [0.25, 0.5, 0.8])
  func threshold(_ threshold: Double) throws {
    // The probability of the second class grows from 0 at the left to 1 at the right.
    for x in try boundary(classes({ x, _ in x / 40 }, threshold: threshold)) { #expect(abs(x - threshold) < 0.01) }
    for x in try boundary(classes({ x, _ in x / 40 }, threshold: threshold, positive: 0)) {
      #expect(abs(x - 1 + threshold) < 0.01)
    }
  }

  @Test("Of several classes each is as far ahead as it is of the best of the others", arguments: [1, 2, 3, 7])
  func leads(_ classes: Int) {
    var numbers = TestNumbers(seed: 8)
    // Rounded, so that there are ties.
    let grids = (0..<classes).map { _ in ValueGrid(6, 5) { _, _ in (numbers.next() * 3).rounded() / 3 } }
    for (index, lead) in ClassSurface.leads(grids).enumerated() {
      for node in lead.values.indices {
        let others = grids.indices.filter { $0 != index }.map { grids[$0].values[node] }
        #expect(lead.values[node] == grids[index].values[node] - (others.max() ?? 0))
      }
    }
  }

  @Test("Wild surfaces and many rows stay small")
  func size() throws {
    var numbers = TestNumbers(seed: 5)
    let wild = (0..<41 * 41).map { _ in (numbers.next() + 1) / 2 }
    let picture = classes({ x, y in wild[Int(y) * 41 + Int(x)] }, rows: 20_000)
    try expectSound(try picture.svg(size: Size(width: 4_000, height: 4_000), theme: .auto))
    expectLabelsApart(try picture.scene(size: nil))
    let quantity = SurfacePicture(
      xName: "x", yName: "y", x: 0...1, y: 0...1,
      content: .quantity(ValueGrid(columns: 41, rows: 41, values: wild), name: "q", rows: [], total: 0))
    try expectSound(try quantity.svg(theme: .auto))
  }

  @Test("The words tell how much of the ground each class has, and the legend the bands of a quantity")
  func words() throws {
    let scene = try classes({ x, _ in x < 10 ? 0 : 1 }).scene(size: nil)
    #expect(scene.description.contains("no on 24.4 %, yes on 75.6 %"))
    #expect(scene.labels.contains { $0.text == "boundary" })
    let quantity = SurfacePicture(
      xName: "x", yName: "y", x: 0...1, y: 0...1,
      content: .quantity(ValueGrid(11, 11) { x, _ in 10 * x }, name: "price", rows: [(0.5, 0.5, 40)], total: 9),
      note: "the other feature at its mean")
    let labels = try quantity.scene(size: nil).labels.map(\.text)
    #expect(labels.contains("< 20") && labels.contains("≥ 80"))
    #expect(labels.contains("price · 1 of 9 rows · the other feature at its mean"))
  }

  @Test("Equal, missing and infinite values are drawn or refused")
  func degenerate() throws {
    for value in [0.5, 0, 1, .nan, .infinity] { try expectSound(try classes({ _, _ in value }).svg()) }
    for value in [3, 0, 1e300, -1e300] as [Double] {
      let picture = SurfacePicture(
        xName: "x", yName: "y", x: 0...1, y: 0...1,
        content: .quantity(ValueGrid(5, 5) { _, _ in value }, name: "q", rows: [(.nan, 1, 2)], total: 1))
      try expectSound(try picture.svg())
    }
    let nothing = SurfacePicture(
      xName: "x", yName: "y", x: 0...1, y: 0...1,
      content: .quantity(ValueGrid(5, 5) { _, _ in .nan }, name: "q", rows: [], total: 0))
    #expect(throws: DrawingError.nothingToDraw("there is no finite value of q to draw")) { try nothing.svg() }
  }
}
