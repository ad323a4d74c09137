import Testing

@testable import Drawing

@Suite struct PointCloudTests {
  @Test("Many rows are counted in cells, none lost, in memory that does not grow with them")
  func cells() throws {
    var cloud = PointCloud()
    var numbers = TestNumbers(seed: 3)
    for row in 0..<40_000 {
      // A tenth of the rows comes from a range a thousand times as wide, so that the cells must widen on either side.
      let scale = row % 10 == 9 ? 1_000.0 : 1
      cloud.add(x: scale * numbers.next(), y: 5 + numbers.next(), classIndex: row % 3, isRight: row % 7 > 0)
    }
    let grid = try #require(cloud.grid)
    #expect(grid.counts.map { $0.reduce(0) { $0 + Int($1) } } == [13_334, 13_333, 13_333])
    #expect(grid.wrong.reduce(0) { $0 + Int($1) } == cloud.wrong)
    #expect(cloud.wrong == 5_715 && cloud.total == 40_000 && cloud.skipped == 0)
    #expect(cloud.rows.count == PointCloud.mostRows && cloud.wrongRows.count == PointCloud.mostWrong + 1)
    #expect(grid.counts.allSatisfy { $0.count == CloudGrid.side * CloudGrid.side })
  }

  @Test("A row is counted in the cell that holds it, however often the cells have widened")
  func places() {
    let rows: [[Double]] = [[0, 1, -3, 9, 70, -1_000], [1e-300, 1e300, -1e300], [5, 5, 5], [1e9, 1e9 + 1, 1e9 - 1]]
    for values in rows {
      var grid = CloudGrid(x: values[0]...values[0], y: 0...1)
      for value in values { grid.add(x: value, y: 0.5, classIndex: 0, isRight: true) }
      let row = grid.y.index(of: 0.5)
      for value in values {
        let column = grid.x.index(of: value)
        #expect((0..<CloudGrid.side).contains(column))
        #expect(grid.counts[0][row * CloudGrid.side + column] > 0, "\(value) in \(values)")
      }
      #expect(grid.counts[0].reduce(0, +) == UInt32(values.count))
    }
  }

  @Test("Few rows keep their places, and those that cannot be drawn are counted")
  func few() {
    var cloud = PointCloud()
    cloud.add(x: 1, y: 2)
    cloud.add(x: .nan, y: 2)
    cloud.add(x: 3, y: .infinity, classIndex: 1)
    cloud.add(x: -3, y: 7, classIndex: 1, isRight: false)
    #expect(cloud.rows.map(\.place) == [Point(x: 1, y: 2), Point(x: -3, y: 7)])
    #expect(cloud.skipped == 2 && cloud.xRange == -3...1 && cloud.yRange == 2...7)
    #expect(cloud.total == 2 && cloud.wrong == 1)
  }

  @Test("Classes take other places, and several may become one")
  func reordering() {
    for count in [12, 6_000] {
      var cloud = PointCloud()
      for row in 0..<count { cloud.add(x: Double(row), y: 0, classIndex: row % 3, isRight: row % 3 > 0) }
      let moved = cloud.reordered([2, 0, 0])
      #expect(moved.counts.map(\.all) == [2 * count / 3, 0, count / 3])
      #expect(moved.counts.map(\.wrong) == [0, 0, count / 3])
      if let grid = moved.grid {
        #expect(grid.counts.map { $0.reduce(0, +) } == [UInt32(2 * count / 3), 0, UInt32(count / 3)])
      }
    }
  }
}
