/// A quantity as bands of colour between round values, with a contour at each.
struct QuantitySurface {
  private let grid: ValueGrid
  private let name: String
  /// The values at which the bands begin, without the lowest band's.
  private let levels: [Tick]

  /// - Throws: `nothingToDraw` where no value is finite.
  init(grid: ValueGrid, name: String) throws(DrawingError) {
    guard let extent = Axis.extent(of: grid.values) else {
      throw .nothingToDraw("there is no finite value of \(DisplayText.brief(name)) to draw")
    }
    self.name = DisplayText.name(name, or: "value")
    let range = extent.lowerBound < extent.upperBound ? extent : Axis.padded(extent)
    levels = Array(
      Ticks.linear(range, count: Ink.steps - 2).filter { $0.value > range.lowerBound }.prefix(Ink.steps - 1))
    var grid = grid
    let corners = { [levels] (grid: ValueGrid) in
      levels.reduce(0) { $0 + grid.outlines(level: $1.value).reduce(0) { $0 + $1.count } }
    }
    while corners(grid) > ClassSurface.mostCorners, grid.columns > 8 { grid = grid.coarser }
    self.grid = grid
  }

  /// The step of the scale at which a band is drawn, so that the bands take all of it.
  private func ink(ofBand band: Int) -> Ink {
    levels.isEmpty ? .scale(Ink.steps / 2) : .scale(band * (Ink.steps - 1) / levels.count)
  }

  private func ink(of value: Double) -> Ink { ink(ofBand: levels.count { $0.value <= value }) }

  func shapes(_ plot: PlotGrid) -> [Shape] {
    var shapes: [Shape] = [.boxes([plot.box], corner: 0, Fill(ink: ink(ofBand: 0)), nil)]
    for (index, level) in levels.enumerated() {
      let outlines = grid.outlines(level: level.value)
      guard !outlines.isEmpty else { continue }
      shapes.append(
        .areas(outlines.map { $0.map { plot.place($0, in: grid) } }, Fill(ink: ink(ofBand: index + 1))))
      let lines = outlines.flatMap(grid.withoutEdges).map { $0.map { plot.place($0, in: grid) } }
      shapes.append(.lines(lines, Stroke(ink: .background, width: 0.8, opacity: 0.7)))
    }
    return shapes
  }

  /// Rows as dots in the colour of what they truly are.
  func signs(_ rows: [(x: Double, y: Double, value: Double)], _ layout: PlotLayout) -> [Shape] {
    var places: [Ink: [Point]] = [:]
    for row in rows {
      places[row.value.isFinite ? ink(of: row.value) : .background, default: []].append(
        layout.place(Point(x: row.x, y: row.y)))
    }
    let radius = rows.count <= 500 ? 3.2 : 2.2
    let signs = ([.background] + (0..<Ink.steps).map { .scale($0) }).compactMap { ink in
      places[ink].map { Shape.marks(Self.sign(ink, $0, radius: radius)) }
    }
    // A ring in the colour of the page keeps the dark edges apart from dark bands.
    let halo = Marks(
      form: .circle, points: places.keys.sorted { $0.name < $1.name }.flatMap { places[$0] ?? [] },
      radius: radius + 1.6,
      fill: Fill(ink: .background, opacity: 0.8))
    return [.marks(halo)] + signs
  }

  private static func sign(_ ink: Ink, _ points: [Point], radius: Double) -> Marks {
    Marks(
      form: .circle, points: points, radius: radius, fill: Fill(ink: ink), outline: Stroke(ink: .text, width: 0.9))
  }

  /// The bands from low to high.
  var legend: [Legend.Item] {
    let edge = Stroke(ink: .muted, width: 0.8)
    guard let first = levels.first else { return [] }
    let low = Legend.Item(sign: .box(Fill(ink: ink(ofBand: 0)), edge, corner: 0), text: "< \(first.text)")
    return [low]
      + levels.enumerated().map { index, level in
        Legend.Item(sign: .box(Fill(ink: ink(ofBand: index + 1)), edge, corner: 0), text: "≥ \(level.text)")
      }
  }

  func signLegend(_ rows: [(x: Double, y: Double, value: Double)]) -> [Legend.Item] {
    guard !rows.isEmpty else { return [] }
    let isKnown = rows.contains { $0.value.isFinite }
    let sign = Legend.Sign.marks([Self.sign(isKnown ? .scale(Ink.steps / 2) : .background, [], radius: 3.6)])
    return [Legend.Item(sign: sign, text: isKnown ? "a row, in the colour of its true value" : "a row")]
  }

  var description: String {
    guard let extent = Axis.extent(of: grid.values) else { return "" }
    return
      "\(DisplayText.brief(name)) goes from \(NumberText.short(extent.lowerBound)) to \(NumberText.short(extent.upperBound))."
  }
}
