import Matrices
import Sampling
import TestSupport
import Testing

/// Fixtures/samples holds what scikit-learn's generators give.
@Suite("The samples are those of scikit-learn") struct ScikitLearnTests {
  private struct Point {
    let label: Int
    let x: [Double]
  }

  private static func rows(_ name: String) throws -> [[String]] {
    try Fixture.tabbedLines("samples/\(name).tsv").map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  private static func points(_ sample: Sample) -> [Point] {
    guard case .labels(let labels) = sample.targets else { return [] }
    return labels.enumerated().map { row, label in
      Point(label: label, x: Array(sample.features[row * sample.width..<(row + 1) * sample.width]))
    }
  }

  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count)).squareRoot())
  }

  @Test("Without noise rings and half rings are the same points, but for their order")
  func points() throws {
    var expected: [[String]: [Point]] = [:]
    for row in try Self.rows("points") {
      let point = Point(label: try #require(Int(row[3])), x: row[4...].compactMap { Double($0) })
      expected[Array(row[..<3]), default: []].append(point)
    }
    #expect(expected.count == 6)
    for (set, points) in expected {
      var generator = Generator(seed: 1)
      let rows = try #require(Int(set[1]))
      let factor = try #require(Double(set[2]))
      let sample: Sample =
        set[0] == "circles"
        ? .circles(rows: rows, noise: 0, factor: factor, generator: &generator)
        : .moons(rows: rows, noise: 0, generator: &generator)
      var found = Self.points(sample)
      #expect(found.count == points.count)
      // Each finds a partner of its own.
      for point in points {
        let partner = found.firstIndex { other in
          other.label == point.label && zip(other.x, point.x).allSatisfy { abs($0 - $1) < 1e-14 }
        }
        if let partner { found.remove(at: partner) } else { Issue.record("\(set): no \(point)") }
      }
    }
  }

  @Test("Clouds share the rows alike")
  func counts() throws {
    for row in try Self.rows("counts").map({ $0.compactMap { Int($0) } }) {
      var generator = Generator(seed: 1)
      let sample = Sample.blobs(rows: row[0], centers: row[1], deviation: 1, features: 2, generator: &generator)
      let points = Self.points(sample)
      #expect((0..<row[1]).map { label in points.count { $0.label == label } } == Array(row[2...]))
    }
  }

  @Test("Friedman's function has the same values")
  func friedman() throws {
    for row in try Self.rows("friedman").map({ $0.compactMap { Double($0) } }) {
      #expect(abs(Sample.friedman(of: Array(row.dropLast())) - row[row.count - 1]) < 1e-13)
    }
  }

  @Test("With noise means and deviations are the same")
  func moments() throws {
    let count = 20_000
    var generator = Generator(seed: 2)
    let circles = Self.points(.circles(rows: count, noise: 0.2, factor: 0.5, generator: &generator))
    let moons = Self.points(.moons(rows: count, noise: 0.2, generator: &generator))
    let friedman = Sample.friedman(rows: count, features: 5, noise: 1, generator: &generator)
    let seed = generator
    let clouds = Self.points(
      .blobs(rows: count, centers: 3, deviation: 2, features: 2, generator: &generator))
    generator = seed
    let centers = Self.points(.blobs(rows: 3, centers: 3, deviation: 0, features: 2, generator: &generator))
    var found: [[String]: [Double]] = [:]
    for ring in 0...1 {
      found[["circles", "radius \(ring)"]] = circles.filter { $0.label == ring }.map {
        ($0.x[0] * $0.x[0] + $0.x[1] * $0.x[1]).squareRoot()
      }
      for axis in 0...1 {
        found[["moons", "x\(axis + 1) \(ring)"]] = moons.filter { $0.label == ring }.map { $0.x[axis] }
      }
    }
    found[["blobs", "distance"]] = clouds.flatMap { point in
      centers.filter { $0.label == point.label }.flatMap { zip(point.x, $0.x).map(-) }
    }
    if case .values(let values) = friedman.targets { found[["friedman", "y"]] = values }
    let rows = try Self.rows("moments")
    #expect(Set(rows.map { Array($0[..<2]) }) == Set(found.keys))
    for row in rows {
      let (mean, deviation) = Self.moments(found[Array(row[..<2])] ?? [])
      let expected = (mean: try #require(Double(row[2])), deviation: try #require(Double(row[3])))
      // Five times what chance makes of the mean of a class of theirs and ours.
      #expect(abs(mean - expected.mean) < 0.06 * expected.deviation, "\(row)")
      #expect(abs(deviation - expected.deviation) < 0.04 * expected.deviation, "\(row)")
    }
  }
}
