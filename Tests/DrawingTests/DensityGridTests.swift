import Testing

@testable import Drawing

@Suite struct DensityGridTests {
  private let box = Box(left: 0, top: 0, right: 70, bottom: 35)

  @Test("A cell has the class of most of its rows and the shade of their number")
  func majority() {
    var grid = DensityGrid(box: box, classes: 2)
    for _ in 0..<16 { grid.add(Point(x: 1, y: 1), classIndex: 1, isRight: true) }
    for _ in 0..<3 { grid.add(Point(x: 1, y: 1), classIndex: 0, isRight: false) }
    grid.add(Point(x: 60, y: 30), classIndex: 0, isRight: true)
    #expect(grid.shades.first == 1 && grid.shades == grid.shades.sorted())
    #expect(grid.cells(of: 1).map(\.count) == [0, 0, 0, 1])
    #expect(grid.cells(of: 0).map(\.count) == [1, 0, 0, 0])
    #expect(grid.wrongCentres.map(\.count) == [1, 0, 0, 0])
  }

  @Test("Places outside the plot count in the cells at its edge")
  func edges() {
    var grid = DensityGrid(box: box, classes: 1)
    grid.add(Point(x: 70, y: 35), classIndex: 0, isRight: true)
    grid.add(Point(x: -5, y: 400), classIndex: 0, isRight: false)
    #expect(grid.cells(of: 0).joined().allSatisfy { box.contains($0) })
  }
}
