/// A grid of character cells that shapes are drawn into. Each cell holds a letter or sign, else up to eight dots of
/// braille, over a ground that may be tinted.
struct TextCanvas {
  struct Cell {
    /// A letter or a sign; `isCovered` where the one to the left takes two columns.
    var glyph: Character?
    var glyphInk = Ink.text
    var isCovered = false
    /// Whether the glyph is text, which nothing replaces.
    var isText = false
    /// The dots of braille, by the bits of U+2800.
    var dots: UInt8 = 0
    var dotInk = Ink.text
    /// Colours laid over each other, from below.
    var ground: [Fill] = []
  }

  let columns: Int
  let rows: Int
  /// The pixels of the scene that a cell stands for.
  let cellWidth: Double
  let cellHeight: Double
  private(set) var cells: [Cell]

  init(size: Size, columns: Int) {
    self.columns = columns
    cellWidth = size.width / Double(columns)
    cellHeight = 2 * cellWidth
    rows = max(1, Int((size.height / cellHeight).rounded(.up)))
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  // MARK: Places

  private func column(_ x: Double) -> Int { Int(min(max((x / cellWidth).rounded(.down), -1), Double(columns))) }
  private func row(_ y: Double) -> Int { Int(min(max((y / cellHeight).rounded(.down), -1), Double(rows))) }

  private func index(_ column: Int, _ row: Int) -> Int? {
    (0..<columns).contains(column) && (0..<rows).contains(row) ? row * columns + column : nil
  }

  /// The cells whose middles lie in a box, at least the one around its own middle.
  private func forEachCell(in box: Box, _ body: (Int) -> Void) {
    let first = (column(box.left + cellWidth / 2), row(box.top + cellHeight / 2))
    let last = (column(box.right - cellWidth / 2), row(box.bottom - cellHeight / 2))
    if first.0 > last.0 || first.1 > last.1 {
      if let index = index(column(box.centre.x), row(box.centre.y)) { body(index) }
      return
    }
    for row in first.1...last.1 {
      for column in first.0...last.0 {
        if let index = index(column, row) { body(index) }
      }
    }
  }

  // MARK: Drawing

  mutating func tint(_ box: Box, _ fill: Fill) {
    var touched: [Int] = []
    forEachCell(in: box) { touched.append($0) }
    for index in touched {
      if fill.ink == .background, fill.opacity > 0.8 {
        cells[index].ground = []
        cells[index].dots = 0
        if !cells[index].isText { cells[index].glyph = nil }
      } else {
        cells[index].ground.append(fill)
      }
    }
  }

  /// Tints the cells whose middles lie within outlines, in the holes of which they do not.
  mutating func tint(_ outlines: [[Point]], _ fill: Fill) {
    for row in 0..<rows {
      let y = (Double(row) + 0.5) * cellHeight
      var crossings: [Double] = []
      for outline in outlines {
        for (index, start) in outline.enumerated() {
          let end = outline[(index + 1) % outline.count]
          guard (start.y <= y) != (end.y <= y) else { continue }
          crossings.append(start.x + (y - start.y) / (end.y - start.y) * (end.x - start.x))
        }
      }
      crossings.sort()
      for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
        let first = max(column(crossings[pair] + cellWidth / 2), 0)
        let last = min(column(crossings[pair + 1] - cellWidth / 2), columns - 1)
        guard first <= last else { continue }
        for column in first...last { cells[row * columns + column].ground.append(fill) }
      }
    }
  }

  /// A bar in one row of cells, its end on an eighth of a cell.
  mutating func bar(_ box: Box, ink: Ink) {
    let row = row(box.centre.y)
    let eighths = (Int((box.left / cellWidth * 8).rounded()), Int((box.right / cellWidth * 8).rounded()))
    guard eighths.0 < eighths.1 else { return }
    let parts: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    for column in eighths.0 / 8...(eighths.1 - 1) / 8 {
      guard let index = index(column, row) else { continue }
      let from = max(eighths.0 - column * 8, 0)
      let to = min(eighths.1 - column * 8, 8)
      cells[index].glyph = from > 0 ? (from < 6 && to == 8 ? "▐" : "▕") : to == 8 ? "█" : parts[max(to - 1, 0)]
      cells[index].glyphInk = ink
    }
  }

  /// A line through points, in dots.
  /// - Parameter dash: the lengths of dash and gap, in dots; nil for a solid line.
  mutating func line(_ points: [Point], ink: Ink, isWide: Bool, dash: (on: Int, off: Int)?) {
    var count = 0
    for (start, end) in zip(points, points.dropFirst()) {
      let from = (start.x / cellWidth * 2, start.y / cellHeight * 4)
      let to = (end.x / cellWidth * 2, end.y / cellHeight * 4)
      let steps = Int(min(max((to.0 - from.0).magnitude, (to.1 - from.1).magnitude).rounded(.up), 1e5))
      let isFlat = (to.0 - from.0).magnitude > (to.1 - from.1).magnitude
      for step in 0...max(steps, 1) {
        defer { count += 1 }
        if let dash, count % (dash.on + dash.off) >= dash.on { continue }
        let share = Double(step) / Double(max(steps, 1))
        let x = from.0 + share * (to.0 - from.0)
        let y = from.1 + share * (to.1 - from.1)
        dot(x, y, ink)
        if isWide { dot(isFlat ? x : x + 1, isFlat ? y + 1 : y, ink) }
      }
    }
  }

  /// A dot at a place in dots.
  private mutating func dot(_ x: Double, _ y: Double, _ ink: Ink) {
    let (x, y) = (min(max(x, 0), Double(2 * columns) - 0.5), min(max(y, 0), Double(4 * rows) - 0.5))
    let (column, row) = (Int(x) / 2, Int(y) / 4)
    guard let index = index(column, row) else { return }
    let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    cells[index].dots |= bits[Int(y) % 4 * 2 + Int(x) % 2]
    cells[index].dotInk = ink
  }

  mutating func dot(at point: Point, ink: Ink) { dot(point.x / cellWidth * 2, point.y / cellHeight * 4, ink) }

  mutating func sign(_ glyph: Character, at point: Point, ink: Ink) {
    guard let index = index(column(point.x), row(point.y)), !cells[index].isText, !cells[index].isCovered else {
      return
    }
    cells[index].glyph = glyph
    cells[index].glyphInk = ink
  }

  /// A label, moved or cut where another stands already.
  mutating func write(_ label: Label) {
    var text = CellText.cells(of: label.text)
    let row = row(label.position.y - 0.35 * label.fontSize)
    guard (0..<rows).contains(row), !text.isEmpty else { return }
    let place = label.position.x / cellWidth
    let width = { (text: [CellText.Letter]) in text.reduce(0) { $0 + $1.width } }
    if width(text) > columns { text = CellText.cut(text, to: columns) }
    var start =
      switch label.anchor {
      case .start: Int(place.rounded())
      case .middle: Int((place - Double(width(text)) / 2).rounded())
      case .end: Int(place.rounded()) - width(text)
      }
    start = min(max(start, 0), columns - width(text))
    // Free cells around the start, with one between this label and its neighbours.
    let taken = cells[row * columns..<(row + 1) * columns].map { $0.isText || $0.isCovered }
    let isFree = { (column: Int) in
      ![column - 1, column, column + 1].contains { taken.indices.contains($0) && taken[$0] }
    }
    if label.anchor == .end {
      var first = start + width(text)
      while first > start, isFree(first - 1) { first -= 1 }
      if first > start {
        let room = start + width(text) - first
        text = CellText.cut(text, to: room)
        start = first
      }
    } else {
      while start < columns, !isFree(start), Double(start) < place + 3 { start += 1 }
      var end = start
      while end < min(start + width(text), columns), isFree(end) { end += 1 }
      if end < start + width(text) { text = CellText.cut(text, to: end - start) }
    }
    var column = start
    for letter in text {
      guard let index = index(column, row) else { return }
      cells[index].glyph = letter.character
      cells[index].glyphInk = label.ink
      cells[index].isText = true
      if letter.width == 2, index % columns + 1 < columns { cells[index + 1].isCovered = true }
      column += letter.width
    }
  }
}
