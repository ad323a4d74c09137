extension Picture {
  /// The picture as lines of text: letters, braille and blocks.
  /// - Throws: what `scene(size:)` does, but for a height that is too small, which is made to fit.
  package func text(_ style: TextStyle) throws(DrawingError) -> String {
    // Pixels a column: letters of a cell's width, but no picture narrower than it can be.
    let cell = max(TextWriter.cell, Size.widths.lowerBound / Double(style.columns))
    let width = min(Double(style.columns) * cell, Size.widths.upperBound)
    // Letters are as wide as cells, so that words keep apart there as they do in other fonts.
    let scene = TextMetrics.$cell.withValue(cell) { Result { try laidOut(style, width: width, cell: cell) } }
    switch scene {
    case .success(let scene): return TextWriter(style: style).write(scene)
    case .failure(DrawingError.widthTooSmall(_, let needed)):
      throw .widthTooSmall(width: Double(style.columns), needed: (needed / TextWriter.cell).rounded(.up))
    case .failure(let error as DrawingError): throw error
    case .failure(let error): throw .nothingToDraw("\(error)")
    }
  }

  private func laidOut(_ style: TextStyle, width: Double, cell: Double) throws -> Scene {
    let natural = try scene(size: nil).size
    var height = max(natural.height * width / natural.width, Size.heights.lowerBound)
    if let rows = style.rows { height = min(height, max(Double(rows) * 2 * cell, Size.heights.lowerBound)) }
    height = min(height, Size.heights.upperBound)
    do throws(DrawingError) {
      return try scene(size: Size(width: width, height: height))
    } catch {
      guard case .heightTooSmall(_, let needed) = error else { throw error }
      return try scene(size: Size(width: width, height: needed + 4 * cell))
    }
  }
}

/// Writes a scene as lines of text.
struct TextWriter {
  let style: TextStyle

  /// The width of a cell in pixels: about that of a letter.
  static let cell = 7.0

  func write(_ scene: Scene) -> String {
    var canvas = TextCanvas(size: scene.size, columns: style.columns)
    var labels: [Label] = []
    for shape in scene.shapes { draw(shape, on: &canvas, &labels) }
    for label in labels { canvas.write(label) }
    return lines(of: canvas)
  }

  // MARK: Shapes

  private func draw(_ shape: Shape, on canvas: inout TextCanvas, _ labels: inout [Label]) {
    switch shape {
    case .lines(let lines, let stroke): draw(lines, stroke, on: &canvas)
    case .area(let points, let fill):
      if fill.opacity > 0.5, points.count == 3 { break }  // The head of an arrow, smaller than a cell.
      if fill.opacity >= 0.2 { canvas.tint([points], fill) }
    case .areas(let outlines, let fill): canvas.tint(outlines, fill)
    case .boxes(let boxes, let corner, let fill, let stroke):
      draw(boxes, corner: corner, fill, stroke, on: &canvas)
    case .circle(let centre, let radius, let fill, _, _):
      canvas.sign(
        fill.ink == .background ? "○" : dot(of: fill.ink, isLarge: radius > 0.6 * canvas.cellWidth), at: centre,
        ink: fill.ink == .background ? .text : fill.ink)
    case .marks(let marks): draw(marks, on: &canvas)
    case .label(let label): labels.append(label)
    }
  }

  private func draw(_ lines: [[Point]], _ stroke: Stroke, on canvas: inout TextCanvas) {
    // A grid between the lines would hide them, and so would hairlines of weak weights.
    if stroke.ink == .rule { return }
    let isWeight = stroke.ink == .positive || stroke.ink == .negative
    if isWeight, stroke.width * stroke.opacity < 0.45 { return }
    var dash: (on: Int, off: Int)? = stroke.dash.map { $0[0] < 4 ? (1, 2) : (3, 2) }
    // Without colours, a dash tells the sign.
    if style.colours == .none, stroke.ink == .negative, lines.count > 1 || stroke.width != 1.6 { dash = (2, 2) }
    if style.colours == .none, case .category(let index) = stroke.ink, index > 0, dash == nil {
      dash = [(4, 1), (2, 1), (1, 1), (5, 2), (3, 2), (1, 2), (2, 3)][min(index - 1, 6)]
    }
    for line in lines { canvas.line(line, ink: stroke.ink, isWide: stroke.width >= 2.6, dash: dash) }
  }

  private func draw(
    _ boxes: [Box], corner: Double, _ fill: Fill, _ stroke: Stroke?, on canvas: inout TextCanvas
  ) {
    if boxes.count == 1, let box = boxes.first, box.width <= 24, box.height <= 24,
      stroke != nil || (corner == 0 && box.width == 14 && box.height == 14)
    {
      let isEmpty = fill.ink == .background || fill.ink == .surface || fill.opacity == 0
      // Without colours the sign of a shade is the shade, but that of none.
      let shade = style.colours == .none ? self.shade(of: [fill]) : "■"
      canvas.sign(isEmpty || shade == " " ? "□" : shade, at: box.centre, ink: isEmpty ? .muted : fill.ink)
      return
    }
    if boxes.count == 1, let box = boxes.first, box.height <= 24, corner == 0, stroke == nil, fill.ink != .background,
      fill.opacity == 1, box.width > 0
    {
      canvas.bar(box, ink: fill.ink)
      return
    }
    if fill.opacity > 0 {
      for box in boxes { canvas.tint(box, fill) }
    }
    if let stroke, stroke.opacity > 0 {
      for box in boxes {
        let corners = [
          Point(x: box.left, y: box.top), Point(x: box.right, y: box.top), Point(x: box.right, y: box.bottom),
          Point(x: box.left, y: box.bottom), Point(x: box.left, y: box.top),
        ]
        canvas.line(corners, ink: stroke.ink, isWide: false, dash: nil)
      }
    }
  }

  private func draw(_ marks: Marks, on canvas: inout TextCanvas) {
    // Many small signs are dots, where colours tell their classes apart.
    let areDots = marks.points.count > 400 && marks.outline?.ink != .text && style.colours != .none
    for point in marks.points {
      if areDots {
        canvas.dot(at: point, ink: marks.fill.ink)
      } else {
        let isHollow = marks.outline?.ink == .text
        let isSigned = marks.fill.ink == .positive || marks.fill.ink == .negative
        canvas.sign(
          isSigned ? dot(of: marks.fill.ink, isLarge: true) : marks.form.glyph(isHollow: isHollow), at: point,
          ink: marks.fill.ink == .background ? .text : marks.fill.ink)
      }
    }
  }

  /// The dot of a value: without colours the glyph tells the sign.
  private func dot(of ink: Ink, isLarge: Bool) -> Character {
    style.colours == .none && ink == .negative ? (isLarge ? "⊖" : "◦") : isLarge ? "●" : "•"
  }

  // MARK: Lines

  private func lines(of canvas: TextCanvas) -> String {
    var result = ""
    for row in 0..<canvas.rows {
      let cells = canvas.cells[row * canvas.columns..<(row + 1) * canvas.columns]
      let used = cells.lastIndex { cell in
        cell.isCovered || glyph(of: cell) != " " || (style.colours != .none && !cell.ground.isEmpty)
      }
      var look = ""
      for index in cells.startIndex..<(used.map { $0 + 1 } ?? cells.startIndex) {
        let cell = cells[index]
        if cell.isCovered { continue }
        let new = escape(for: cell)
        if new != look {
          result += look.isEmpty ? new : new.isEmpty ? "\u{1B}[0m" : "\u{1B}[0m" + new
          look = new
        }
        result.append(glyph(of: cell))
      }
      if !look.isEmpty { result += "\u{1B}[0m" }
      result += "\n"
    }
    // Pictures keep a margin; on a terminal empty lines are wasted.
    while result.hasSuffix("\n\n") { result.removeLast() }
    return String(result.drop { $0 == "\n" })
  }

  private func glyph(of cell: TextCanvas.Cell) -> Character {
    if let glyph = cell.glyph { return glyph }
    if cell.dots != 0 { return Unicode.Scalar(0x2800 + UInt32(cell.dots)).map { Character($0) } ?? "·" }
    guard style.colours == .none, !cell.ground.isEmpty else { return " " }
    return shade(of: cell.ground)
  }

  /// Without colours the strength of the ground is told by its shade: what lies above covers what lies below.
  private func shade(of ground: [Fill]) -> Character {
    let strength = ground.reduce(0) { $0 * (1 - $1.opacity) + $1.opacity * weight(of: $1.ink) }
    let step = [0.12, 0.34, 0.6, 0.85].count { $0 <= strength }
    // The lesser sign has the lightest shade.
    return [" ", "░", "▒", "▓", "█"][ground.last?.ink == .negative ? min(step, 1) : step]
  }

  private func weight(of ink: Ink) -> Double {
    switch ink {
    case .scale(let step): Double(step + 1) / Double(Ink.steps)
    case .background, .surface: 0
    default: 1
    }
  }

  /// What sets the colours of a cell; empty for the terminal's own.
  private func escape(for cell: TextCanvas.Cell) -> String {
    guard style.colours != .none else { return "" }
    var codes: [String] = []
    let ground = ground(of: cell)
    if let ground { codes.append("48;" + code(ground)) }
    if cell.glyph != nil || cell.dots != 0 {
      let ink = cell.glyph != nil ? cell.glyphInk : cell.dotInk
      switch ink {
      case .text where ground == nil: break
      case .background where ground == nil: break
      default: codes.append("38;" + code(RGB(style.palette.colour(ink, isDark: style.isDark))))
      }
    }
    return codes.isEmpty ? "" : "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  private func ground(of cell: TextCanvas.Cell) -> RGB? {
    guard !cell.ground.isEmpty else { return nil }
    let page = RGB(style.palette.colour(.background, isDark: style.isDark))
    return cell.ground.reduce(page) { colour, fill in
      colour.mixed(with: RGB(style.palette.colour(fill.ink, isDark: style.isDark)), share: fill.opacity)
    }
  }

  private func code(_ colour: RGB) -> String {
    style.colours == .full ? "2;\(colour.red);\(colour.green);\(colour.blue)" : "5;\(colour.index)"
  }
}

extension Marks.Form {
  fileprivate func glyph(isHollow: Bool) -> Character {
    switch self {
    case .circle: isHollow ? "○" : "●"
    case .square: isHollow ? "□" : "■"
    case .triangle: isHollow ? "△" : "▲"
    case .diamond: isHollow ? "◇" : "◆"
    case .triangleDown: isHollow ? "▽" : "▼"
    case .hexagon: isHollow ? "⬡" : "⬢"
    case .triangleRight: isHollow ? "▷" : "▶"
    case .triangleLeft: isHollow ? "◁" : "◀"
    }
  }
}
