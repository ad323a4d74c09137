/// The few shapes that every picture is made of.
enum Shape: Sendable {
  /// Lines that may have gaps: each part is drawn through its points.
  case lines([[Point]], Stroke)
  /// A filled polygon.
  case area([Point], Fill)
  /// Polygons filled together, each of which cuts a hole where it lies within another.
  case areas([[Point]], Fill)
  case boxes([Box], corner: Double, Fill, Stroke?)
  /// A circle and what a reader learns by pointing at it; without words it lets the pointer through.
  case circle(Point, radius: Double, Fill, Stroke?, tooltip: String?)
  case marks(Marks)
  case label(Label)
}

/// The pen that a line is drawn with.
struct Stroke: Sendable {
  var ink: Ink
  var width: Double = 1
  var opacity: Double = 1
  /// Lengths of the dash and the gap; nil for a solid line.
  var dash: [Double]?
}

/// The colour of an area.
struct Fill: Sendable {
  var ink: Ink
  var opacity: Double = 1
}

/// Many small signs of one look, one at each point.
struct Marks: Sendable {
  var form: Form
  var points: [Point]
  var radius: Double
  var fill: Fill
  /// A line around each sign, outside of it.
  var outline: Stroke?

  /// The outline of a sign; it tells classes apart where colour does not.
  enum Form: Int, CaseIterable, Sendable {
    case circle, square, triangle, diamond, triangleDown, hexagon, triangleRight, triangleLeft

    /// The form of a class; more classes than forms start over.
    init(of index: Int) { self = Self.allCases[Int(index.magnitude % UInt(Self.allCases.count))] }
  }
}
