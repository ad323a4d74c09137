extension CurvesPicture {
  /// - Throws: `sizeOutOfRange`, `heightTooSmall`, `tooMany`, or `nothingToDraw` where a panel has no finite value.
  package func scene(size: Size?) throws(DrawingError) -> Scene {
    try check()
    let size = try (size ?? defaultSize).checked()
    let needed = neededHeight(width: size.width, plot: 44)
    guard size.height >= needed else { throw .heightTooSmall(height: size.height, needed: needed.rounded(.up)) }
    let frame = Frame(size: size, title: title)

    // First over the whole width, to learn which names keep apart beside their lines and how wide the words are.
    let trial = plots(boxes(frame, rows: panels.map { _ in 0 }), width: size.width)
    let named = trial.map { !namesInLegend && $0.nameHeights != nil }
    let rows = zip(panels, named).map { $1 ? 0 : legendRows(of: $0, width: frame.content.width) }
    let names = Self.nameWidth(zip(trial, named).filter(\.1).map(\.0), limit: 0.25 * size.width)
    let left = (trial.map(\.y.labelWidth).max() ?? 0) + 8
    let lastTick = trial.first?.x.ticks.last.map { TextMetrics.width(of: $0.text, fontSize: Label.small) / 2 } ?? 0
    let right = max(names > 0 ? names + 10 : 0, lastTick)
    let plots = plots(boxes(frame, rows: rows).map { narrowed($0, left: left, right: right) }, width: size.width)

    var scene = Scene(
      size: size, title: DisplayText.name(DisplayText.brief(title, count: 200), or: spokenName),
      description: description)
    scene.shapes = frame.titleShapes + guideShapes(plots)
    for (index, plot) in plots.enumerated() {
      scene.shapes += plot.ground + plot.lines + plot.notes + plot.marks
      scene.shapes += header(plot, frame, legendRows: named[index] ? nil : rows[index])
      if named[index] { scene.shapes += nameLabels(plot, width: names) }
    }
    if let last = plots.last { scene.shapes += xLabels(last, frame) }
    return scene
  }

  private var defaultSize: Size {
    let titleHeight = Frame.titleHeight(title)
    if isSquare { return Size(width: 520, height: 528 + titleHeight) }
    return Size(width: 720, height: neededHeight(width: 720, plot: panels.count == 1 ? 300 : 186))
  }

  // MARK: Places

  private static let headerHeight = 24.0
  private static let panelGap = 22.0

  /// The height of the picture with plots of a height and with legends for all panels of many lines.
  private func neededHeight(width: Double, plot: Double) -> Double {
    let margins = 2 * Frame.margin - 8 + Frame.titleHeight(title) + PlotGrid.footerHeight
    return panels.reduce(margins - Self.panelGap) { height, panel in
      let rows = legendRows(of: panel, width: width - 2 * Frame.margin)
      return height + Self.panelGap + Self.headerHeight + plot + Double(rows) * Legend.rowHeight
    }
  }

  /// The places of the panels over the whole width, under their headers and rows of legend.
  private func boxes(_ frame: Frame, rows: [Int]) -> [Box] {
    let content = frame.content
    let count = Double(panels.count)
    let height = (content.height - PlotGrid.footerHeight - (count - 1) * Self.panelGap) / count
    return rows.enumerated().map { index, rows in
      let top = content.top + Double(index) * (height + Self.panelGap)
      return Box(
        left: content.left, top: top + Self.headerHeight + Double(rows) * Legend.rowHeight, right: content.right,
        bottom: top + height)
    }
  }

  private func narrowed(_ box: Box, left: Double, right: Double) -> Box {
    var box = box
    box.left += left
    box.right -= right
    guard isSquare else { return box }
    let side = min(box.width, box.height)
    let spare = box.width - side
    box.left += spare / 2
    box.right -= spare / 2
    box.top = box.bottom - side
    return box
  }

  private func plots(_ boxes: [Box], width: Double) -> [PanelPlot] {
    guard let first = boxes.first else { return [] }
    let axis = xAxis(left: first.left, right: first.right, width: width)
    let lines = panels.reduce(0) { $0 + $1.series.count }
    return zip(panels, boxes).map { panel, box in
      PanelPlot(
        panel, box: box, x: axis, guide: guide, spacing: isSquare ? 64 : 34, vertices: 5_000 / max(1, lines))
    }
  }

  /// The room for the names beside the lines, 0 without any.
  private static func nameWidth(_ plots: [PanelPlot], limit: Double) -> Double {
    let widths = plots.flatMap { plot in
      (plot.nameHeights ?? []).map { name in
        TextMetrics.width(of: DisplayText.clean(plot.panel.series[name.series].name), fontSize: Label.plain)
      }
    }
    return widths.max().map { min($0, limit) + 0.5 } ?? 0
  }

  // MARK: Words

  private func header(_ plot: PanelPlot, _ frame: Frame, legendRows rows: Int?) -> [Shape] {
    let content = frame.content
    let centre = plot.box.top - Self.headerHeight - Double(rows ?? 0) * Legend.rowHeight + 7
    let left = isSquare ? plot.box.left : content.left
    let label = Label(headerText(plot.panel), x: left, centre: centre, width: (content.right - left) * 0.6)
    guard let rows else {
      guard !DisplayText.name(plot.panel.subtitle, or: "").isEmpty else { return [.label(label)] }
      let room = plot.box.right - label.box.right - Self.legendGap
      let subtitle = Label(
        plot.panel.subtitle, x: plot.box.right, centre: centre, width: room, fontSize: Label.small, anchor: .end,
        ink: .muted)
      return [.label(label)] + (room > 40 ? [.label(subtitle)] : [])
    }
    if rows == 0 {
      let start = label.box.right + Self.legendGap
      return [.label(label)]
        + legend(of: plot.panel, width: content.right - start).shapes(left: start, top: centre - Legend.rowHeight / 2)
    }
    return [.label(label)]
      + legend(of: plot.panel, width: content.width - legendIndent)
      .shapes(left: left, top: centre + Legend.rowHeight / 2)
  }

  private static let legendGap = 24.0
  /// In a square plot the legend begins where the plot does.
  private var legendIndent: Double { isSquare ? 72 : 0 }

  private func headerText(_ panel: LinePanel) -> String {
    DisplayText.clean(panel.name) + (panel.isLogarithmic ? " (log scale)" : "")
  }

  /// The rows that a legend needs under the header; 0 where it fits beside the panel's name.
  private func legendRows(of panel: LinePanel, width: Double) -> Int {
    let nameWidth = min(TextMetrics.width(of: headerText(panel), fontSize: Label.plain), 0.6 * width)
    let beside = width - nameWidth - Self.legendGap
    if !isSquare, beside > 200, legend(of: panel, width: beside).height <= Legend.rowHeight { return 0 }
    return Int(legend(of: panel, width: width - legendIndent).height / Legend.rowHeight)
  }

  private func legend(of panel: LinePanel, width: Double) -> Legend {
    let items = panel.series.enumerated().map { index, series in
      Legend.Item(sign: .line(panel.stroke(of: index)), text: series.name)
    }
    return Legend(items.filter { !DisplayText.name($0.text, or: "").isEmpty }, width: width, widestText: 300)
  }

  private func nameLabels(_ plot: PanelPlot, width: Double) -> [Shape] {
    (plot.nameHeights ?? []).map { name in
      .label(
        Label(
          plot.panel.series[name.series].name, x: plot.box.right + 10, centre: name.height, width: width,
          ink: .category(plot.panel.colour(of: name.series))))
    }
  }

  private func guideShapes(_ plots: [PanelPlot]) -> [Shape] {
    guard let guide, Axis.isDrawable(guide), let first = plots.first, let last = plots.last else { return [] }
    let x = first.x.position(of: guide)
    return [
      .lines([[Point(x: x, y: first.box.top), Point(x: x, y: last.box.bottom)]], Stroke(ink: .muted, dash: [2, 3]))
    ]
  }

  private func xLabels(_ plot: PanelPlot, _ frame: Frame) -> [Shape] {
    PlotGrid(box: plot.box, x: plot.x, y: plot.y, hasVerticals: false).xLabels(name: xName, frame)
  }
}
