/// Cells that count rows by class, over a range that grows with them: memory is bounded whatever comes.
struct CloudGrid: Sendable {
  /// Cells along an axis.
  static let side = 128

  private(set) var x: Span
  private(set) var y: Span
  /// For each class, the rows in each of `side × side` cells, row-major from the lowest y.
  private(set) var counts: [[UInt32]] = []
  /// The wrong rows in each cell.
  private(set) var wrong = [UInt32](repeating: 0, count: side * side)

  /// One axis of the grid.
  struct Span: Equatable, Sendable {
    private(set) var start: Double
    private(set) var cell: Double

    /// A span whose middle half is the range.
    init(around range: ClosedRange<Double>) {
      let magnitude = max(range.lowerBound.magnitude, range.upperBound.magnitude)
      let width = max(range.upperBound - range.lowerBound, magnitude * 1e-9, 1e-290)
      cell = width / Double(CloudGrid.side / 2)
      start = range.lowerBound - width / 2
    }

    /// The cell of a value, which may lie outside of the grid.
    func index(of value: Double) -> Int {
      let place = (value - start) / cell
      return Int(min(max(place.rounded(.down), -1), Double(CloudGrid.side)))
    }

    /// Where a cell begins.
    func edge(_ index: Int) -> Double { start + Double(index) * cell }

    /// Twice as wide, to the side where the value lies.
    mutating func widen(towards value: Double) {
      if value < start { start -= Double(CloudGrid.side) * cell }
      cell *= 2
    }
  }

  init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = Span(around: x)
    self.y = Span(around: y)
  }

  /// Counts a row; both values are drawable.
  mutating func add(x valueX: Double, y valueY: Double, classIndex: Int, isRight: Bool) {
    var column = x.index(of: valueX)
    while !(0..<Self.side).contains(column) {
      let old = x
      x.widen(towards: valueX)
      merge(columnShift: x.start < old.start ? Self.side / 2 : 0, rowShift: nil)
      column = x.index(of: valueX)
    }
    var row = y.index(of: valueY)
    while !(0..<Self.side).contains(row) {
      let old = y
      y.widen(towards: valueY)
      merge(columnShift: nil, rowShift: y.start < old.start ? Self.side / 2 : 0)
      row = y.index(of: valueY)
    }
    while counts.count <= classIndex { counts.append([UInt32](repeating: 0, count: Self.side * Self.side)) }
    let cell = row * Self.side + column
    counts[classIndex][cell] &+= 1
    if !isRight { wrong[cell] &+= 1 }
  }

  /// Joins pairs of neighbours along the axis that has a shift, and moves the result by it.
  private mutating func merge(columnShift: Int?, rowShift: Int?) {
    func merged(_ plane: [UInt32]) -> [UInt32] {
      var result = [UInt32](repeating: 0, count: plane.count)
      for (cell, count) in plane.enumerated() where count > 0 {
        let column = columnShift.map { cell % Self.side / 2 + $0 } ?? cell % Self.side
        let row = rowShift.map { cell / Self.side / 2 + $0 } ?? cell / Self.side
        result[row * Self.side + column] &+= count
      }
      return result
    }
    for index in counts.indices { counts[index] = merged(counts[index]) }
    wrong = merged(wrong)
  }

  /// The planes in another order: class `index` becomes class `places[index]`.
  mutating func reorder(_ places: [Int]) {
    var result = [[UInt32]](
      repeating: [], count: max(counts.count, (places.max() ?? -1) + 1))
    for (index, plane) in counts.enumerated() where places.indices.contains(index) {
      result[places[index]] = result[places[index]].isEmpty ? plane : zip(result[places[index]], plane).map { $0 &+ $1 }
    }
    counts = result.map { $0.isEmpty ? [UInt32](repeating: 0, count: Self.side * Self.side) : $0 }
  }
}
