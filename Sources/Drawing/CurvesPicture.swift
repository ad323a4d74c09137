/// Lines in one or more panels, one above the other, that share their horizontal axis: the course of a training, a
/// receiver operating characteristic, any y over x.
package struct CurvesPicture: Picture {
  /// Shown at the top left; blank for none.
  let title: String
  /// What the horizontal axis shows.
  let xName: String
  /// Values that the horizontal axis shows whatever the data are.
  let xRange: ClosedRange<Double>?
  /// Whether the horizontal axis is logarithmic; what is not positive is then drawn at its left end.
  let hasLogarithmicX: Bool
  /// From top to bottom, 1 to 4.
  let panels: [LinePanel]
  /// A place on the horizontal axis that is marked in all panels, such as the best epoch.
  let guide: Double?
  /// Whether a unit is as long on one axis as on the other, in a square panel.
  let isSquare: Bool
  /// Whether the names of lines stand in a legend, even where there is room beside their ends.
  let namesInLegend: Bool

  /// A picture of panels over one axis; what cannot be drawn is told by `svg`.
  init(
    title: String = "", xName: String, xRange: ClosedRange<Double>? = nil, hasLogarithmicX: Bool = false,
    panels: [LinePanel], guide: Double? = nil, isSquare: Bool = false, namesInLegend: Bool = false
  ) {
    self.title = title
    self.xName = xName
    self.xRange = xRange
    self.hasLogarithmicX = hasLogarithmicX
    self.panels = panels
    self.guide = guide
    self.isSquare = isSquare
    self.namesInLegend = namesInLegend
  }

  func check() throws(DrawingError) {
    guard !panels.isEmpty else { throw .nothingToDraw("there are no lines to draw") }
    guard panels.count <= 4 else { throw .tooMany("panels", found: panels.count, limit: 4) }
    for panel in panels { try panel.check() }
  }

  /// The horizontal axis between two ends, with as many numbers as keep apart.
  func xAxis(left: Double, right: Double, width: Double) -> Axis {
    let values = panels.flatMap { $0.series.flatMap { $0.points.map(\.x) } }
    let bounds = xRange.map { [$0.lowerBound, $0.upperBound] } ?? []
    let extent = Axis.extent(of: values + bounds) ?? 0...1
    let room = 4...width - 4
    if hasLogarithmicX, let extent = Axis.extent(of: values.lazy.filter { $0 > 1e-290 }) {
      let isNarrow = extent.upperBound / extent.lowerBound < 1.01
      let domain = isNarrow ? extent.lowerBound / 2...extent.upperBound * 2 : extent
      return Axis.horizontal(domain, scale: .logarithmic, from: left, to: right, room: room)
    }
    let isNarrow = extent.upperBound - extent.lowerBound <= extent.upperBound.magnitude * 1e-9
    let domain = isNarrow ? Axis.padded(extent) : extent
    let whole = values.allSatisfy { $0 == $0.rounded() }
    return Axis.horizontal(domain, from: left, to: right, whole: whole, room: room)
  }
}
