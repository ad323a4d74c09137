/// The width of a weight's line: in proportion to its size, up to the size that 95 of 100 weights do not exceed, so
/// that one large weight does not make hairlines of the rest.
struct WeightScale {
  /// The size of weight from which on lines are widest; 0 where all weights are zero.
  let reference: Double
  /// Whether weights larger than the reference exist.
  let isCut: Bool

  static let levels = 12
  /// Width of the strongest lines: the more lines there are, the narrower, since they would hide each other.
  private let widest: Double

  init(_ weights: [Float]) {
    widest = min(max(3.6 * (120 / Double(max(weights.count, 1))).squareRoot(), 1), 3.6)
    let sizes = weights.lazy.map { Double($0.magnitude) }.filter { $0 > 0 }.sorted()
    let largest = sizes.last ?? 0
    let quantile = sizes.isEmpty ? 0 : sizes[min(sizes.count - 1, (sizes.count - 1) * 95 / 100 + 1)]
    // A few weights need no cut, unless the largest stands far out.
    reference = largest <= 2 * quantile && sizes.count < 20 ? largest : quantile
    isCut = largest > reference
  }

  /// 0 for a weight of zero, else 1 to `levels`: lines of one level look the same.
  func level(of weight: Float) -> Int {
    guard reference > 0 else { return 0 }
    let share = min(Double(weight.magnitude) / reference, 1)
    return Int((share * Double(Self.levels)).rounded(.up))
  }

  /// The pen for a level and sign; weak lines are paler.
  func stroke(level: Int, isPositive: Bool) -> Stroke {
    guard level > 0 else { return Stroke(ink: .rule, width: 0.5) }
    let share = Double(level) / Double(Self.levels)
    return Stroke(
      ink: isPositive ? .positive : .negative,
      width: 0.3 + (widest - 0.3) * share,
      opacity: 0.95 - (1 - share) * (widest > 3 ? 0.6 : 0.75))
  }
}
