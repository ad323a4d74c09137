import Testing

@testable import Drawing

@Suite struct SeriesBuilderTests {
  @Test("A short line keeps every point and every gap")
  func short() {
    var builder = SeriesBuilder()
    for (x, y) in [(0, 1), (1, .nan), (2, .nan), (3, 4), (4, 5)] as [(Double, Double)] { builder.add(x: x, y: y) }
    #expect(builder.runs == [[Point(x: 0, y: 1)], [Point(x: 3, y: 4), Point(x: 4, y: 5)]])
    #expect(builder.total == 3 && builder.skipped == 2)
  }

  @Test("A long line keeps its ends and its peaks, in order, and stays small", arguments: [8_193, 100_000, 1_000_003])
  func long(_ count: Int) {
    var builder = SeriesBuilder()
    let peaks = [3: 9.0, count / 2: -7, count - 2: 8]
    for index in 0..<count { builder.add(x: Double(index), y: peaks[index] ?? Double(index % 2)) }
    let points = Array(builder.runs.joined())
    #expect(points.count <= 40_000 && builder.total == count)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x })
    #expect(points.first?.x == 0 && points.last?.x == Double(count - 1))
    for (index, peak) in peaks { #expect(points.contains(Point(x: Double(index), y: peak))) }
  }
}
