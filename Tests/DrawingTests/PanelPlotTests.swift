import Testing

@testable import Drawing

@Suite struct PanelPlotTests {
  @Test("Thinning keeps the ends and the peaks")
  func thinning() {
    var points = (0..<10_000).map { Point(x: Double($0), y: 0) }
    points[4_321].y = 9
    points[7_777].y = -9
    let thinned = PanelPlot.thinned(points, limit: 400)
    #expect(thinned.count <= 404)
    #expect(thinned.first?.x == 0 && thinned.last?.x == 9_999)
    #expect(thinned.contains { $0.y == 9 } && thinned.contains { $0.y == -9 })
    #expect(thinned.map(\.x) == thinned.map(\.x).sorted())
    #expect(PanelPlot.thinned(Array(points.prefix(10)), limit: 400).count == 10)
  }
}
