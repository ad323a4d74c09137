/// Collects a line point by point. Of a long one it keeps, for each of some thousand stretches of equal length, the
/// first, the lowest, the highest and the last point: no peak is lost, and its size does not grow with the line.
struct SeriesBuilder: Sendable {
  private struct Stretch {
    var first: (index: Int, point: Point)
    var lowest: (index: Int, point: Point)
    var highest: (index: Int, point: Point)
    var last: (index: Int, point: Point)

    init(_ index: Int, _ point: Point) {
      first = (index, point)
      lowest = first
      highest = first
      last = first
    }

    mutating func extend(by other: Stretch) {
      if other.lowest.point.y < lowest.point.y { lowest = other.lowest }
      if other.highest.point.y > highest.point.y { highest = other.highest }
      last = other.last
    }

    var points: [Point] {
      var seen = -1
      return [first, lowest, highest, last].sorted { $0.index < $1.index }.compactMap { entry in
        defer { seen = entry.index }
        return entry.index == seen ? nil : entry.point
      }
    }
  }

  /// More stretches than any picture has pixels.
  private static let most = 8192

  /// Nil for a gap; gaps are kept while every stretch is one point.
  private var stretches: [Stretch?] = []
  private var length = 1
  private var open: Stretch?
  private var inOpen = 0
  /// The points that can be drawn.
  private(set) var total = 0
  /// The points that cannot.
  private(set) var skipped = 0
  /// The first and the last point that can be drawn.
  private(set) var first: Point?
  private(set) var last: Point?

  init() {}

  /// Adds a point; one with a value that is not finite leaves a gap.
  mutating func add(x: Double, y: Double) {
    guard Axis.isDrawable(x), Axis.isDrawable(y) else {
      skipped += 1
      if length == 1, case .some(.some) = stretches.last { stretches.append(nil) }
      return
    }
    let point = Point(x: x, y: y)
    if first == nil { first = point }
    last = point
    let new = Stretch(total, point)
    total += 1
    if open == nil { open = new } else { open?.extend(by: new) }
    inOpen += 1
    guard inOpen == length else { return }
    stretches.append(open)
    open = nil
    inOpen = 0
    if stretches.count >= Self.most { join() }
  }

  /// Joins neighbours to stretches of twice the length.
  private mutating func join() {
    let present = stretches.compactMap(\.self)
    stretches = stride(from: 0, to: present.count - 1, by: 2).map { index in
      var stretch = present[index]
      stretch.extend(by: present[index + 1])
      return stretch
    }
    length *= 2
    if present.count % 2 == 1 {
      open = present.last
      inOpen = length / 2
    }
  }

  /// The points, in runs without a gap.
  var runs: [[Point]] {
    var runs: [[Point]] = [[]]
    for stretch in stretches + [open] {
      if let stretch {
        runs[runs.count - 1] += stretch.points
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }
}
