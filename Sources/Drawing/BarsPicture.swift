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

  /// - Throws: `sizeOutOfRange`, `heightTooSmall`, `columnLength`, or `nothingToDraw` without a finite value.
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
    let chrome = 2 * Frame.margin - 8 + Frame.titleHeight(title) + PlotGrid.footerHeight
    let size = try RowLayout.size(size, width: 640, chrome: chrome, rows: shown.count, rowHeight: 26)
    let frame = Frame(size: size, title: title)
    var scene = Scene(
      size: size, title: DisplayText.name(DisplayText.brief(title, count: 200), or: spokenName),
      description: description(shown))
    scene.shapes = frame.titleShapes + bars(shown, frame)
    return scene
  }

  private func bars(_ shown: [Int], _ frame: Frame) -> [Shape] {
    let rows = shown.map { RowLayout.Row(name: names[$0], note: NumberText.short(values[$0])) }
    let layout = RowLayout(rows, in: frame.content, width: frame.size.width)
    let axis = layout.axis(domain(shown), width: frame.size.width)
    let zero = axis.position(of: 0)
    var shapes: [Shape] = [layout.grid(axis)]
    var whiskers: [[Point]] = []
    for (row, index) in shown.enumerated() {
      let centre = layout.centre(of: row)
      let end = axis.position(of: values[index])
      let bar = Box(
        left: min(zero, end), top: centre - layout.half, right: max(zero, end), bottom: centre + layout.half)
      shapes.append(.boxes([bar], corner: 0, Fill(ink: values[index] < 0 ? .negative : .positive), nil))
      if let spread = spread(of: index) {
        whiskers.append(
          [spread.lowerBound, spread.upperBound].map { Point(x: axis.position(of: $0), y: centre) })
      }
    }
    shapes.append(.lines([layout.vertical(axis, at: 0)], Stroke(ink: .muted)))
    shapes.append(.lines(whiskers, Stroke(ink: .text, width: 1.4)))
    return shapes + layout.words(axis, axisName: valueName, frame)
  }

  private func domain(_ shown: [Int]) -> ClosedRange<Double> {
    let ends = shown.flatMap { index in spread(of: index).map { [$0.lowerBound, $0.upperBound] } ?? [] }
    let extent = Axis.extent(of: shown.map { values[$0] } + ends + [0]) ?? 0...1
    return extent.upperBound - extent.lowerBound < 1e-290 ? 0...1 : extent
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
