#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Which two columns together tell most of a class, by mutual information over cells between quantiles.
enum TellingPair {
  /// More columns than the best of these are not tried in pairs.
  private static let mostTried = 24
  /// Cells along an axis.
  private static let bins = 5

  /// The indices of the two columns, the one that tells more by itself first; the first two where nothing is told.
  ///
  /// - Parameters:
  ///   - columns: at least two, each with a value a row; NaN where it is missing.
  ///   - classes: a class a row, counted from 0.
  static func best(of columns: [[Double]], classes: [Int]) -> (Int, Int) {
    guard columns.count > 2 else { return (0, 1) }
    let count = (classes.max() ?? 0) + 1
    let binned = columns.map(bins(of:))
    let alone = binned.map { information(cells: $0, of: bins + 1, classes: classes, count: count) }
    let tried = columns.indices.sorted { alone[$0] > alone[$1] || alone[$0] == alone[$1] && $0 < $1 }
      .prefix(mostTried).sorted()
    var best = (0, 1)
    var most = 0.0
    for (place, first) in tried.enumerated() {
      for second in tried[(place + 1)...] {
        let cells = zip(binned[first], binned[second]).map { $0 * (bins + 1) + $1 }
        let told = information(cells: cells, of: (bins + 1) * (bins + 1), classes: classes, count: count)
        // Rounding must not decide between two that tell the same.
        if told > most + 1e-9 {
          most = told
          best = (first, second)
        }
      }
    }
    return alone[best.1] > alone[best.0] + 1e-9 ? (best.1, best.0) : best
  }

  /// For each value, between which of the quantiles it lies; a missing one in a bin of its own.
  private static func bins(of values: [Double]) -> [Int] {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return values.map { _ in bins } }
    let cuts = (1..<bins).map { sorted[min(sorted.count * $0 / bins, sorted.count - 1)] }
    return values.map { value in value.isNaN ? bins : cuts.count { value >= $0 } }
  }

  /// The mutual information of cells and classes in nats, less what chance alone would show (Miller, 1955).
  private static func information(cells: [Int], of size: Int, classes: [Int], count: Int) -> Double {
    var joint = [Double](repeating: 0, count: size * count)
    var cellSums = [Double](repeating: 0, count: size)
    var classSums = [Double](repeating: 0, count: count)
    for (cell, index) in zip(cells, classes) {
      joint[cell * count + index] += 1
      cellSums[cell] += 1
      classSums[index] += 1
    }
    let total = Double(classes.count)
    var sum = 0.0
    for cell in 0..<size where cellSums[cell] > 0 {
      for index in 0..<count where joint[cell * count + index] > 0 {
        let rows = joint[cell * count + index]
        sum += rows / total * log(rows * total / (cellSums[cell] * classSums[index]))
      }
    }
    let chance = Double((cellSums.count { $0 > 0 } - 1) * (classSums.count { $0 > 0 } - 1)) / (2 * total)
    return max(0, sum - chance)
  }
}
