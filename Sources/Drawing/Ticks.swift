#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A place on an axis with its number.
struct Tick: Equatable {
  let value: Double
  let text: String
}

/// Round numbers for an axis: 1, 2 or 5 times a power of ten.
enum Ticks {
  /// Ticks within a range that is not empty, at most about `count` of them, on whole numbers where `whole` says so.
  static func linear(_ range: ClosedRange<Double>, count: Int, whole: Bool = false) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite, count > 0 else { return [] }
    var step = roundStep(atLeast: span / Double(count))
    if whole, step.exponent < 0 { step = (1, 0) }
    // Half a millionth of a step lets a bound that is itself a tick stay in, though rounding moved it.
    let first = (scaled(range.lowerBound, by: step) - 5e-7).rounded(.up)
    let last = (scaled(range.upperBound, by: step) + 5e-7).rounded(.down)
    guard first.magnitude < 1e15, last.magnitude < 1e15, last >= first, last - first < 1_000 else { return [] }
    let largest = max(first.magnitude, last.magnitude) * Double(step.factor)
    let leading = largest > 0 ? Int(log10(largest).rounded(.down)) + step.exponent : 0
    let scientific = leading >= 7 || leading < -4
    return (Int(first)...Int(last)).map { index in
      let number = index * step.factor
      let text = NumberText.decimal(number.magnitude, exponent: step.exponent, scientific: scientific)
      return Tick(value: shifted(Double(number), by: step.exponent), text: (number < 0 ? "−" : "") + text)
    }
  }

  /// Ticks at powers of ten within a positive range, joined by their 2 and 5 if there is room for those; where the
  /// range holds too few of either, at the round numbers of a linear axis.
  static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
    let low = log10(range.lowerBound)
    let high = log10(range.upperBound)
    guard low.isFinite, high.isFinite, high > low, count > 0 else { return [] }
    let decades = Int(low.rounded(.down))...Int(high.rounded(.up))
    let factors: [Int] = (high - low) * 3 <= Double(count) ? [1, 2, 5] : [1]
    let stride = max(1, Int(((high - low) / Double(count)).rounded(.up)))
    let ticks = decades.filter { $0 % stride == 0 }.flatMap { exponent in
      factors.map { factor in
        Tick(
          value: shifted(Double(factor), by: exponent),
          text: NumberText.decimal(UInt(factor), exponent: exponent))
      }
    }
    .filter { range.contains($0.value) }
    return ticks.count >= 2 ? ticks : linear(range, count: count)
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is not less than `step`.
  private static func roundStep(atLeast step: Double) -> (factor: Int, exponent: Int) {
    let exponent = Int(log10(step).rounded(.down))
    let fraction = shifted(step, by: -exponent)
    for factor in [1, 2, 5] where fraction <= Double(factor) * (1 + 1e-9) { return (factor, exponent) }
    return (1, exponent + 1)
  }

  private static func scaled(_ value: Double, by step: (factor: Int, exponent: Int)) -> Double {
    shifted(value, by: -step.exponent) / Double(step.factor)
  }

  /// `value × 10^exponent`; dividing by a whole power of ten is exact where multiplying by its inverse is not.
  private static func shifted(_ value: Double, by exponent: Int) -> Double {
    exponent >= 0 ? value * pow(10, Double(exponent)) : value / pow(10, Double(-exponent))
  }
}
