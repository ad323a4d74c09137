#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Carries numbers to places in a picture, and names round numbers among them.
struct Axis {
  enum Scale { case linear, logarithmic }

  let domain: ClosedRange<Double>
  let scale: Scale
  /// Where the lower and the upper end of the domain are drawn.
  let start: Double
  let end: Double
  let ticks: [Tick]

  /// - Parameters:
  ///   - domain: wider than a point, with drawable bounds; positive for a logarithmic scale.
  ///   - spacing: pixels that a tick needs.
  init(
    _ domain: ClosedRange<Double>, scale: Scale = .linear, from start: Double, to end: Double, spacing: Double,
    whole: Bool = false
  ) {
    self.domain = domain
    self.scale = scale
    self.start = start
    self.end = end
    let count = Int(min(max((end - start).magnitude / spacing, 3), 30))
    let ticks =
      switch scale {
      case .linear: Ticks.linear(domain, count: count, whole: whole)
      case .logarithmic: Ticks.logarithmic(domain, count: count)
      }
    // One number alone says nothing about the scale.
    self.ticks = ticks.count < 2 ? Ticks.linear(domain, count: 2 * count, whole: whole) : ticks
  }

  /// A horizontal axis with as many numbers as keep apart, none of them outside of `room`.
  static func horizontal(
    _ domain: ClosedRange<Double>, scale: Scale = .linear, from start: Double, to end: Double, spacing: Double = 64,
    whole: Bool = false, room: ClosedRange<Double>
  ) -> Axis {
    let axis = { (spacing: Double) in
      Axis(domain, scale: scale, from: start, to: end, spacing: spacing, whole: whole).within(room)
    }
    for spacing in [spacing, 90, 130, 200, 300] {
      let axis = axis(spacing)
      if axis.labelsKeepApart { return axis }
    }
    // So long are the numbers that only the first and the last have a place, or one of them.
    let widest = axis(300)
    let ends = widest.with([widest.ticks.first, widest.ticks.last].compactMap(\.self))
    return ends.labelsKeepApart ? ends : widest.with(Array(widest.ticks.prefix(1)))
  }

  /// The axis without the numbers that do not fit into `room`.
  private func within(_ room: ClosedRange<Double>) -> Axis {
    with(
      ticks.filter { tick in
        let half = TextMetrics.width(of: tick.text, fontSize: Label.small) / 2
        return position(of: tick.value) - half >= room.lowerBound && position(of: tick.value) + half <= room.upperBound
      })
  }

  private func with(_ ticks: [Tick]) -> Axis {
    Axis(domain: domain, scale: scale, start: start, end: end, ticks: ticks)
  }

  private init(domain: ClosedRange<Double>, scale: Scale, start: Double, end: Double, ticks: [Tick]) {
    self.domain = domain
    self.scale = scale
    self.start = start
    self.end = end
    self.ticks = ticks
  }

  /// The place of a number; one outside the domain is drawn at its end.
  func position(of value: Double) -> Double {
    let share =
      switch scale {
      case .linear: (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
      case .logarithmic:
        (log(value) - log(domain.lowerBound)) / (log(domain.upperBound) - log(domain.lowerBound))
      }
    return start + min(max(share.isNaN ? 0 : share, 0), 1) * (end - start)
  }

  /// Whether the number is finite, and so are its differences from others like it.
  static func isDrawable(_ value: Double) -> Bool { value.magnitude <= 1e300 }

  /// The range of the numbers that can be drawn, or nil without any; a point where they are equal.
  static func extent(of values: some Sequence<Double>) -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where isDrawable(value) {
      low = min(low, value)
      high = max(high, value)
    }
    return low <= high ? low...high : nil
  }

  /// The range with `share` of its width more at either end; equal bounds are set apart.
  static func padded(_ range: ClosedRange<Double>, by share: Double = 0.05) -> ClosedRange<Double> {
    let magnitude = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    let span = range.upperBound - range.lowerBound
    if magnitude < 1e-290 { return -1...1 }
    if span <= magnitude * 1e-9 {
      return (range.lowerBound - 0.1 * magnitude)...(range.upperBound + 0.1 * magnitude)
    }
    return (range.lowerBound - share * span)...(range.upperBound + share * span)
  }

  /// The positive range with `share` of its width more at either end, on a logarithmic scale.
  static func paddedLogarithmically(_ range: ClosedRange<Double>, by share: Double = 0.05) -> ClosedRange<Double> {
    let factor = exp(min(share * (log(range.upperBound) - log(range.lowerBound)), 1))
    return (range.lowerBound / factor)...(range.upperBound * factor)
  }
}

extension Axis {
  /// Whether the tick labels, side by side, leave a gap between them.
  var labelsKeepApart: Bool {
    zip(ticks, ticks.dropFirst()).allSatisfy { first, second in
      let room = (position(of: second.value) - position(of: first.value)).magnitude
      let widths = [first, second].map { TextMetrics.width(of: $0.text, fontSize: Label.small) }
      return widths.reduce(0, +) / 2 + 10 <= room
    }
  }

  /// The width of the widest tick label.
  var labelWidth: Double {
    ticks.map { TextMetrics.width(of: $0.text, fontSize: Label.small) }.max() ?? 0
  }
}

/// Ranges as pictures show them, for those who compute what is drawn.
package enum PlotRange {
  /// The range and a little more on either side; never empty.
  package static func padded(_ range: ClosedRange<Double>) -> ClosedRange<Double> { Axis.padded(range, by: 0.04) }
}
