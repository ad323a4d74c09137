/// Rows with about the same probability of the positive class, and how many of them are positive: in a well calibrated
/// model, that share of them (A. Niculescu-Mizil and R. Caruana, 2005).
package struct CalibrationBin: Sendable {
  /// The place of the bin among all bins, from 0, the empty ones counted.
  package let index: Int

  /// The mean probability of its rows.
  package let meanProbability: Double

  /// The share of its rows that are positive.
  package let fraction: Double

  /// The weight of its rows: their number where rows weigh 1.
  package let count: Double

  /// The most bins that are made.
  package static let maximumBins = 1 << 20

  /// Sorts rows into bins of equal width over 0 … 1 and gives those that are not empty, in order.
  ///
  /// A probability on the edge of two bins belongs to the lower one, and the edges are k·(1/bins), rounded: both as in
  /// scikit-learn's `calibration_curve`. Returns nil where there are no probabilities, one is outside 0 … 1, or `bins` is
  /// not in 1 … `maximumBins`.
  package static func bins<Sample: TwoClassSample>(
    _ bins: Int, of rows: Sample
  ) throws(Sample.Failure) -> [CalibrationBin]? {
    guard (1...maximumBins).contains(bins), rows.areProbabilities else { return nil }
    var sums = [(weight: CompensatedSum, probability: CompensatedSum, positive: CompensatedSum)](
      repeating: (CompensatedSum(), CompensatedSum(), CompensatedSum()), count: bins)
    try rows.forEachTie { tie in
      let bin = Self.bin(of: tie.score, bins: bins)
      let weight = tie.positive + tie.negative
      sums[bin].weight.add(weight)
      sums[bin].probability.add(weight * tie.score)
      sums[bin].positive.add(tie.positive)
    }
    return sums.enumerated().compactMap { index, sum in
      let weight = sum.weight.value
      guard weight > 0 else { return nil }
      return CalibrationBin(
        index: index, meanProbability: sum.probability.value / weight, fraction: sum.positive.value / weight,
        count: weight / rows.scale)
    }
  }

  /// The bins of one probability per row; nil where sizes or weights do not fit either.
  package static func bins(
    _ bins: Int, truth: [Bool], probability: [Double], weights: [Double]? = nil
  ) -> [CalibrationBin]? {
    BinaryRows(truth: truth, probability: probability, weights: weights).flatMap { Self.bins(bins, of: $0) }
  }

  private static func bin(of probability: Double, bins: Int) -> Int {
    let width = 1 / Double(bins)
    // The product is at most one bin off the rounded edges; the edges decide.
    var bin = min(Int(probability * Double(bins)), bins - 1)
    while bin > 0, Double(bin) * width >= probability { bin -= 1 }
    while bin < bins - 1, Double(bin + 1) * width < probability { bin += 1 }
    return bin
  }
}
