import Testing

@testable import Drawing

@Suite struct ContoursTests {
  /// Twice the area within outlines (Gauss), holes taken off.
  private func area(_ outlines: [[Point]]) -> Double {
    outlines.reduce(0) { sum, outline in
      sum
        + zip(outline, outline.dropFirst() + outline.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
    }
  }

  @Test("The outline of a plane's high half is exact")
  func plane() {
    let grid = ValueGrid(11, 6) { x, _ in x }
    for level in [0.5, 2.25, 7] {
      #expect(abs(abs(area(grid.outlines(level: level))) - (10 - level) * 5) < 1e-9)
    }
    #expect(abs(area(grid.outlines(level: -1))) == 50)
    #expect(grid.outlines(level: 11).isEmpty)
  }

  @Test("A disc and a ring have the areas that they ought to, holes included")
  func ring() {
    let grid = ValueGrid(81, 81) { x, y in ((x - 40) * (x - 40) + (y - 40) * (y - 40)).squareRoot() }
    let whole = Double.pi * 400
    let disc = grid.map { -$0 }.outlines(level: -20)
    let discArea = abs(area(disc))
    #expect(disc.count == 1 && abs(discArea - whole) < 0.01 * whole)
    let ring = grid.map { -abs($0 - 20) }.outlines(level: -5)
    // From a radius of 15 to one of 25: as much as the disc.
    let ringArea = abs(area(ring))
    #expect(ring.count == 2 && abs(ringArea - whole) < 0.01 * whole)
  }

  @Test("What runs along the edge of the grid is no contour")
  func edges() {
    let grid = ValueGrid(11, 6) { x, _ in x }
    let parts = grid.outlines(level: 4).flatMap(grid.withoutEdges)
    #expect(parts.count == 1 && parts[0].allSatisfy { $0.x == 4 })
    #expect(Set(parts[0].map(\.y)) == [0, 5])
    #expect(grid.outlines(level: -1).flatMap(grid.withoutEdges).isEmpty)
  }

  @Test("Outlines of noise close, whatever the values are, and every high node lies on the high side")
  func noise() {
    var numbers = TestNumbers(seed: 11)
    for _ in 0..<40 {
      var values = (0..<12 * 9).map { _ in (numbers.next() * 3).rounded() }
      values[5] = .nan
      values[17] = .infinity
      values[40] = -.infinity
      let grid = ValueGrid(columns: 12, rows: 9, values: values)
      let outlines = grid.outlines(level: 0.5)
      for outline in outlines {
        #expect(outline.count > 2)
        #expect(outline.allSatisfy { (0...11).contains($0.x) && (0...8).contains($0.y) })
      }
      // Every high node inside the grid lies within: by the crossings of a ray that meets no node.
      for row in 1..<8 {
        for column in 1..<11 {
          let value = values[row * 12 + column]
          let place = Point(x: Double(column) + 0.003, y: Double(row) + 0.001)
          guard value.isFinite, !neighbours(column, row).contains(where: { !values[$0].isFinite }) else { continue }
          #expect(isInside(place, outlines) == (value >= 0.5), "\(column), \(row)")
        }
      }
    }
  }

  private func neighbours(_ column: Int, _ row: Int) -> [Int] {
    (-1...1).flatMap { y in (-1...1).map { x in (row + y) * 12 + column + x } }
  }

  private func isInside(_ place: Point, _ outlines: [[Point]]) -> Bool {
    var crossings = 0
    for outline in outlines {
      for (start, end) in zip(outline, outline.dropFirst() + outline.prefix(1))
      where (start.y <= place.y) != (end.y <= place.y) {
        if start.x + (place.y - start.y) / (end.y - start.y) * (end.x - start.x) > place.x { crossings += 1 }
      }
    }
    return crossings % 2 == 1
  }
}
