/// Where the parts of a plot over two axes stand: summary, legends, the name of the vertical axis, the plot, the numbers.
struct PlotLayout {
  let frame: Frame
  let grid: PlotGrid
  /// The summary, the legends and the name of the vertical axis.
  let headShapes: [Shape]
  /// Where a second legend begins, if room was kept for one.
  let secondLegend: Point

  private static let summaryHeight = 22.0
  private static let nameHeight = 36.0

  /// What a plot shows, before it has a place.
  struct Content {
    var title: String
    var xName: String
    var yName: String
    /// In a line of its own, above the legend; blank for none.
    var summary: String
    var legend: [Legend.Item]
    /// Whether room for one more row of legend is kept, whose content depends on the plot.
    var hasSecondLegend = false
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>
    /// Whether the plot ends where the ranges do; else it shows a little more.
    var isExact = false
    /// Whether a unit is to be as long on one axis as on the other, if it makes a plot of good shape.
    var prefersEqual = true
    var hasVerticals = true
  }

  /// - Throws: `sizeOutOfRange`, `heightTooSmall`.
  init(_ plot: Content, size: Size?) throws(DrawingError) {
    let xDomain = Axis.padded(plot.x, by: plot.isExact ? 0 : 0.04)
    let yDomain = Axis.padded(plot.y, by: plot.isExact ? 0 : 0.04)
    let ratio = Self.span(yDomain) / Self.span(xDomain)
    let isEqual =
      plot.prefersEqual && (0.5...2).contains(ratio) && plot.x.lowerBound < plot.x.upperBound
      && plot.y.lowerBound < plot.y.upperBound

    let width = size?.width ?? (isEqual && ratio > 1.2 ? 520 : 640)
    let legend = Legend(plot.legend, width: width - 2 * Frame.margin)
    let summaryHeight = DisplayText.name(plot.summary, or: "").isEmpty ? 0 : Self.summaryHeight
    let secondHeight = plot.hasSecondLegend ? Legend.rowHeight : 0
    let chrome =
      2 * Frame.margin - 8 + Frame.titleHeight(plot.title) + summaryHeight + legend.height + secondHeight
      + Self.nameHeight + PlotGrid.footerHeight
    // About the width of the plot, whose numbers are not known yet.
    let natural = isEqual ? min(max((width - 88) * ratio, 240), 720) : 400
    let size = try (size ?? Size(width: width, height: (chrome + natural).rounded())).checked()
    guard size.height >= chrome + 64 else {
      throw .heightTooSmall(height: size.height, needed: (chrome + 64).rounded(.up))
    }
    frame = Frame(size: size, title: plot.title)

    let content = frame.content
    let legendTop = content.top + summaryHeight
    let legendBottom = legendTop + legend.height + secondHeight
    var box = Box(
      left: content.left + 40, top: legendBottom + Self.nameHeight, right: content.right,
      bottom: content.bottom - PlotGrid.footerHeight)
    grid = Self.grid(
      &box, content: content, x: xDomain, y: yDomain, isEqual: isEqual, isExact: plot.isExact,
      hasVerticals: plot.hasVerticals)
    secondLegend = Point(x: content.left, y: legendTop + legend.height)

    let name = Label(
      DisplayText.name(plot.yName, or: "y"), x: content.left, centre: legendBottom + 20, width: content.width)
    var shapes: [Shape] = []
    if summaryHeight > 0 {
      shapes.append(.label(Label(plot.summary, x: content.left, centre: content.top + 7, width: content.width)))
    }
    headShapes = shapes + legend.shapes(left: content.left, top: legendTop) + [.label(name)]
  }

  /// The place of a point in the picture.
  func place(_ point: Point) -> Point {
    Point(x: grid.x.position(of: point.x), y: grid.y.position(of: point.y))
  }

  /// The axes, and the left end of the plot beside the numbers. Where both axes are in one scale, the one with too
  /// much room shows more, or where the ranges are exact, the plot is the narrower.
  private static func grid(
    _ box: inout Box, content: Box, x: ClosedRange<Double>, y: ClosedRange<Double>, isEqual: Bool, isExact: Bool,
    hasVerticals: Bool
  ) -> PlotGrid {
    let widens = isEqual && !isExact
    let whole = box
    for _ in 0..<3 {
      let yAxis = yAxis(box, x: x, y: y, isEqual: isEqual, widens: widens)
      box = whole
      box.left = (content.left + yAxis.labelWidth + 8).rounded(.up)
      if isEqual, isExact { narrow(&box, ratio: span(y) / span(x)) }
    }
    let yAxis = yAxis(box, x: x, y: y, isEqual: isEqual, widens: widens)
    let domain = widens ? widened(x, to: box.width * max(span(x) / box.width, span(y) / box.height)) : x
    let xAxis = Axis.horizontal(
      domain, from: box.left, to: box.right, room: 4...content.right + Frame.margin - 4)
    return PlotGrid(box: box, x: xAxis, y: yAxis, hasVerticals: hasVerticals)
  }

  /// Makes the box as wide and high as `ratio` asks for, at its bottom left.
  private static func narrow(_ box: inout Box, ratio: Double) {
    let width = min(box.width, box.height / ratio)
    box.right = box.left + width
    box.top = box.bottom - width * ratio
  }

  private static func yAxis(
    _ box: Box, x: ClosedRange<Double>, y: ClosedRange<Double>, isEqual: Bool, widens: Bool
  ) -> Axis {
    let domain = widens ? widened(y, to: box.height * max(span(x) / box.width, span(y) / box.height)) : y
    return Axis(domain, from: box.bottom, to: box.top, spacing: isEqual ? 64 : 44)
  }

  private static func span(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }

  private static func widened(_ range: ClosedRange<Double>, to wanted: Double) -> ClosedRange<Double> {
    let more = max(0, wanted - span(range)) / 2
    return (range.lowerBound - more)...(range.upperBound + more)
  }
}
