package import Matrices

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// The definitions are scikit-learn's (sklearn.datasets.make_…) where it has the set; the random numbers are ours.

extension Sample {
  /// Two rings about the origin: the outer one of radius 1 is class 0, the inner one of radius `factor` is class 1;
  /// `noise` is the standard deviation added to each coordinate.
  package static func circles(
    rows: Int, noise: Double, factor: Double, generator: inout Generator
  ) -> Sample {
    let outer = rows / 2
    return Sample(rows: rows, noise: noise, generator: &generator) { row in
      let isInner = row >= outer
      let (index, count) = isInner ? (row - outer, rows - outer) : (row, outer)
      let angle = 2 * Double.pi * Double(index) / Double(count)
      let radius = isInner ? factor : 1
      return ([radius * cos(angle), radius * sin(angle)], isInner ? 1 : 0)
    }
  }

  /// Two half rings that reach into each other.
  package static func moons(rows: Int, noise: Double, generator: inout Generator) -> Sample {
    let outer = rows / 2
    return Sample(rows: rows, noise: noise, generator: &generator) { row in
      let isInner = row >= outer
      let (index, count) = isInner ? (row - outer, rows - outer) : (row, outer)
      let angle = count > 1 ? Double.pi * Double(index) / Double(count - 1) : 0
      return isInner ? ([1 - cos(angle), 0.5 - sin(angle)], 1) : ([cos(angle), sin(angle)], 0)
    }
  }

  /// `centers` normal clouds of standard deviation `deviation` in `features` dimensions, their centres uniform in
  /// −10 … 10; the rows are dealt out evenly.
  package static func blobs(
    rows: Int, centers: Int, deviation: Double, features: Int, generator: inout Generator
  ) -> Sample {
    // All are drawn, so that what follows is the same; only those that have rows are kept.
    let kept = min(rows, centers) * features
    var middles: [Double] = []
    for place in 0..<centers * features {
      let coordinate = -10 + 20 * generator.uniform()
      if place < kept { middles.append(coordinate) }
    }
    return Sample(rows: rows, noise: deviation, generator: &generator) { row in
      let label = row % centers
      return (Array(middles[label * features..<(label + 1) * features]), label)
    }
  }

  /// `arms` interleaved spirals of one and three quarter turns: arm k of K holds the points t (sin φ, cos φ) with
  /// φ = 2π (1.75 t + k/K) and t from 0 to 1 in steps that are the same for every arm.
  package static func spirals(rows: Int, arms: Int, noise: Double, generator: inout Generator) -> Sample {
    Sample(rows: rows, noise: noise, generator: &generator) { row in
      let arm = row % arms
      let along = Double(row / arms) / Double(max((rows - 1) / arms, 1))
      let angle = 2 * Double.pi * (1.75 * along + Double(arm) / Double(arms))
      return ([along * sin(angle), along * cos(angle)], arm)
    }
  }

  /// Points uniform in the square −1 … 1, class 1 where the signs of the coordinates differ; `noise` is added after
  /// the class is known.
  package static func xor(rows: Int, noise: Double, generator: inout Generator) -> Sample {
    let corners = (0..<rows).map { _ in (2 * generator.uniform() - 1, 2 * generator.uniform() - 1) }
    return Sample(rows: rows, noise: noise, generator: &generator) { row in
      let (x, y) = corners[row]
      return ([x, y], (x < 0) != (y < 0) ? 1 : 0)
    }
  }

  /// y = Σ βᵢ xᵢ + noise with xᵢ from N(0, 1) and βᵢ uniform in 0 … 100 (`make_regression`).
  package static func linear(rows: Int, features: Int, noise: Double, generator: inout Generator) -> Sample {
    let weights = (0..<features).map { _ in 100 * generator.uniform() }
    return Sample(rows: rows, features: features, noise: noise, generator: &generator) {
      $0.normal()
    } value: { point in
      zip(weights, point).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// y = 10 sin(π x₁ x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅ + noise with xᵢ uniform in 0 … 1; features beyond the fifth have
  /// no part in it (Friedman 1991; `make_friedman1`).
  package static func friedman(rows: Int, features: Int, noise: Double, generator: inout Generator) -> Sample {
    Sample(rows: rows, features: features, noise: noise, generator: &generator) {
      $0.uniform()
    } value: {
      friedman(of: $0)
    }
  }

  /// Friedman's function of five features or more.
  package static func friedman(of x: [Double]) -> Double {
    10 * sin(Double.pi * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4]
  }

  /// Points by row with `noise` on every coordinate, shuffled.
  private init(
    rows: Int, noise: Double, generator: inout Generator, point: (Int) -> (point: [Double], label: Int)
  ) {
    var features: [Double] = []
    var labels: [Int] = []
    for row in 0..<rows {
      let (point, label) = point(row)
      for coordinate in point { features.append(coordinate + noise * generator.normal()) }
      labels.append(label)
    }
    var order = Array(0..<rows)
    generator.shuffle(&order)
    let width = rows == 0 ? 2 : features.count / rows
    self.width = width
    self.features = order.flatMap { features[$0 * width..<($0 + 1) * width] }
    targets = .labels(order.map { labels[$0] })
  }

  private init(
    rows: Int, features: Int, noise: Double, generator: inout Generator, coordinate: (inout Generator) -> Double,
    value: ([Double]) -> Double
  ) {
    var all: [Double] = []
    var values: [Double] = []
    for _ in 0..<rows {
      let point = (0..<features).map { _ in coordinate(&generator) }
      values.append(value(point) + noise * generator.normal())
      all += point
    }
    width = features
    self.features = all
    targets = .values(values)
  }
}
