/// How features lead from the average output to that of one row: a bar for each from where the one before ended, the
/// largest first.
package struct WaterfallPicture: Picture {
  /// A feature and how far it moves the output.
  package struct Step: Sendable {
    package let name: String
    package let value: Double

    package init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Shown at the top left; blank for none.
  package let title: String
  /// What is explained, such as the probability of a class.
  package let outputName: String
  /// The output of the row; nil where only its distance from the average is known.
  package let output: Double?
  package let steps: [Step]

  package init(title: String = "", outputName: String, output: Double?, steps: [Step]) {
    self.title = title
    self.outputName = outputName
    self.output = output
    self.steps = steps
  }

  /// Smaller steps than the largest of these are shown as one.
  static let mostSteps = 14

  /// A bar of the picture.
  private struct Bar {
    let name: String
    let start: Double
    let end: Double
    /// Whether the bar is a total, from the start of the axis.
    var isTotal = false
  }

  /// - Throws: `sizeOutOfRange`, `heightTooSmall`, or `nothingToDraw` without a finite step.
  package func scene(size: Size?) throws(DrawingError) -> Scene {
    let bars = try bars()
    let chrome = 2 * Frame.margin - 8 + Frame.titleHeight(title) + Self.headHeight + PlotGrid.footerHeight
    let count = Double(bars.count)
    let size = try (size ?? Size(width: 680, height: max(Size.heights.lowerBound, chrome + 28 * count))).checked()
    guard size.height >= chrome + 14 * count else {
      throw .heightTooSmall(height: size.height, needed: (chrome + 14 * count).rounded(.up))
    }
    let frame = Frame(size: size, title: title)
    var scene = Scene(
      size: size,
      title: DisplayText.name(DisplayText.brief(title, count: 200), or: "Why \(DisplayText.brief(shownOutput))"),
      description: description(bars))
    scene.shapes = frame.titleShapes + shapes(bars, frame)
    return scene
  }

  private static let headHeight = 26.0

  private var shownOutput: String { DisplayText.name(outputName, or: "the output") }

  private func bars() throws(DrawingError) -> [Bar] {
    let finite = steps.filter { Axis.isDrawable($0.value) }
    guard !finite.isEmpty else { throw .nothingToDraw("there is no finite step to draw") }
    let sum = finite.reduce(0) { $0 + $1.value }
    let average = output.map { $0 - sum } ?? 0
    guard Axis.isDrawable(sum), Axis.isDrawable(average) else {
      throw .nothingToDraw("the steps do not add up to a finite output")
    }
    let order = finite.indices.sorted {
      let (first, second) = (finite[$0].value.magnitude, finite[$1].value.magnitude)
      return first > second || first == second && $0 < $1
    }
    let isCut = order.count > Self.mostSteps
    let shown = order.prefix(isCut ? Self.mostSteps - 1 : Self.mostSteps)
    var bars = [Bar(name: "average", start: average, end: average, isTotal: true)]
    var height = average
    for index in shown {
      bars.append(Bar(name: finite[index].name, start: height, end: height + finite[index].value))
      height += finite[index].value
    }
    let end = output ?? sum
    if isCut {
      bars.append(Bar(name: "\(order.count - shown.count) others", start: height, end: end))
    }
    bars.append(Bar(name: "this row", start: end, end: end, isTotal: true))
    return bars
  }

  private func shapes(_ bars: [Bar], _ frame: Frame) -> [Shape] {
    var content = frame.content
    let head = Label(
      output.map { "\(shownOutput) = \(NumberText.short($0))" } ?? shownOutput, x: content.left,
      centre: content.top + 7, width: content.width)
    content.top += Self.headHeight
    let texts = bars.map { bar in
      bar.isTotal
        ? output == nil && bar.start == 0 ? "0" : NumberText.short(bar.end)
        : (bar.end > bar.start ? "+" : "") + NumberText.short(bar.end - bar.start)
    }
    let nameWidth =
      bars.map { TextMetrics.width(of: DisplayText.clean($0.name), fontSize: Label.plain, isBold: $0.isTotal) }.max()
      ?? 0
    let valueWidth = texts.map { TextMetrics.width(of: $0, fontSize: Label.small) }.max() ?? 0
    let left = content.left + min(nameWidth + 0.5, 0.38 * frame.size.width) + 10
    let box = Box(
      left: left, top: content.top, right: content.right - valueWidth - 12,
      bottom: content.bottom - PlotGrid.footerHeight)
    let axis = axis(bars, box, width: frame.size.width)
    let step = min(box.height / Double(bars.count), 44)
    let half = min(0.34 * step, 10)
    let gridLines = axis.ticks.map { tick in
      [Point(x: axis.position(of: tick.value), y: box.top), Point(x: axis.position(of: tick.value), y: box.bottom)]
    }
    var shapes: [Shape] = [.label(head), .lines(gridLines, Stroke(ink: .rule))]
    var joints: [[Point]] = []
    var words: [Shape] = []
    for (row, bar) in bars.enumerated() {
      let centre = box.top + (Double(row) + 0.5) * step
      let (start, end) = (axis.position(of: bar.start), axis.position(of: bar.end))
      if bar.isTotal {
        let place = Point(x: end, y: centre)
        shapes.append(
          .marks(
            Marks(
              form: .diamond, points: [place], radius: min(half, 6), fill: Fill(ink: .text),
              outline: Stroke(ink: .background, width: 1))))
      } else {
        let place = Box(left: min(start, end), top: centre - half, right: max(start, end), bottom: centre + half)
        shapes.append(.boxes([place], corner: 0, Fill(ink: bar.end < bar.start ? .negative : .positive), nil))
      }
      if row + 1 < bars.count {
        joints.append([Point(x: end, y: centre), Point(x: end, y: centre + step)])
      }
      words.append(
        .label(
          Label(
            bar.name, x: left - 10, centre: centre, width: left - 10 - content.left, anchor: .end,
            isBold: bar.isTotal)))
      words.append(
        .label(
          Label(
            texts[row], x: content.right, centre: centre, fontSize: Label.small, anchor: .end, ink: .muted)))
    }
    shapes.insert(.lines(joints, Stroke(ink: .muted, width: 1)), at: 2)
    let grid = PlotGrid(box: box, x: axis, y: axis, hasVerticals: false)
    let name = output == nil ? "distance from the average" : shownOutput
    return shapes + words + grid.xLabels(name: name, frame)
  }

  private func axis(_ bars: [Bar], _ box: Box, width: Double) -> Axis {
    let extent = Axis.extent(of: bars.flatMap { [$0.start, $0.end] }) ?? 0...1
    let domain = Axis.padded(extent, by: 0.03)
    return Axis.horizontal(domain, from: box.left, to: box.right, room: 4...width - 4)
  }

  private func description(_ bars: [Bar]) -> String {
    let steps = bars.filter { !$0.isTotal }.map { bar in
      "\(DisplayText.brief(bar.name)) \(bar.end > bar.start ? "+" : "")\(NumberText.short(bar.end - bar.start))"
    }
    let ends = bars.filter(\.isTotal).map { NumberText.short($0.end) }
    let name = DisplayText.brief(shownOutput)
    guard output != nil, ends.count == 2 else {
      return "What moves \(name) away from its average: \(steps.joined(separator: ", "))."
    }
    return "From the average of \(name), \(ends[0]), to \(ends[1]) for this row: \(steps.joined(separator: ", "))."
  }
}
