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

  @Test("Friedman's function, with features that have no part in it")
  func friedman() throws {
    var generator = Generator(seed: 6)
    let sample = Sample.friedman(rows: 3, features: 7, noise: 0, generator: &generator)
    guard case .values(let values) = sample.targets else { throw Failure() }
    for row in 0..<3 {
      let x = Array(sample.features[7 * row..<7 * row + 7])
      #expect(x.allSatisfy { (0..<1).contains($0) })
      // sin by its series, since this test is to need no library either.
      let angle = Double.pi * x[0] * x[1]
      var (term, sine) = (angle, angle)
      for k in 1..<20 {
        term *= -angle * angle / Double(2 * k * (2 * k + 1))
        sine += term
      }
      let expected = 10 * sine + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4]
      #expect(abs(values[row] - expected) < 1e-9)
    }
  }

  private struct Failure: Error {}

  @Test("Spirals and linear data have their rows, and a seed gives the same ones")
  func seeds() {
    func spirals(_ seed: UInt64) -> Sample {
      var generator = Generator(seed: seed)
      return .spirals(rows: 31, arms: 3, noise: 0.1, generator: &generator)
    }
    #expect(spirals(1).rows == 31 && spirals(1) == spirals(1) && spirals(1) != spirals(2))
    var generator = Generator(seed: 1)
    #expect(Sample.linear(rows: 5, features: 4, noise: 1, generator: &generator).features.count == 20)
  }
}
