import Matrices
import Sampling
import Testing

private func labels(_ sample: Sample) -> [Int] {
  if case .labels(let labels) = sample.targets { labels } else { [] }
}

private func radius(_ sample: Sample, _ row: Int) -> Double {
  (sample.features[2 * row] * sample.features[2 * row] + sample.features[2 * row + 1] * sample.features[2 * row + 1])
    .squareRoot()
}

@Suite struct SampleTests {
  @Test("Circles: half the rows on each ring, the inner one class 1")
  func circles() {
    var generator = Generator(seed: 1)
    let sample = Sample.circles(rows: 101, noise: 0, factor: 0.3, generator: &generator)
    #expect(sample.rows == 101 && labels(sample).count { $0 == 1 } == 51)
    for row in 0..<101 { #expect(abs(radius(sample, row) - (labels(sample)[row] == 1 ? 0.3 : 1)) < 1e-12) }
  }

  @Test("Noise is the standard deviation of each coordinate")
  func noise() {
    var generator = Generator(seed: 2)
    let sample = Sample.circles(rows: 20_000, noise: 0.1, factor: 0, generator: &generator)
    let inner = (0..<20_000).filter { labels(sample)[$0] == 1 }
    let squares = inner.reduce(0) { $0 + radius(sample, $1) * radius(sample, $1) }
    #expect(abs((squares / Double(2 * inner.count)).squareRoot() - 0.1) < 0.002)
  }

  @Test("Moons: scikit-learn's two half rings")
  func moons() {
    var generator = Generator(seed: 3)
    let sample = Sample.moons(rows: 50, noise: 0, generator: &generator)
    for row in 0..<50 {
      let (x, y) = (sample.features[2 * row], sample.features[2 * row + 1])
      let distance = labels(sample)[row] == 0 ? x * x + y * y : (x - 1) * (x - 1) + (y - 0.5) * (y - 0.5)
      #expect(abs(distance - 1) < 1e-12)
      #expect(labels(sample)[row] == 0 ? y >= -1e-12 : y <= 0.5 + 1e-12)
    }
  }

  @Test("Blobs: as many classes as centres, in as many dimensions as asked")
  func blobs() {
    var generator = Generator(seed: 4)
    let sample = Sample.blobs(rows: 90, centers: 4, deviation: 0, features: 3, generator: &generator)
    #expect(sample.width == 3 && Set(labels(sample)) == [0, 1, 2, 3])
    #expect(sample.features.allSatisfy { abs($0) <= 10 })
    let points = Set((0..<90).map { Array(sample.features[3 * $0..<3 * $0 + 3]) })
    #expect(points.count == 4)
  }

  @Test("Exclusive or: the class tells whether the signs differ")
  func xor() {
    var generator = Generator(seed: 5)
    let sample = Sample.xor(rows: 1000, noise: 0, generator: &generator)
    for row in 0..<1000 {
      #expect((labels(sample)[row] == 1) == ((sample.features[2 * row] < 0) != (sample.features[2 * row + 1] < 0)))
    }
    #expect((400...600).contains(labels(sample).count { $0 == 1 }))
  }

  @Test("Exclusive or: noise knows nothing of the points, and moves each coordinate as far as it says")
  func xorNoise() {
    var generator = Generator(seed: 7)
    let clear = Sample.xor(rows: 20_000, noise: 0, generator: &generator)
    #expect(clear.features.allSatisfy { (-1..<1).contains($0) })
    generator = Generator(seed: 7)
    let noisy = Sample.xor(rows: 20_000, noise: 0.5, generator: &generator)
    // A coordinate has the variance 1/3, the noise 1/4.
    let square = noisy.features.reduce(0) { $0 + $1 * $1 } / Double(noisy.features.count)
    #expect(abs(square - (1.0 / 3 + 1.0 / 4)) < 0.02)
  }

  @Test("Friedman's function is of the first five features, which are uniform in 0 to 1")
  func friedman() throws {
    var generator = Generator(seed: 6)
    let sample = Sample.friedman(rows: 30, features: 7, noise: 0, generator: &generator)
    let values = try #require(quantities(sample))
    for row in 0..<30 {
      let x = Array(sample.features[7 * row..<7 * row + 7])
      #expect(x.allSatisfy { (0..<1).contains($0) })
      #expect(values[row] == Sample.friedman(of: Array(x[..<5])))
    }
  }

  @Test("Linear: one plane through the origin, its slopes between 0 and 100")
  func linear() throws {
    var generator = Generator(seed: 8)
    let sample = Sample.linear(rows: 40, features: 2, noise: 0, generator: &generator)
    let values = try #require(quantities(sample))
    func x(_ row: Int) -> (Double, Double) { (sample.features[2 * row], sample.features[2 * row + 1]) }
    // The plane through two points holds all others.
    let (a, b) = (x(0), x(1))
    let determinant = a.0 * b.1 - a.1 * b.0
    let slopes = (
      (values[0] * b.1 - a.1 * values[1]) / determinant, (a.0 * values[1] - values[0] * b.0) / determinant
    )
    #expect((0...100).contains(slopes.0) && (0...100).contains(slopes.1))
    for row in 0..<40 { #expect(abs(x(row).0 * slopes.0 + x(row).1 * slopes.1 - values[row]) < 1e-8) }
  }

  @Test("Spirals: each arm goes out from the origin at an even pace, in one and three quarter turns")
  func spirals() {
    var generator = Generator(seed: 9)
    let sample = Sample.spirals(rows: 63, arms: 3, noise: 0, generator: &generator)
    let pi = Double.pi
    for arm in 0..<3 {
      let rows = (0..<63).filter { labels(sample)[$0] == arm }.sorted { radius(sample, $0) < radius(sample, $1) }
      #expect(rows.count == 21)
      for (index, row) in rows.enumerated() {
        let along = Double(index) / 20
        #expect(abs(radius(sample, row) - along) < 1e-12)
        // The end of an arm stands where one and three quarter turns from its beginning lead.
        guard index == 20 else { continue }
        let angle = 2 * pi * (1.75 + Double(arm) / 3)
        let (x, y) = (sample.features[2 * row], sample.features[2 * row + 1])
        #expect(abs(x - sine(angle)) < 1e-9 && abs(y - sine(angle + pi / 2)) < 1e-9)
      }
    }
  }

  @Test("A seed gives the same rows, and another seed others")
  func seeds() {
    func spirals(_ seed: UInt64) -> Sample {
      var generator = Generator(seed: seed)
      return .spirals(rows: 31, arms: 3, noise: 0.1, generator: &generator)
    }
    #expect(spirals(1) == spirals(1) && spirals(1) != spirals(2))
  }
}

private func quantities(_ sample: Sample) -> [Double]? {
  if case .values(let values) = sample.targets { values } else { nil }
}

/// By its series.
private func sine(_ angle: Double) -> Double {
  let angle = angle.remainder(dividingBy: 2 * Double.pi)
  var (term, sum) = (angle, angle)
  for k in 1..<20 {
    term *= -angle * angle / Double(2 * k * (2 * k + 1))
    sum += term
  }
  return sum
}
