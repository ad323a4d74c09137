/// Writes the signs of `Marks` as SVG path data, with few bytes for each.
enum MarkPath {
  static func start(_ x: Double, _ y: Double) -> String { "M\(short(x)) \(short(y))" }

  /// A closed path around the point; all forms cover about the area of the circle of that radius.
  static func path(_ form: Marks.Form, at point: Point, radius: Double) -> String {
    let (x, y) = (point.x, point.y)
    let side = short(2 * 0.9 * radius)
    let back = short(-2 * 0.9 * radius)
    let half = short(1.3 * radius)
    let halfBack = short(-1.3 * radius)
    let base = short(2 * 1.25 * radius)
    let baseBack = short(-2 * 1.25 * radius)
    let tall = short(2.1 * radius)
    let tallBack = short(-2.1 * radius)
    let slope = short(1.25 * radius)
    let slopeBack = short(-1.25 * radius)
    return switch form {
    case .circle: start(x, y) + "h0"
    case .square: start(x - 0.9 * radius, y - 0.9 * radius) + "h\(side)v\(side)h\(back)z"
    case .triangle: start(x, y - 1.35 * radius) + "l\(slope) \(tall)h\(baseBack)z"
    case .triangleDown: start(x, y + 1.35 * radius) + "l\(slopeBack) \(tallBack)h\(base)z"
    case .triangleRight: start(x + 1.35 * radius, y) + "l\(tallBack) \(slope)v\(baseBack)z"
    case .triangleLeft: start(x - 1.35 * radius, y) + "l\(tall) \(slopeBack)v\(base)z"
    case .diamond: start(x, y - 1.3 * radius) + "l\(half) \(half) \(halfBack) \(half) \(halfBack) \(halfBack)z"
    case .hexagon:
      start(x - 0.6 * radius, y - radius)
        + "h\(short(1.2 * radius))l\(short(0.6 * radius)) \(short(radius)) \(short(-0.6 * radius)) \(short(radius))"
        + "h\(short(-1.2 * radius))l\(short(-0.6 * radius)) \(short(-radius))z"
    }
  }

  /// A tenth of a pixel is fine enough for a sign, and shorter.
  private static func short(_ value: Double) -> String { NumberText.coordinate(value, decimals: 1) }
}
