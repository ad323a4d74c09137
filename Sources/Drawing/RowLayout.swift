/// Rows from top to bottom, each with its name at the left and a note at the right, over a common horizontal axis.
struct RowLayout {
  struct Row {
    let name: String
    /// What stands at the right end, such as the value.
    let note: String
    var isBold = false
  }

  let rows: [Row]
  private let content: Box
  /// The room between names and notes, above the numbers of the axis.
  let box: Box
  private let showsNotes: Bool
  /// Distance between rows.
  let step: Double

  /// - Parameters:
  ///   - rows: at least one.
  ///   - content: the room for names, notes, the plot and the axis' own words.
  ///   - all: the rows whose names and notes share their columns with these, such as those of other panels.
  ///   - names: the share of the width that names may take.
  init(_ rows: [Row], in content: Box, width: Double, alignedWith all: [Row]? = nil, names: Double = 0.36) {
    let all = all ?? rows
    let nameWidth =
      all.map { TextMetrics.width(of: DisplayText.clean($0.name), fontSize: Label.plain, isBold: $0.isBold) }.max() ?? 0
    let noteWidth = all.map { TextMetrics.width(of: $0.note, fontSize: Label.small) }.max() ?? 0
    self.rows = rows
    self.content = content
    let left = content.left + min(nameWidth + 0.5, names * width) + 10
    // In a narrow picture the plot is worth more than the notes, which the axis tells too.
    showsNotes = content.right - noteWidth - 12 - left >= 0.2 * width
    let bottom = content.bottom - PlotGrid.footerHeight
    step = Self.step((bottom - content.top) / Double(rows.count))
    box = Box(
      left: left, top: content.top, right: content.right - (showsNotes ? noteWidth + 12 : 0),
      bottom: content.top + step * Double(rows.count))
  }

  /// The size of a picture of so many rows: by default with `rowHeight` for each.
  /// - Throws: `sizeOutOfRange`, `heightTooSmall`.
  static func size(
    _ size: Size?, width: Double, chrome: Double, rows: Int, rowHeight: Double
  ) throws(DrawingError) -> Size {
    let natural = max(Size.heights.lowerBound, chrome + rowHeight * Double(rows))
    let size = try (size ?? Size(width: width, height: natural)).checked()
    let needed = chrome + closestRows * Double(rows)
    guard size.height >= needed else { throw .heightTooSmall(height: size.height, needed: needed.rounded(.up)) }
    return size
  }

  /// Rows closer than this would let names touch, or on a terminal share a line.
  private static var closestRows: Double { max(14, 2 * (TextMetrics.cell ?? 0)) }

  /// On a terminal rows are whole lines apart, or they would stand unevenly.
  static func step(_ room: Double) -> Double {
    guard let cell = TextMetrics.cell, room >= 2 * cell else { return room }
    return (room / (2 * cell)).rounded(.down) * 2 * cell
  }

  /// The height of the middle of a row.
  func centre(of row: Int) -> Double { box.top + (Double(row) + 0.5) * step }

  /// Half of the height of a bar.
  var half: Double { min(0.34 * step, 14) }

  /// A horizontal axis over the rows.
  func axis(_ domain: ClosedRange<Double>, width: Double) -> Axis {
    Axis.horizontal(domain, from: box.left, to: box.right, room: 4...width - 4)
  }

  /// Lines from the numbers of the axis through all rows.
  func grid(_ axis: Axis) -> Shape { .lines(axis.ticks.map { vertical(axis, at: $0.value) }, Stroke(ink: .rule)) }

  /// A line through all rows at a value.
  func vertical(_ axis: Axis, at value: Double) -> [Point] {
    [box.top, box.bottom].map { Point(x: axis.position(of: value), y: $0) }
  }

  /// The names and notes, and the words under the axis.
  func words(_ axis: Axis, axisName: String, _ frame: Frame) -> [Shape] {
    let left = box.left - 10
    let beside = rows.enumerated().flatMap { index, row -> [Shape] in
      let centre = centre(of: index)
      let name = Label(
        row.name, x: left, centre: centre, width: left - content.left, anchor: .end, isBold: row.isBold)
      let note = Label(
        row.note, x: content.right, centre: centre, fontSize: Label.small, anchor: .end, ink: .muted)
      return showsNotes ? [.label(name), .label(note)] : [.label(name)]
    }
    return beside + PlotGrid(box: box, x: axis, y: axis, hasVerticals: false).xLabels(name: axisName, frame)
  }
}
