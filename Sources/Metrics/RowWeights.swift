/// The weight of every row, checked once and brought to a size at which products of sums stay in range.
///
/// No metric changes when all weights are multiplied by one number, so they are scaled by the power of two that
/// brings the largest into 1 ..< 2. That costs no rounding, and a table whose weights are all 1e-200 scores like any
/// other.
struct RowWeights: Sendable {
  /// The number of rows, at least 1.
  let rows: Int

  /// The sum of the scaled weights, above 0.
  let total: Double

  /// A scaled weight divided by the weight as given: a power of two.
  let scale: Double

  /// The scaled weights, or nil where every row weighs 1.
  private let values: [Double]?

  /// Checks one weight per row; nil weights weigh every row 1.
  ///
  /// Returns nil where no metric is defined: no row, another number of weights than of rows, a weight that is negative
  /// or not finite, or weights that are all 0.
  init?(_ weights: [Double]?, rows: Int) {
    guard rows > 0 else { return nil }
    self.rows = rows
    guard let weights else {
      values = nil
      scale = 1
      total = Double(rows)
      return
    }
    guard weights.count == rows, weights.allSatisfy({ $0.isFinite && $0 >= 0 }),
      let largest = weights.max(), largest > 0
    else { return nil }
    // 2^1000 at most: the exponent of a subnormal weight would ask for a factor beyond the range of Double.
    let exponent = min(-Int(largest.exponent), 1_000)
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    let values = weights.map { $0 * scale }
    self.values = values
    self.scale = scale
    total = values.compensatedSum()
  }

  /// Whether every row weighs 1.
  var isUniform: Bool { values == nil }

  /// The weights of a sample that takes each row so many times; nil where it takes none that weighs anything.
  func taking(_ counts: [UInt32]) -> RowWeights? {
    guard counts.count == rows else { return nil }
    return RowWeights((0..<rows).map { self[$0] * Double(counts[$0]) }, rows: rows)
  }

  /// The scaled weight of a row below `rows`.
  subscript(row: Int) -> Double { values?[row] ?? 1 }

  /// The weighted sum Σ wᵢ·xᵢ of a quantity of the rows.
  func sum(_ quantity: (_ row: Int) -> Double) -> Double {
    var sum = CompensatedSum()
    for row in 0..<rows { sum.add(self[row] * quantity(row)) }
    return sum.value
  }

  /// The weighted mean Σ wᵢ·xᵢ / Σ wᵢ of a quantity of the rows.
  func mean(_ quantity: (_ row: Int) -> Double) -> Double { sum(quantity) / total }
}
