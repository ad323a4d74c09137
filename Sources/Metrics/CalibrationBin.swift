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
  /// scikit-learn's `calibration_curve`. Returns nil where the numbers of rows differ, there is no row, a probability is
  /// outside 0 … 1, a weight is negative or not finite or all weights are 0, or `bins` is not in 1 … `maximumBins`.
  package static func bins(
    _ bins: Int, truth: [Bool], probability: [Double], weights: [Double]? = nil
  ) -> [CalibrationBin]? {
    guard (1...maximumBins).contains(bins), probability.count == truth.count, probability.areProbabilities,
      let weights = RowWeights(weights, rows: truth.count)
    else { return nil }
    var sums = [(weight: CompensatedSum, probability: CompensatedSum, positive: CompensatedSum)](
      repeating: (CompensatedSum(), CompensatedSum(), CompensatedSum()), count: bins)
    for row in truth.indices {
      let bin = Self.bin(of: probability[row], bins: bins)
      sums[bin].weight.add(weights[row])
      sums[bin].probability.add(weights[row] * probability[row])
      if truth[row] { sums[bin].positive.add(weights[row]) }
    }
    return sums.enumerated().compactMap { index, sum in
      let weight = sum.weight.value
      guard weight > 0 else { return nil }
      return CalibrationBin(
        index: index, meanProbability: sum.probability.value / weight, fraction: sum.positive.value / weight,
        count: weight / weights.scale)
    }
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
