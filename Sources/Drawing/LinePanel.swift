/// One or more lines over a common vertical axis: a panel of a `CurvesPicture`.
struct LinePanel: Sendable {
  /// How values are carried to heights.
  enum Scale: Sendable {
    case linear
    /// Logarithmic where all values are positive and span more than two decades, else linear.
    case automatic
  }

  /// A corner of the panel.
  enum Corner: Sendable { case lowerLeft, lowerRight }

  /// A point with a dot and words beside it.
  struct Mark: Sendable {
    /// The index of the series whose colour the dot has.
    let series: Int
    /// Its value on the horizontal axis.
    let x: Double
    /// Its value on the vertical axis.
    let y: Double
    /// Shown beside the dot; empty for the dot alone.
    let text: String
    /// The radius of the dot.
    let radius: Double

    /// A dot at a point of the panel.
    init(series: Int, x: Double, y: Double, text: String, radius: Double = 4) {
      self.series = series
      self.x = x
      self.y = y
      self.text = text
      self.radius = radius
    }
  }

  /// What the vertical axis shows.
  let name: String
  /// The lines, at most 12, in the order of drawing.
  let series: [Series]
  /// How the vertical axis is scaled.
  let scale: Scale
  /// Values that the axis shows whatever the data are, such as 0 to 1 for a rate.
  let range: ClosedRange<Double>?
  /// At most 100, above the lines.
  let marks: [Mark]
  /// The name of the line from corner to corner on which y equals x; nil for no such line.
  let diagonal: String?
  /// Whether the area under the first series is tinted.
  let isFilled: Bool
  /// Words in a corner that the lines leave free, such as the area under the curve.
  let note: String
  /// The corner of `note`.
  let noteCorner: Corner
  /// Beside the panel's name; blank for none.
  let subtitle: String
  /// The values that can be drawn, and the range that the axis shows in any case.
  let extent: ClosedRange<Double>
  /// Whether the axis is logarithmic.
  let isLogarithmic: Bool

  /// A panel of lines; what cannot be drawn is told by the picture's `svg`.
  init(
    name: String, series: [Series], scale: Scale = .linear, range: ClosedRange<Double>? = nil, marks: [Mark] = [],
    diagonal: String? = nil, isFilled: Bool = false, note: String = "", noteCorner: Corner = .lowerRight,
    subtitle: String = ""
  ) {
    self.subtitle = subtitle
    self.name = name
    self.series = series
    self.scale = scale
    self.range = range
    self.marks = marks
    self.diagonal = diagonal
    self.isFilled = isFilled
    self.note = note
    self.noteCorner = noteCorner
    let bounds = range.map { [$0.lowerBound, $0.upperBound] } ?? []
    let extent = Axis.extent(of: series.lazy.flatMap { $0.points.map(\.y) } + bounds) ?? 0...1
    self.extent = extent
    isLogarithmic = scale == .automatic && extent.lowerBound > 1e-290 && extent.upperBound / 100 > extent.lowerBound
  }

  /// - Throws: `tooMany`, `nothingToDraw`.
  func check() throws(DrawingError) {
    guard series.count <= 12 else { throw .tooMany("lines", found: series.count, limit: 12) }
    guard marks.count <= 100 else { throw .tooMany("marks", found: marks.count, limit: 100) }
    guard series.contains(where: { !$0.points.isEmpty }) else {
      throw .nothingToDraw("there is no finite value of \(DisplayText.brief(name)) to draw")
    }
  }

  /// The vertical axis from a bottom to a top.
  func axis(bottom: Double, top: Double, spacing: Double) -> Axis {
    if isLogarithmic {
      return Axis(
        Axis.paddedLogarithmically(extent), scale: .logarithmic, from: bottom, to: top, spacing: spacing)
    }
    let domain = extent == range ? extent : Axis.padded(extent)
    return Axis(
      domain.lowerBound < domain.upperBound ? domain : Axis.padded(domain), from: bottom, to: top, spacing: spacing)
  }

  /// The pen of a series; where colours start over, dots tell the lines apart.
  func stroke(of index: Int) -> Stroke {
    let colour = colour(of: index)
    let dash: [Double]? = series[index].isDashed ? [5, 3.5] : colour >= Ink.categories ? [1.5, 2.5] : nil
    return Stroke(ink: .category(colour), width: 1.8, dash: dash)
  }

  func colour(of index: Int) -> Int { series.indices.contains(index) ? series[index].colour ?? index : index }
}
