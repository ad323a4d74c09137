/// Named values as bars from left to right, with their spread as a whisker: what each feature is worth, for instance.
package struct BarsPicture: Picture {
  /// Shown at the top left; blank for none.
  package let title: String
  /// What the values are.
  package let valueName: String
  /// One for each bar, from top to bottom.
  package let names: [String]
  /// As many as `names`; one that is not finite has no bar.
  package let values: [Double]
  /// The standard deviation of each value, or none at all.
  package let deviations: [Double]

  /// A picture of `names.count` bars; what does not fit together is told by `svg`.
  package init(title: String = "", valueName: String, names: [String], values: [Double], deviations: [Double] = []) {
    self.title = title
    self.valueName = valueName
    self.names = names
    self.values = values
    self.deviations = deviations
  }

  /// Of more values, the largest are shown, in their order.
  static let mostBars = 40

  package func scene(size: Size?) throws(DrawingError) -> Scene {
    guard values.count == names.count else {
      throw .columnLength(of: DisplayText.brief(valueName), expected: names.count, found: values.count)
    }
    guard deviations.isEmpty || deviations.count == names.count else {
      throw .columnLength(of: "deviations", expected: names.count, found: deviations.count)
    }
    let finite = values.indices.filter { Axis.isDrawable(values[$0]) }
    guard !finite.isEmpty else { throw .nothingToDraw("there is no finite value to draw") }
    let shown = finite.sorted { values[$0].magnitude > values[$1].magnitude }.prefix(Self.mostBars).sorted()
    let titleHeight = Frame.titleHeight(title)
    let chrome = 2 * Frame.margin - 8 + titleHeight + PlotGrid.footerHeight
    let count = Double(shown.count)
    let size = try (size ?? Size(width: 640, height: max(Size.heights.lowerBound, chrome + 26 * count))).checked()
    guard size.height >= chrome + 14 * count else {
      throw .heightTooSmall(height: size.height, needed: (chrome + 14 * count).rounded(.up))
    }
    let frame = Frame(size: size, title: title)
    var scene = Scene(
      size: size, title: DisplayText.name(DisplayText.brief(title, count: 200), or: spokenName),
      description: description(shown))
    scene.shapes = frame.titleShapes + bars(shown, frame)
    return scene
  }

  private func bars(_ shown: [Int], _ frame: Frame) -> [Shape] {
    let content = frame.content
    let texts = shown.map { NumberText.short(values[$0]) }
    let nameWidth = shown.map { TextMetrics.width(of: DisplayText.clean(names[$0]), fontSize: Label.plain) }.max() ?? 0
    let valueWidth = texts.map { TextMetrics.width(of: $0, fontSize: Label.small) }.max() ?? 0
    let left = content.left + min(nameWidth + 0.5, 0.35 * frame.size.width) + 10
    let box = Box(
      left: left, top: content.top, right: content.right - valueWidth - 12,
      bottom: content.bottom - PlotGrid.footerHeight)
    let axis = axis(shown, box, width: frame.size.width)
    let step = min(box.height / Double(shown.count), 44)
    let zero = axis.position(of: 0)
    let gridLines = axis.ticks.map { tick in
      [Point(x: axis.position(of: tick.value), y: box.top), Point(x: axis.position(of: tick.value), y: box.bottom)]
    }
    var shapes: [Shape] = [.lines(gridLines, Stroke(ink: .rule))]
    var whiskers: [[Point]] = []
    var words: [Shape] = []
    for (row, index) in shown.enumerated() {
      let centre = box.top + (Double(row) + 0.5) * step
      let end = axis.position(of: values[index])
      let half = min(0.34 * step, 10)
      let bar = Box(left: min(zero, end), top: centre - half, right: max(zero, end), bottom: centre + half)
      shapes.append(.boxes([bar], corner: 0, Fill(ink: values[index] < 0 ? .negative : .positive), nil))
      if let spread = spread(of: index) {
        whiskers.append(
          [spread.lowerBound, spread.upperBound].map { Point(x: axis.position(of: $0), y: centre) })
      }
      words.append(
        .label(Label(names[index], x: left - 10, centre: centre, width: left - 10 - content.left, anchor: .end)))
      words.append(
        .label(Label(texts[row], x: content.right, centre: centre, fontSize: Label.small, anchor: .end, ink: .muted)))
    }
    shapes.append(.lines([[Point(x: zero, y: box.top), Point(x: zero, y: box.bottom)]], Stroke(ink: .muted)))
    shapes.append(.lines(whiskers, Stroke(ink: .text, width: 1.4)))
    // Nothing stands at the left of a row of bars but their names: the grid's own numbers are those of the values.
    let grid = PlotGrid(box: box, x: axis, y: axis, hasVerticals: false)
    return shapes + words + grid.xLabels(name: valueName, frame)
  }

  private func axis(_ shown: [Int], _ box: Box, width: Double) -> Axis {
    let ends = shown.flatMap { index in spread(of: index).map { [$0.lowerBound, $0.upperBound] } ?? [] }
    let extent = Axis.extent(of: shown.map { values[$0] } + ends + [0]) ?? 0...1
    let span = extent.upperBound - extent.lowerBound
    let domain = span < 1e-290 ? 0...1 : extent
    return Axis.horizontal(domain, from: box.left, to: box.right, room: 4...width - 4)
  }

  /// One standard deviation to either side.
  private func spread(of index: Int) -> ClosedRange<Double>? {
    guard deviations.indices.contains(index), deviations[index] > 0 else { return nil }
    let low = values[index] - deviations[index]
    let high = values[index] + deviations[index]
    return Axis.isDrawable(low) && Axis.isDrawable(high) ? low...high : nil
  }

  private var spokenName: String { "Bars of \(DisplayText.name(DisplayText.brief(valueName), or: "values"))" }

  private func description(_ shown: [Int]) -> String {
    let bars = shown.map { "\(DisplayText.brief(names[$0])) \(NumberText.short(values[$0]))" }
    let rest = names.count - shown.count
    return "\(spokenName): \(bars.joined(separator: ", "))"
      + (rest > 0 ? ", and \(NumberText.count(rest)) more that are not shown." : ".")
  }
}
