/// What a model makes of two features: the class it predicts for every place, with the boundaries between, or the
/// quantity, with its contours; the rows lie above.
package struct SurfacePicture: Picture {
  /// What the model tells.
  package enum Content: Sendable {
    /// For each class its probability at every node; of two classes, the second is predicted from a threshold on, and
    /// the first where `positive` is 0.
    case classes([ValueGrid], names: [String], positive: Int, threshold: Double, cloud: PointCloud, hasTruth: Bool)
    /// The quantity at every node, and rows with what it truly is; NaN where that is unknown.
    case quantity(ValueGrid, name: String, rows: [(x: Double, y: Double, value: Double)], total: Int)
  }

  /// Shown at the top left; blank for none.
  package let title: String
  /// The features on the two axes.
  package let xName: String
  package let yName: String
  /// The values at the first and the last column of nodes.
  package let x: ClosedRange<Double>
  /// The values at the first and the last row of nodes.
  package let y: ClosedRange<Double>
  package let content: Content
  /// What else holds for the whole surface, such as where other features stand; blank for nothing.
  package let note: String

  package init(
    title: String = "", xName: String, yName: String, x: ClosedRange<Double>, y: ClosedRange<Double>, content: Content,
    note: String = ""
  ) {
    self.title = title
    self.xName = xName
    self.yName = yName
    self.x = x
    self.y = y
    self.content = content
    self.note = note
  }

  /// More rows of a quantity than this are not shown.
  package static let mostRows = 2_000

  /// - Throws: `sizeOutOfRange`, `heightTooSmall`, `nameCount`, or `nothingToDraw` without a finite value.
  package func scene(size: Size?) throws(DrawingError) -> Scene {
    switch content {
    case .classes(let grids, let names, let positive, let threshold, let cloud, let hasTruth):
      let surface = ClassSurface(grids: grids, positive: positive, threshold: threshold)
      let points = try ClassedPoints(cloud, names: names, hasTruth: hasTruth, isOnGround: true)
      var legend = points.legend
      legend.append(Legend.Item(sign: .line(ClassSurface.boundary), text: "boundary"))
      let layout = try layout(summary: points.summary, legend: legend, size: size)
      return scene(
        layout, shapes: surface.shapes(layout.grid) + points.shapes(layout),
        second: [Legend.Item(sign: .none, text: "ground: the predicted class, stronger where it is surer" + extra)],
        description: "Ground: \(surface.description(names)) \(points.description(xName: xTitle, yName: yTitle))")
    case .quantity(let grid, let name, let rows, let total):
      let surface = try QuantitySurface(grid: grid, name: name)
      let shown = rows.filter { Axis.isDrawable($0.x) && Axis.isDrawable($0.y) }
      let count = shown.count < total ? "\(NumberText.count(shown.count)) of " : ""
      let layout = try layout(
        summary: "\(DisplayText.brief(name)) · \(count)\(NumberText.count(total, "row", "rows"))\(extra)",
        legend: surface.legend, size: size)
      return scene(
        layout, shapes: surface.shapes(layout.grid) + surface.signs(shown, layout), second: surface.signLegend(shown),
        description: surface.description)
    }
  }

  private var xTitle: String { DisplayText.name(xName, or: "x") }
  private var yTitle: String { DisplayText.name(yName, or: "y") }
  private var extra: String { DisplayText.name(note, or: "").isEmpty ? "" : " · \(note)" }

  private func layout(summary: String, legend: [Legend.Item], size: Size?) throws(DrawingError) -> PlotLayout {
    try PlotLayout(
      PlotLayout.Content(
        title: title, xName: xName, yName: yName, summary: summary, legend: legend, hasSecondLegend: true, x: x, y: y,
        isExact: true, hasVerticals: false),
      size: size)
  }

  private func scene(
    _ layout: PlotLayout, shapes: [Shape], second: [Legend.Item], description: String
  ) -> Scene {
    let over = "\(DisplayText.brief(xTitle)) and \(DisplayText.brief(yTitle))"
    var scene = Scene(
      size: layout.frame.size,
      title: DisplayText.name(DisplayText.brief(title, count: 200), or: "Prediction over \(over)"),
      description: "The prediction over \(over)\(extra.replacing(" · ", with: ", ")). \(description)")
    let legend = Legend(second, width: layout.frame.content.width, widestText: layout.frame.content.width)
    scene.shapes = layout.frame.titleShapes + layout.headShapes
    if legend.height <= Legend.rowHeight {
      scene.shapes += legend.shapes(left: layout.secondLegend.x, top: layout.secondLegend.y)
    }
    scene.shapes += shapes + layout.grid.frameShapes + layout.grid.xLabels(name: xTitle, layout.frame)
    return scene
  }
}

extension PlotGrid {
  /// The place of a node.
  func place(_ node: Point, in grid: ValueGrid) -> Point {
    Point(
      x: box.left + node.x / Double(grid.columns - 1) * box.width,
      y: box.bottom - node.y / Double(grid.rows - 1) * box.height)
  }
}
