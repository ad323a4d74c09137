/// Values at the nodes of a grid, row by row from the lowest y, and the lines between high and low.
package struct ValueGrid: Sendable {
  /// Nodes along the horizontal and along the vertical axis.
  package let columns: Int
  package let rows: Int
  /// `rows × columns`; what is not finite counts as low.
  package let values: [Double]

  /// - Precondition: at least 2 × 2 nodes, and `columns * rows` values.
  package init(columns: Int, rows: Int, values: [Double]) {
    precondition(columns >= 2 && rows >= 2 && values.count == columns * rows)
    self.columns = columns
    self.rows = rows
    self.values = values
  }

  func map(_ transform: (Double) -> Double) -> ValueGrid {
    ValueGrid(columns: columns, rows: rows, values: values.map(transform))
  }

  /// A grid of about half as many nodes on either axis.
  var coarser: ValueGrid {
    let (wide, high) = (max(2, (columns + 1) / 2), max(2, (rows + 1) / 2))
    let values = (0..<high).flatMap { row in
      (0..<wide).map { column in
        self.values[row * (rows - 1) / (high - 1) * columns + column * (columns - 1) / (wide - 1)]
      }
    }
    return ValueGrid(columns: wide, rows: high, values: values)
  }

  /// The outlines of all places where the value is at least `level`, closed along the edge of the grid, by marching
  /// squares. Coordinates are those of the nodes, from 0 to `columns` - 1 and `rows` - 1; the high side lies to the
  /// right where y points down.
  func outlines(level: Double) -> [[Point]] {
    var tracer = ContourTracer(grid: self, level: level)
    return tracer.outlines()
  }

  /// The parts of an outline that do not run along the edge of the grid.
  func withoutEdges(_ outline: [Point]) -> [[Point]] {
    let right = Double(columns - 1)
    let bottom = Double(rows - 1)
    func isEdge(_ a: Point, _ b: Point) -> Bool {
      (a.x == b.x && (a.x == 0 || a.x == right)) || (a.y == b.y && (a.y == 0 || a.y == bottom))
    }
    var parts: [[Point]] = []
    var part: [Point] = []
    for (index, point) in outline.enumerated() {
      let next = outline[(index + 1) % outline.count]
      if isEdge(point, next) {
        if !part.isEmpty { parts.append(part + [point]) }
        part = []
      } else {
        part.append(point)
      }
    }
    guard !part.isEmpty, let first = outline.first else { return parts }
    // The outline is closed: its last part goes on with the first, unless that began after an edge.
    if let start = parts.first, start.first == first {
      parts[0] = part + start
    } else {
      parts.append(part + [first])
    }
    return parts
  }
}

/// Follows the lines of one level through a grid with a rim of low nodes in the place of its outermost ones.
private struct ContourTracer {
  let grid: ValueGrid
  let level: Double
  private let width: Int
  /// For each edge of a cell where a line enters, the one where it leaves; -1 for none.
  private var next: [Int32]

  init(grid: ValueGrid, level: Double) {
    self.grid = grid
    self.level = level
    width = grid.columns + 2
    next = Array(repeating: -1, count: 2 * width * (grid.rows + 2))
  }

  private func value(_ column: Int, _ row: Int) -> Double {
    guard (1...grid.columns).contains(column), (1...grid.rows).contains(row) else { return -.infinity }
    let value = grid.values[(row - 1) * grid.columns + column - 1]
    return value.isNaN ? -.infinity : value
  }

  private func isHigh(_ column: Int, _ row: Int) -> Bool { value(column, row) >= level }

  /// The edge from a node to the right.
  private func across(_ column: Int, _ row: Int) -> Int32 { Int32(2 * (row * width + column)) }
  /// The edge from a node downwards.
  private func down(_ column: Int, _ row: Int) -> Int32 { Int32(2 * (row * width + column) + 1) }

  mutating func outlines() -> [[Point]] {
    for row in 0...grid.rows {
      for column in 0...grid.columns { cross(column, row) }
    }
    var outlines: [[Point]] = []
    for start in next.indices where next[start] >= 0 {
      var outline: [Point] = []
      var edge = start
      while next[edge] >= 0 {
        outline.append(point(on: edge))
        let following = Int(next[edge])
        next[edge] = -1
        edge = following
      }
      let tidy = Self.withoutMiddles(outline)
      if tidy.count > 2 { outlines.append(tidy) }
    }
    return outlines
  }

  /// Leads the lines through the cell below and right of a node.
  private mutating func cross(_ column: Int, _ row: Int) {
    let topLeft = isHigh(column, row)
    let topRight = isHigh(column + 1, row)
    let bottomLeft = isHigh(column, row + 1)
    let bottomRight = isHigh(column + 1, row + 1)
    guard !(topLeft == topRight && topRight == bottomLeft && bottomLeft == bottomRight) else { return }
    let top = across(column, row)
    let bottom = across(column, row + 1)
    let left = down(column, row)
    let right = down(column + 1, row)
    // The high side lies to the right of a line: what leaves through the top has a high node at its right end.
    if topLeft == bottomRight, topRight == bottomLeft {
      let corners = [value(column, row), value(column + 1, row), value(column, row + 1), value(column + 1, row + 1)]
      let isJoined = corners.reduce(0, +) / 4 >= level
      if topLeft {
        next[Int(top)] = isJoined ? right : left
        next[Int(bottom)] = isJoined ? left : right
      } else {
        next[Int(right)] = isJoined ? bottom : top
        next[Int(left)] = isJoined ? top : bottom
      }
      return
    }
    var start: Int32 = top
    var end: Int32 = top
    if topLeft != topRight { if topLeft { start = top } else { end = top } }
    if topRight != bottomRight { if topRight { start = right } else { end = right } }
    if bottomLeft != bottomRight { if bottomRight { start = bottom } else { end = bottom } }
    if topLeft != bottomLeft { if bottomLeft { start = left } else { end = left } }
    next[Int(start)] = end
  }

  /// Where the level lies on an edge.
  private func point(on edge: Int) -> Point {
    let (column, row) = (edge / 2 % width, edge / 2 / width)
    let (otherColumn, otherRow) = edge % 2 == 0 ? (column + 1, row) : (column, row + 1)
    let (first, second) = (value(column, row), value(otherColumn, otherRow))
    var share = first.isFinite && second.isFinite ? (level - first) / (second - first) : first.isFinite ? 0 : 1
    if !(0...1).contains(share) { share = 0.5 }
    let start = place(column, row)
    let end = place(otherColumn, otherRow)
    return Point(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y))
  }

  /// The nodes of the rim stand where the outermost ones do.
  private func place(_ column: Int, _ row: Int) -> Point {
    Point(
      x: Double(min(max(column - 1, 0), grid.columns - 1)), y: Double(min(max(row - 1, 0), grid.rows - 1)))
  }

  /// Leaves out points that stand twice, or on a straight line between their neighbours.
  private static func withoutMiddles(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    for point in points {
      if result.last == point { continue }
      if result.count > 1 {
        let (a, b) = (result[result.count - 2], result[result.count - 1])
        let cross = (b.x - a.x) * (point.y - b.y) - (b.y - a.y) * (point.x - b.x)
        let isAlong = (a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y)
        if isAlong, cross == 0 { result.removeLast() }
      }
      result.append(point)
    }
    if result.count > 1, result.first == result.last { result.removeLast() }
    return result
  }
}
