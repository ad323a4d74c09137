/// A panel with its place in the picture: lines as paths, numbers on the axis, words where they disturb nothing.
struct PanelPlot {
  let panel: LinePanel
  let box: Box
  let x: Axis
  let y: Axis
  private let guideX: Double?
  /// The paths of each series, thinned to what can be seen.
  private let paths: [[[Point]]]

  /// - Parameters:
  ///   - guide: a value of x at which a vertical line crosses the panel.
  ///   - spacing: pixels that a tick of the vertical axis needs.
  ///   - vertices: the most that a series may have.
  init(_ panel: LinePanel, box: Box, x: Axis, guide: Double?, spacing: Double, vertices: Int) {
    guideX = guide.map { x.position(of: $0) }
    self.panel = panel
    self.box = box
    self.x = x
    let y = panel.axis(bottom: box.bottom, top: box.top, spacing: spacing)
    self.y = y
    paths = panel.series.map { series in
      // So many gaps are too narrow to be seen.
      let runs = series.runs.count > vertices / 8 ? [Array(series.points)] : series.runs
      let share = max(8, vertices / max(1, runs.count))
      return runs.map { run in
        Self.thinned(run.map { Point(x: x.position(of: $0.x), y: y.position(of: $0.y)) }, limit: share)
      }
    }
  }

  /// At most about `limit` points: the first, lowest, highest and last of each stretch, so that no peak is lost.
  static func thinned(_ points: [Point], limit: Int) -> [Point] {
    guard points.count > limit else { return points }
    let stretch = (points.count + limit / 4 - 1) / max(1, limit / 4)
    return stride(from: 0, to: points.count, by: stretch).flatMap { start -> [Point] in
      let part = start..<min(start + stretch, points.count)
      let lowest = part.min { points[$0].y < points[$1].y } ?? start
      let highest = part.max { points[$0].y < points[$1].y } ?? start
      return Set([part.lowerBound, lowest, highest, part.upperBound - 1]).sorted().map { points[$0] }
    }
  }

  // MARK: Shapes

  /// The axis and the grid, behind the lines.
  var ground: [Shape] { PlotGrid(box: box, x: x, y: y, hasVerticals: false).shapes }

  var lines: [Shape] {
    var shapes: [Shape] = []
    if panel.isFilled, let first = paths.first {
      for path in first {
        guard path.count > 1, let start = path.first, let end = path.last else { continue }
        let feet = [Point(x: end.x, y: box.bottom), Point(x: start.x, y: box.bottom)]
        shapes.append(.area(path + feet, Fill(ink: .category(0), opacity: 0.1)))
      }
    }
    if panel.diagonal != nil {
      let dashes = Stroke(ink: .muted, width: 1.2, dash: [4, 4])
      shapes.append(.lines([diagonal], dashes))
    }
    for (index, path) in paths.enumerated() {
      shapes.append(.lines(path, stroke(of: index)))
      // A value between two gaps has no line; it is a dot.
      let lone = path.filter { $0.count == 1 }.compactMap(\.first)
      if !lone.isEmpty {
        shapes.append(
          .marks(Marks(form: .circle, points: lone, radius: 3, fill: Fill(ink: .category(panel.colour(of: index))))))
      }
    }
    return shapes
  }

  func stroke(of index: Int) -> Stroke { panel.stroke(of: index) }

  /// The dots with their words, each where it crosses the fewest lines.
  var marks: [Shape] {
    var taken = notes.compactMap { shape in if case .label(let label) = shape { label.box } else { nil } }
    return panel.marks.flatMap { mark -> [Shape] in
      guard Axis.isDrawable(mark.x), Axis.isDrawable(mark.y) else { return [] }
      let centre = Point(x: x.position(of: mark.x), y: y.position(of: mark.y))
      let dot = Marks(
        form: .circle, points: [centre], radius: mark.radius, fill: Fill(ink: .category(panel.colour(of: mark.series))),
        outline: Stroke(ink: .background, width: 1.5))
      guard !mark.text.isEmpty else { return [.marks(dot)] }
      let label = place(mark, at: centre, avoiding: taken)
      // A ground under the words where they lie over lines.
      let isFree = cost(of: label.box, taken) < 2
      taken.append(label.box)
      let ground = Shape.boxes([label.box], corner: 2, Fill(ink: .background, opacity: 0.85), nil)
      return (isFree ? [] : [ground]) + [.label(label), .marks(dot)]
    }
  }

  /// The words in the corner, and the name of the diagonal.
  var notes: [Shape] {
    var shapes: [Shape] = []
    let room = box.insetBy(12)
    let isLeft = panel.noteCorner == .lowerLeft
    if !panel.note.isEmpty {
      shapes.append(
        .label(
          Label(
            panel.note, x: isLeft ? room.left : room.right, centre: room.bottom - 8, width: room.width,
            fontSize: 14, anchor: isLeft ? .start : .end, isBold: true)))
    }
    if let name = panel.diagonal, !name.isEmpty {
      // Beside the line, where it crosses the fewest others.
      let places = [0.5, 0.3, 0.7, 0.2, 0.8].flatMap { share in
        let point = Point(
          x: diagonal[0].x + share * (diagonal[1].x - diagonal[0].x),
          y: diagonal[0].y + share * (diagonal[1].y - diagonal[0].y))
        return [
          Label(name, x: point.x + 14, centre: point.y + 8, fontSize: Label.small, ink: .muted),
          Label(name, x: point.x - 14, centre: point.y - 8, fontSize: Label.small, anchor: .end, ink: .muted),
        ]
      }
      if let best = cheapest(places, avoiding: []) { shapes.append(.label(best)) }
    }
    return shapes
  }

  /// Where y equals x, from one end of what both axes show to the other.
  private var diagonal: [Point] {
    let low = max(x.domain.lowerBound, y.domain.lowerBound)
    let high = max(low, min(x.domain.upperBound, y.domain.upperBound))
    return [low, high].map { Point(x: x.position(of: $0), y: y.position(of: $0)) }
  }

  private func place(_ mark: LinePanel.Mark, at centre: Point, avoiding taken: [Box]) -> Label {
    // Among several lines the words have the colour of their own.
    let ink: Ink = panel.series.count > 2 ? .category(panel.colour(of: mark.series)) : .text
    let candidates: [(dx: Double, dy: Double, anchor: Label.Anchor)] = [
      (0, -15, .middle), (0, 15, .middle), (9, -13, .start), (-9, -13, .end), (9, 13, .start), (-9, 13, .end),
      (0, -30, .middle), (0, 30, .middle), (12, 0, .start), (-12, 0, .end), (14, -30, .start), (-14, -30, .end),
      (14, 30, .start), (-14, 30, .end), (9, -46, .start), (-9, -46, .end), (9, 46, .start), (-9, 46, .end),
      (30, 0, .start), (-30, 0, .end), (40, -20, .start), (-40, -20, .end), (40, 20, .start), (-40, 20, .end),
      (9, -64, .start), (-9, -64, .end), (9, 64, .start), (-9, 64, .end),
    ]
    let labels = candidates.map { candidate in
      Label(
        mark.text, x: centre.x + candidate.dx, centre: centre.y + candidate.dy, width: box.width / 2,
        fontSize: Label.small, anchor: candidate.anchor, ink: ink)
    }
    return cheapest(labels, avoiding: taken) ?? labels[0]
  }

  /// The label that disturbs least, the first of equals.
  private func cheapest(_ labels: [Label], avoiding taken: [Box]) -> Label? {
    let costs = labels.map { cost(of: $0.box, taken) }
    return labels.indices.min { costs[$0] < costs[$1] }.map { labels[$0] }
  }

  /// How much a label there would disturb.
  private func cost(of place: Box, _ taken: [Box]) -> Int {
    var cost = box.contains(place) ? 0 : 10_000
    for other in taken where other.overlaps(place) { cost += 1_000 }
    if let guideX, place.left - 3 < guideX, guideX < place.right + 3 { cost += 1 }
    let grown = place.insetBy(-3)
    for path in paths.joined() {
      for (start, end) in zip(path, path.dropFirst()) where grown.isCrossedBy(start, end) { cost += 2 }
    }
    return cost
  }

  /// The heights of the series' names at their ends, apart from each other; nil if they cannot stand close to them.
  var nameHeights: [(series: Int, height: Double)]? {
    var ends: [(series: Int, height: Double)] = []
    for (index, path) in paths.enumerated() where !DisplayText.name(panel.series[index].name, or: "").isEmpty {
      if let end = path.last?.last { ends.append((index, end.y)) }
    }
    ends.sort { $0.height < $1.height }
    let wanted = ends.map(\.height)
    let apart = 15.0
    guard ends.count <= 8, Double(ends.count) * apart <= box.height else { return nil }
    // Pushed down from the top, then up from the bottom, half of the way each: neighbours share the shift.
    for index in ends.indices.dropFirst() {
      let overlap = ends[index - 1].height + apart - ends[index].height
      if overlap > 0 {
        ends[index - 1].height -= overlap / 2
        ends[index].height += overlap / 2
      }
    }
    for index in ends.indices {
      let top = index == 0 ? box.top + 4 : ends[index - 1].height + apart
      ends[index].height = max(ends[index].height, top)
    }
    for index in ends.indices.reversed() {
      let bottom = index == ends.count - 1 ? box.bottom - 4 : ends[index + 1].height - apart
      ends[index].height = min(ends[index].height, bottom)
    }
    for (end, wanted) in zip(ends, wanted) where (end.height - wanted).magnitude > 20 { return nil }
    return ends
  }
}
