import Matrices
package import Workers

/// Intervals by the bootstrap (B. Efron, 1979): rows are drawn with replacement, as many as there are, again and again,
/// and an interval holds the middle of what a metric then comes to.
package struct Bootstrap: Sendable {
  /// The two ends of an interval.
  package typealias Interval = (low: Double, high: Double)

  /// The share of the samples that an interval holds, in 0 … 1.
  private let level: Double
  private let resamples: Int
  private let seed: UInt64
  private let workers: Workers

  package init(level: Double, resamples: Int, seed: UInt64, workers: Workers) {
    self.level = level
    self.resamples = resamples
    self.seed = seed
    self.workers = workers
  }

  /// An interval for each metric; nil for one that half of the samples leave undefined, and for the number of rows,
  /// which is the same in all.
  package func intervals(of evaluation: Evaluation) -> [Interval?] {
    intervals(rows: evaluation.rows) { counts in
      evaluation.metrics(taking: counts, workers: .one).map(\.value)
    }
  }

  /// An interval for the second value of each metric less the first one, both of the same sample of rows.
  package func intervals(from first: Evaluation, to second: Evaluation) -> [Interval?] {
    intervals(rows: first.rows) { counts in
      zip(first.metrics(taking: counts, workers: .one), second.metrics(taking: counts, workers: .one)).map {
        difference(from: $0.value, to: $1.value)
      }
    }
  }

  /// Samples are the same for any number of threads: each has random numbers of its own.
  private func intervals(rows: Int, _ values: @Sendable (_ counts: [UInt32]) -> [Double?]) -> [Interval?] {
    let samples = workers.map(resamples) { sample in
      var generator = Generator(seed: seed, stream: UInt64(sample))
      var counts = [UInt32](repeating: 0, count: rows)
      for _ in 0..<rows { counts[generator.below(rows)] += 1 }
      return values(counts)
    }
    let metrics = samples.first?.count ?? 0
    return (0..<metrics).map { metric in
      metric == 0 ? nil : interval(of: samples.compactMap { $0[metric] })
    }
  }

  private func interval(of values: [Double]) -> Interval? {
    guard values.count * 2 > resamples else { return nil }
    let sorted = values.sorted()
    return (quantile((1 - level) / 2, of: sorted), quantile((1 + level) / 2, of: sorted))
  }
}

/// The second of two values less the first; nil where one is.
func difference(from first: Double?, to second: Double?) -> Double? {
  guard let first, let second else { return nil }
  return second - first
}

/// The quantile of sorted values, linear between two of them: definition 7 of R. J. Hyndman and Y. Fan, "Sample
/// Quantiles in Statistical Packages", 1996.
private func quantile(_ share: Double, of sorted: [Double]) -> Double {
  let place = share * Double(sorted.count - 1)
  let below = min(max(Int(place), 0), sorted.count - 1)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
}
