/// Values as dots on a common axis, one row for each name: scores with their intervals, those of folds, those of classes.
package struct DotsPicture: Picture {
  /// A dot, in the colour and form of its group.
  package struct Dot: Sendable {
    /// Its place among the picture's groups.
    package let group: Int
    package let value: Double

    package init(_ value: Double, group: Int = 0) {
      self.group = group
      self.value = value
    }
  }

  /// A name and its dots.
  package struct Row: Sendable {
    package let name: String
    /// Those that are not finite are not drawn.
    package let dots: [Dot]
    /// The ends of a line behind the dots, such as an interval of confidence; nil for none.
    package let spread: (low: Double, high: Double)?
    /// What stands at the right end; blank for nothing.
    package let note: String

    package init(name: String, dots: [Dot], spread: (low: Double, high: Double)? = nil, note: String = "") {
      self.name = name
      self.dots = dots
      self.spread = spread
      self.note = note
    }
  }

  /// Rows over one axis.
  package struct Panel: Sendable {
    /// What the axis shows.
    package let name: String
    package let rows: [Row]

    package init(name: String, rows: [Row]) {
      self.name = name
      self.rows = rows
    }
  }

  /// Shown at the top left; blank for none.
  package let title: String
  /// What the picture is, in a line above the dots.
  package let summary: String
  /// From top to bottom; those without rows are not drawn.
  package let panels: [Panel]
  /// The names of the groups in the legend; empty for none.
  package let groups: [String]
  /// Whether dots of one row stand one below the other, since they often have the same value.
  package let isSpread: Bool
  /// A value that all axes show with a line, such as no difference; nil for none.
  package let origin: Double?

  package init(
    title: String = "", summary: String, panels: [Panel], groups: [String] = [], isSpread: Bool = false,
    origin: Double? = nil
  ) {
    self.title = title
    self.summary = summary
    self.panels = panels.filter { !$0.rows.isEmpty }
    self.groups = groups
    self.isSpread = isSpread
    self.origin = origin
  }

  /// Of more rows in a panel, the first are shown.
  static let mostRows = 60
  /// Of more dots in all rows, each shows its first and its last ones, or the file would grow with them.
  static let mostDots = 3_000

  /// - Throws: `sizeOutOfRange`, `heightTooSmall`, or `nothingToDraw` without a finite value.
  package func scene(size: Size?) throws(DrawingError) -> Scene {
    let shown = drawablePanels
    guard !shown.isEmpty else { throw .nothingToDraw("there is no finite value to draw") }
    let width = size?.width ?? 640
    let legend = legend(width: width - 2 * Frame.margin)
    let head = Self.summaryHeight + legend.height + 8
    let footers = Double(shown.count) * PlotGrid.footerHeight + Double(shown.count - 1) * Self.panelGap
    let chrome = 2 * Frame.margin - 8 + Frame.titleHeight(title) + head + footers
    let rows = shown.flatMap(\.rows)
    let size = try RowLayout.size(
      size, width: width, chrome: chrome, rows: rows.count, rowHeight: isSpread ? 34 : 26)
    let frame = Frame(size: size, title: title)
    let content = frame.content
    var scene = Scene(
      size: size, title: DisplayText.name(DisplayText.brief(title, count: 200), or: spokenName),
      description: description(shown))
    scene.shapes = frame.titleShapes
    scene.shapes.append(.label(Label(summary, x: content.left, centre: content.top + 7, width: content.width)))
    scene.shapes += legend.shapes(left: content.left, top: content.top + Self.summaryHeight)
    let step = RowLayout.step((content.height - head - footers) / Double(rows.count))
    var top = content.top + head
    for panel in shown {
      var room = content
      room.top = top
      room.bottom = top + Double(panel.rows.count) * step + PlotGrid.footerHeight
      scene.shapes += shapes(panel, in: room, frame, alignedWith: rows)
      top = room.bottom + Self.panelGap
    }
    return scene
  }

  private static let summaryHeight = 22.0
  private static let panelGap = 16.0

  /// The panels with the rows and dots that are drawn.
  private var drawablePanels: [Panel] {
    let panels = panels.map { panel in
      Panel(
        name: panel.name,
        rows: Array(
          panel.rows.filter { row in row.dots.contains { Axis.isDrawable($0.value) } }.prefix(Self.mostRows)))
    }
    .filter { !$0.rows.isEmpty }
    let limit = max(Self.mostDots / max(panels.reduce(0) { $0 + $1.rows.count }, 1), 8)
    return panels.map { panel in
      Panel(
        name: panel.name,
        rows: panel.rows.map { row in
          let dots = row.dots.filter { Axis.isDrawable($0.value) }
          let spread = row.spread.flatMap { Axis.isDrawable($0.low) && Axis.isDrawable($0.high) ? $0 : nil }
          let isCut = dots.count > limit
          return Row(
            name: row.name, dots: isCut ? dots.prefix(limit / 2) + dots.suffix(limit - limit / 2) : dots,
            spread: spread,
            note: row.note)
        })
    }
  }

  private func legend(width: Double) -> Legend {
    Legend(
      groups.enumerated().map { Legend.Item(sign: .marks([marks(ofGroup: $0, at: [])]), text: $1) }, width: width)
  }

  private func marks(ofGroup group: Int, at points: [Point]) -> Marks {
    Marks(
      form: Marks.Form(of: group), points: points, radius: 4, fill: Fill(ink: .category(group)),
      outline: Stroke(ink: .background, width: 1))
  }

  private func shapes(_ panel: Panel, in room: Box, _ frame: Frame, alignedWith all: [Row]) -> [Shape] {
    let named = { (row: Row) in RowLayout.Row(name: row.name, note: row.note) }
    let layout = RowLayout(
      panel.rows.map(named), in: room, width: frame.size.width, alignedWith: all.map(named), names: 0.46)
    let axis = layout.axis(domain(panel), width: frame.size.width)
    var shapes: [Shape] = [layout.grid(axis)]
    if let origin { shapes.append(.lines([layout.vertical(axis, at: origin)], Stroke(ink: .muted))) }
    let count = (panel.rows.flatMap { $0.dots.map(\.group) }.max() ?? 0) + 1
    var spreads: [[Point]] = []
    var points: [[Point]] = Array(repeating: [], count: count)
    for (index, row) in panel.rows.enumerated() {
      let centre = layout.centre(of: index)
      if let spread = row.spread {
        spreads.append([spread.low, spread.high].map { Point(x: axis.position(of: $0), y: centre) })
      }
      for dot in row.dots {
        let shift = isSpread ? min(layout.step / Double(count + 1), 8) * (Double(dot.group) - Double(count - 1) / 2) : 0
        points[dot.group].append(Point(x: axis.position(of: dot.value), y: centre + shift))
      }
    }
    shapes.append(.lines(spreads, Stroke(ink: .muted, width: 1.6)))
    shapes += points.enumerated().map { .marks(marks(ofGroup: $0, at: $1)) }
    return shapes + layout.words(axis, axisName: panel.name, frame)
  }

  /// What the rows hold, and a little more on either side; not beyond 1 where a share ends there.
  private func domain(_ panel: Panel) -> ClosedRange<Double> {
    let values = panel.rows.flatMap { row in
      row.dots.map(\.value) + (row.spread.map { [$0.low, $0.high] } ?? [])
    }
    let extent = Axis.extent(of: values + (origin.map { [$0] } ?? [])) ?? 0...1
    let padded = Axis.padded(extent)
    let top = extent.upperBound <= 1 && extent.lowerBound < 1 ? min(padded.upperBound, 1) : padded.upperBound
    let bottom = extent.lowerBound >= 0 ? max(padded.lowerBound, 0) : padded.lowerBound
    return bottom < top ? bottom...top : padded
  }

  private var spokenName: String { DisplayText.name(DisplayText.brief(summary, count: 120), or: "Scores") }

  private func description(_ panels: [Panel]) -> String {
    let rows = panels.flatMap(\.rows).map { row in
      let dots = row.dots.prefix(12).map { dot in
        let group =
          groups.indices.contains(dot.group) && groups.count > 1 ? "\(DisplayText.brief(groups[dot.group])) " : ""
        return group + NumberText.short(dot.value)
      }
      let more = row.dots.count > 12 ? " and \(NumberText.count(row.dots.count - 12)) more" : ""
      let spread = row.spread.map { ", from \(NumberText.short($0.low)) to \(NumberText.short($0.high))" } ?? ""
      return "\(DisplayText.brief(row.name)) \(dots.joined(separator: ", "))\(more)\(spread)"
    }
    let rest = self.panels.reduce(0) { $0 + $1.rows.count } - rows.count
    return "\(spokenName): \(rows.joined(separator: "; "))"
      + (rest > 0 ? "; \(NumberText.count(rest)) more are not shown." : ".")
  }
}
