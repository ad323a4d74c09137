/// A line through points, in their order.
struct Series: Sendable {
  /// Shown beside the line's end; blank for none.
  let name: String
  /// Whether the line is dashed, as validation is.
  let isDashed: Bool
  /// Which of the categories' colours the line has; nil for that of its place among the lines.
  let colour: Int?
  /// The points that can be drawn, in runs without a gap.
  let runs: [[Point]]
  /// The values that are shown or stand for others, and those that cannot be drawn.
  let total: Int
  let skipped: Int

  /// The line that was collected.
  init(name: String, _ builder: SeriesBuilder, isDashed: Bool = false, colour: Int? = nil) {
    self.name = name
    self.isDashed = isDashed
    self.colour = colour
    runs = builder.runs
    total = builder.total
    skipped = builder.skipped
  }

  /// The line that was collected, with one more point at its start or its end.
  init(name: String, _ builder: SeriesBuilder, end: Point, isStart: Bool) {
    self.name = name
    isDashed = false
    colour = nil
    var runs = builder.runs
    if isStart, !runs.isEmpty { runs[0].insert(end, at: 0) } else if !runs.isEmpty { runs[runs.count - 1].append(end) }
    self.runs = runs
    total = builder.total
    skipped = builder.skipped
  }

  /// A line of `x.count` points. A point with a value that is not finite is left out and leaves a gap.
  init(name: String, x: [Double], y: [Double], isDashed: Bool = false, colour: Int? = nil) {
    var builder = SeriesBuilder()
    for (x, y) in zip(x, y) { builder.add(x: x, y: y) }
    self.init(name: name, builder, isDashed: isDashed, colour: colour)
  }

  /// The points that can be drawn.
  var points: some Collection<Point> { runs.joined() }
}
