/// A line through points, in their order.
package struct Series: Sendable {
  /// Shown beside the line's end; blank for none.
  package let name: String
  /// The horizontal values.
  package let x: [Double]
  /// As many as `x`. A point with a value that is not finite is left out and leaves a gap.
  package let y: [Double]
  /// Whether the line is dashed, as validation is.
  package let isDashed: Bool
  /// The points that can be drawn.
  let points: [Point]

  /// A line of `x.count` points.
  package init(name: String, x: [Double], y: [Double], isDashed: Bool = false) {
    self.name = name
    self.x = x
    self.y = y
    self.isDashed = isDashed
    points = zip(x, y).compactMap { x, y in Axis.isDrawable(x) && Axis.isDrawable(y) ? Point(x: x, y: y) : nil }
  }

  /// The points that can be drawn, in runs without a gap.
  var runs: [[Point]] {
    var runs: [[Point]] = [[]]
    for (x, y) in zip(x, y) {
      if Axis.isDrawable(x), Axis.isDrawable(y) {
        runs[runs.count - 1].append(Point(x: x, y: y))
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }
}
