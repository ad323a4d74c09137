/// Where the parts of a points picture stand.
struct PointsLayout {
  let frame: Frame
  let grid: PlotGrid
  /// The summary, the legend and the name of the vertical axis.
  let legendShapes: [Shape]
  /// The radius of the sign of a right row.
  let radius: Double
  /// The rows counted by cells, where there are too many for a sign each.
  let density: DensityGrid?

  private static let summaryHeight = 22.0
  private static let nameHeight = 36.0

  /// - Throws: `sizeOutOfRange`, `heightTooSmall`.
  init(_ picture: PointsPicture, classes: [PointClass], size: Size?) throws(DrawingError) {
    let total = classes.reduce(0) { $0 + $1.count }
    let isDense = total > PointsPicture.mostPoints
    let points = classes.lazy.flatMap { [$0.right, $0.wrong].joined() }
    let xRange = Axis.extent(of: points.map(\.x)) ?? 0...1
    let yRange = Axis.extent(of: points.map(\.y)) ?? 0...1
    let xDomain = Axis.padded(xRange, by: 0.04)
    let yDomain = Axis.padded(yRange, by: 0.04)
    let ratio = (yDomain.upperBound - yDomain.lowerBound) / (xDomain.upperBound - xDomain.lowerBound)
    let isEqual =
      (0.5...2).contains(ratio) && xRange.lowerBound < xRange.upperBound && yRange.lowerBound < yRange.upperBound

    let width = size?.width ?? (isEqual && ratio > 1.2 ? 520 : 640)
    let legend = Self.legend(classes, isDense: isDense, width: width - 2 * Frame.margin)
    let shadesHeight = isDense ? Legend.rowHeight : 0
    let titleHeight = Frame.titleHeight(picture.title)
    let chrome =
      2 * Frame.margin - 8 + titleHeight + Self.summaryHeight + legend.height + shadesHeight + Self.nameHeight
      + PlotGrid.footerHeight
    // About the width of the plot, whose numbers are not known yet.
    let natural = isEqual ? min(max((width - 88) * ratio, 240), 720) : 400
    let size = try (size ?? Size(width: width, height: (chrome + natural).rounded())).checked()
    guard size.height >= chrome + 64 else {
      throw .heightTooSmall(height: size.height, needed: (chrome + 64).rounded(.up))
    }
    frame = Frame(size: size, title: picture.title)

    let content = frame.content
    let legendTop = content.top + Self.summaryHeight
    let legendBottom = legendTop + legend.height + shadesHeight
    var box = Box(
      left: content.left + 40, top: legendBottom + Self.nameHeight, right: content.right,
      bottom: content.bottom - PlotGrid.footerHeight)
    grid = Self.grid(&box, content: content, x: xDomain, y: yDomain, isEqual: isEqual)
    let usual = total <= 300 ? 3.8 : total <= 1_000 ? 3.1 : 2.3
    radius = usual * min(max(min(box.width, box.height) / 360, 0.6), 1)
    density = isDense ? Self.density(classes, grid) : nil

    let summary = Label(
      Self.summary(picture, classes), x: content.left, centre: content.top + 7, width: content.width)
    let name = Label(
      DisplayText.name(picture.yName, or: "y"), x: content.left, centre: legendBottom + 20, width: content.width)
    var shapes = [.label(summary)] + legend.shapes(left: content.left, top: legendTop) + [.label(name)]
    if let density {
      let shades = Self.shades(density, width: content.width)
      if shades.height <= shadesHeight { shapes += shades.shapes(left: content.left, top: legendTop + legend.height) }
    }
    legendShapes = shapes
  }

  /// The place of a point in the picture.
  func place(_ point: Point) -> Point { Self.place(point, grid) }

  private static func place(_ point: Point, _ grid: PlotGrid) -> Point {
    Point(x: grid.x.position(of: point.x), y: grid.y.position(of: point.y))
  }

  private static func density(_ classes: [PointClass], _ grid: PlotGrid) -> DensityGrid {
    var density = DensityGrid(box: grid.box, classes: classes.count)
    for pointClass in classes {
      for point in pointClass.right { density.add(place(point, grid), classIndex: pointClass.index, isRight: true) }
      for point in pointClass.wrong { density.add(place(point, grid), classIndex: pointClass.index, isRight: false) }
    }
    return density
  }

  /// Whether each wrong row of a picture of cells has its sign.
  static func showsEachWrong(_ classes: [PointClass]) -> Bool { classes.reduce(0) { $0 + $1.wrong.count } <= 500 }

  /// The axes, and the left end of the plot beside the numbers. Where both axes are in one scale, the one with too
  /// much room shows more.
  private static func grid(
    _ box: inout Box, content: Box, x: ClosedRange<Double>, y: ClosedRange<Double>, isEqual: Bool
  ) -> PlotGrid {
    for _ in 0..<2 {
      let yAxis = yAxis(box, x: x, y: y, isEqual: isEqual)
      box.left = (content.left + yAxis.labelWidth + 8).rounded(.up)
    }
    let yAxis = yAxis(box, x: x, y: y, isEqual: isEqual)
    let domain = isEqual ? widened(x, to: box.width * max(span(x) / box.width, span(y) / box.height)) : x
    var xAxis = Axis(domain, from: box.left, to: box.right, spacing: 64)
    for spacing in [90.0, 130, 200] where !xAxis.labelsKeepApart {
      xAxis = Axis(domain, from: box.left, to: box.right, spacing: spacing)
    }
    return PlotGrid(box: box, x: xAxis, y: yAxis, hasVerticals: true)
  }

  private static func yAxis(_ box: Box, x: ClosedRange<Double>, y: ClosedRange<Double>, isEqual: Bool) -> Axis {
    let domain = isEqual ? widened(y, to: box.height * max(span(x) / box.width, span(y) / box.height)) : y
    return Axis(domain, from: box.bottom, to: box.top, spacing: isEqual ? 64 : 44)
  }

  private static func span(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }

  private static func widened(_ range: ClosedRange<Double>, to wanted: Double) -> ClosedRange<Double> {
    let more = max(0, wanted - span(range)) / 2
    return (range.lowerBound - more)...(range.upperBound + more)
  }

  // MARK: Words

  private static func summary(_ picture: PointsPicture, _ classes: [PointClass]) -> String {
    let right = classes.reduce(0) { $0 + $1.right.count }
    let wrong = classes.reduce(0) { $0 + $1.wrong.count }
    let hidden = picture.x.count - right - wrong
    return "right \(NumberText.count(right)) · wrong \(NumberText.count(wrong))"
      + (hidden > 0 ? " · \(NumberText.count(hidden)) not shown" : "")
  }

  private static func legend(_ classes: [PointClass], isDense: Bool, width: Double) -> Legend {
    var items = classes.map { pointClass in
      let sign: Legend.Sign =
        isDense
        ? .box(Fill(ink: pointClass.ink), nil, corner: 0)
        : .marks([pointClass.rightMarks(at: [], radius: 4.2)])
      return Legend.Item(
        sign: sign, text: "\(DisplayText.brief(pointClass.name, count: 24)) · \(NumberText.count(pointClass.count))")
    }
    guard classes.contains(where: { !$0.wrong.isEmpty }) else { return Legend(items, width: width) }
    if !isDense || showsEachWrong(classes) {
      let ring = Marks(
        form: .circle, points: [], radius: 4, fill: Fill(ink: .background), outline: Stroke(ink: .text, width: 1.7))
      items.append(Legend.Item(sign: .marks([ring]), text: "predicted wrongly"))
    } else {
      let dot = Marks(form: .circle, points: [], radius: 4, fill: Fill(ink: .text))
      items.append(Legend.Item(sign: .marks([dot]), text: "share predicted wrongly"))
    }
    return Legend(items, width: width)
  }

  /// How many rows a cell of each shade holds.
  private static func shades(_ density: DensityGrid, width: Double) -> Legend {
    let shades = density.shades
    let items = shades.indices.filter { shades.lastIndex(of: shades[$0]) == $0 }.map { index in
      let sign = Legend.Sign.box(
        Fill(ink: .text, opacity: DensityGrid.opacities[index] * 0.8), nil, corner: 0)
      return Legend.Item(sign: sign, text: "\(NumberText.count(shades[index]))\(index == shades.count - 1 ? "+" : "")")
    }
    return Legend([Legend.Item(sign: .none, text: "rows a cell")] + items, width: width)
  }
}
