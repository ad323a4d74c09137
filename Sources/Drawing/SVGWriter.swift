/// Writes a scene as an SVG 1.1 document.
///
/// Colours are presentation attributes, which every reader knows; `Theme.auto` adds classes and a media query that
/// overrides them. There are no identifiers, so that several pictures can stand in one page.
struct SVGWriter {
  private let theme: Theme
  private let palette: Palette
  private var body = ""
  private var openGroup: String?
  private var inks: [InkUse] = []
  private var tooltipLimit = Int.max

  /// A colour as it is used: for areas or for lines.
  private struct InkUse: Hashable {
    let ink: Ink
    let isFill: Bool

    var property: String { isFill ? "fill" : "stroke" }
    var className: String { "nn-\(property)-\(ink.name)" }
  }

  /// The document, with the same bytes for the same scene.
  static func write(_ scene: Scene, theme: Theme, palette: Palette = .vivid) -> String {
    var writer = SVGWriter(theme: theme, palette: palette)
    return writer.document(scene)
  }

  private init(theme: Theme, palette: Palette) {
    self.theme = theme
    self.palette = palette
  }

  /// Whole names are dear where there are many long ones; together they may take this many bytes.
  private static let tooltipBudget = 36_000

  private mutating func document(_ scene: Scene) -> String {
    let width = NumberText.coordinate(scene.size.width)
    let height = NumberText.coordinate(scene.size.height)
    let tooltips = scene.shapes.compactMap(\.tooltip)
    if tooltips.reduce(0, { $0 + XMLText.escaped($1).utf8.count }) > Self.tooltipBudget {
      tooltipLimit = Self.tooltipBudget / tooltips.count
    }
    let page = Box(left: 0, top: 0, right: scene.size.width, bottom: scene.size.height)
    write(.boxes([page], corner: 0, Fill(ink: .background), nil))
    for shape in scene.shapes { write(shape) }
    closeGroup()
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      role="img" direction="ltr" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif">
      <title>\(XMLText.escaped(scene.title))</title>
      <desc>\(XMLText.escaped(scene.description))</desc>
      \(styleSheet)\(body)</svg>

      """
  }

  /// The dark colours of the inks in use, where the reader may ask for them.
  private var styleSheet: String {
    guard theme == .auto else { return "" }
    let rules = inks.map { "  .\($0.className) { \($0.property): \(palette.colour($0.ink, isDark: true)) }\n" }
    return "<style>\n@media (prefers-color-scheme: dark) {\n\(rules.joined())}\n</style>\n"
  }

  // MARK: Shapes

  private mutating func write(_ shape: Shape) {
    switch shape {
    case .lines(let lines, let stroke):
      let stroke = told(stroke)
      let path = lines.filter { $0.count > 1 }.map { SVGPath.path($0) }.joined()
      if !path.isEmpty { add("<path d=\"\(path)\"/>", pen(stroke) + " fill=\"none\" stroke-linejoin=\"round\"") }
    case .area(let points, let fill):
      add("<path d=\"\(SVGPath.path(points))z\"/>", brush(fill))
    case .areas(let outlines, let fill):
      let path = outlines.map { SVGPath.outline($0) }.joined()
      if !path.isEmpty { add("<path d=\"\(path)\"/>", brush(fill) + " fill-rule=\"evenodd\"") }
    case .boxes(let boxes, let corner, let fill, let stroke):
      let attributes = brush(fill) + (stroke.map { pen($0) } ?? "")
      if boxes.count > 1, corner == 0 {
        add("<path d=\"\(boxes.map(SVGPath.path).joined())\"/>", attributes)
      } else {
        let rectangles = boxes.map { SVGPath.rectangle($0, corner: corner) }
        if !boxes.isEmpty { add(rectangles.joined(separator: "\n"), attributes) }
      }
    case .circle(let centre, let radius, let fill, let stroke, let tooltip):
      let circle = "<circle cx=\"\(number(centre.x))\" cy=\"\(number(centre.y))\" r=\"\(number(radius))\""
      // A circle without words does not hide those of the one that it lies upon.
      let attributes = brush(fill) + (stroke.map { pen($0) } ?? "") + (tooltip == nil ? " pointer-events=\"none\"" : "")
      add(tooltip.map { circle + "><title>\(shortened($0))</title></circle>" } ?? circle + "/>", attributes)
    case .marks(let marks): write(marks)
    case .label(let label): write(label)
    }
  }

  /// The pen of a line; without hues, dashes tell lines apart.
  private func told(_ stroke: Stroke) -> Stroke {
    guard palette == .grey, stroke.dash == nil, case .category(let index) = stroke.ink, index > 0 else { return stroke }
    var stroke = stroke
    stroke.dash = Self.dashes[(index - 1) % Self.dashes.count]
    return stroke
  }

  private static let dashes: [[Double]] = [
    [9, 3], [2, 3], [9, 3, 2, 3], [4, 2], [14, 4], [1.5, 2], [6, 2, 2, 2, 2, 2],
  ]

  private mutating func write(_ marks: Marks) {
    guard !marks.points.isEmpty else { return }
    if marks.form == .circle {
      // A line without length and with round ends is a dot: a third of the bytes of a circle.
      let dots = marks.points.map { MarkPath.start($0.x, $0.y) + "h0" }.joined()
      if let outline = marks.outline {
        let ring = Stroke(ink: outline.ink, width: 2 * (marks.radius + outline.width), opacity: outline.opacity)
        add("<path d=\"\(dots)\"/>", pen(ring) + " stroke-linecap=\"round\"")
      }
      let dot = Stroke(ink: marks.fill.ink, width: 2 * marks.radius, opacity: marks.fill.opacity)
      add("<path d=\"\(dots)\"/>", pen(dot) + " stroke-linecap=\"round\"")
    } else {
      // A pen draws to both sides of a path; half its width further out, all of the sign keeps its colour.
      let radius = marks.radius + (marks.outline?.width ?? 0) / 2
      let path = marks.points.map { MarkPath.path(marks.form, at: $0, radius: radius) }.joined()
      var attributes = brush(marks.fill)
      if let outline = marks.outline { attributes += pen(outline) }
      add("<path d=\"\(path)\"/>", attributes)
    }
  }

  private mutating func write(_ label: Label) {
    var attributes = brush(Fill(ink: label.ink)) + " font-size=\"\(number(label.fontSize))\""
    switch label.anchor {
    case .start: break
    case .middle: attributes += " text-anchor=\"middle\""
    case .end: attributes += " text-anchor=\"end\""
    }
    if label.isBold { attributes += " font-weight=\"600\"" }
    let tooltip = label.fullText.map { "<title>\(shortened($0))</title>" } ?? ""
    add(
      "<text x=\"\(number(label.position.x))\" y=\"\(number(label.position.y))\">"
        + "\(tooltip)\(XMLText.escaped(label.text))</text>", attributes)
  }

  private func shortened(_ text: String) -> String { XMLText.escaped(text, atMost: tooltipLimit) }

  // MARK: Attributes

  private mutating func brush(_ fill: Fill) -> String {
    let opacity = fill.opacity < 1 ? " fill-opacity=\"\(number(fill.opacity))\"" : ""
    return " fill=\"\(colour(fill.ink, isFill: true))\"\(opacity)"
  }

  private mutating func pen(_ stroke: Stroke) -> String {
    let opacity = stroke.opacity < 1 ? " stroke-opacity=\"\(number(stroke.opacity))\"" : ""
    // Without hues, a dash tells the sign.
    let lines = stroke.dash ?? (palette == .grey && stroke.ink == .negative ? [5, 3] : nil)
    let dash = lines.map { " stroke-dasharray=\"\($0.map { number($0) }.joined(separator: " "))\"" } ?? ""
    let colour = colour(stroke.ink, isFill: false)
    return " stroke=\"\(colour)\" stroke-width=\"\(number(stroke.width))\"\(opacity)\(dash)"
  }

  private mutating func colour(_ ink: Ink, isFill: Bool) -> String {
    let use = InkUse(ink: ink, isFill: isFill)
    if !inks.contains(use) { inks.append(use) }
    classNames.append(use.className)
    return palette.colour(ink, isDark: theme == .dark)
  }

  /// Classes of the element that is being written.
  private var classNames: [String] = []

  // MARK: Elements

  /// Adds an element to the group of its look; neighbours of one look share the group.
  private mutating func add(_ element: String, _ attributes: String) {
    let classes = theme == .auto ? " class=\"\(classNames.joined(separator: " "))\"" : ""
    classNames.removeAll(keepingCapacity: true)
    let group = "<g\(classes)\(attributes)>\n"
    if group != openGroup {
      closeGroup()
      body += group
      openGroup = group
    }
    body += element + "\n"
  }

  private mutating func closeGroup() {
    if openGroup != nil { body += "</g>\n" }
    openGroup = nil
  }

  private func number(_ value: Double) -> String { NumberText.coordinate(value) }
}

extension Shape {
  /// What a reader learns by pointing at the shape.
  fileprivate var tooltip: String? {
    switch self {
    case .label(let label): label.fullText
    case .circle(_, _, _, _, let tooltip): tooltip
    default: nil
    }
  }
}
