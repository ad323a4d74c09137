/// How features lead from the average output to that of one row: a bar for each from where the one before ended, the
/// largest first.
package struct WaterfallPicture: Picture {
  /// A feature and how far it moves the output.
  package struct Step: Sendable {
    package let name: String
    /// In units of the output.
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
  /// In any order; those that are not finite are left out.
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
    let size = try RowLayout.size(size, width: 680, chrome: chrome, rows: bars.count, rowHeight: 28)
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
    let rows = zip(bars, texts).map { RowLayout.Row(name: $0.name, note: $1, isBold: $0.isTotal) }
    let layout = RowLayout(rows, in: content, width: frame.size.width)
    let extent = Axis.extent(of: bars.flatMap { [$0.start, $0.end] }) ?? 0...1
    let axis = layout.axis(Axis.padded(extent, by: 0.03), width: frame.size.width)
    let half = layout.half
    var shapes: [Shape] = [.label(head), layout.grid(axis)]
    var joints: [[Point]] = []
    for (row, bar) in bars.enumerated() {
      let centre = layout.centre(of: row)
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
        joints.append([Point(x: end, y: centre), Point(x: end, y: layout.centre(of: row + 1))])
      }
    }
    shapes.insert(.lines(joints, Stroke(ink: .muted, width: 1)), at: 2)
    let name = output == nil ? "distance from the average" : shownOutput
    return shapes + layout.words(axis, axisName: name, frame)
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
