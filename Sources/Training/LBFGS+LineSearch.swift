import Matrices

/// The line search for the strong Wolfe conditions (Nocedal & Wright 2006, algorithms 3.5 and 3.6).
extension LBFGS {
  private static let armijo = 1e-4
  private static let curvature = 0.9
  private static let evaluations = 25

  /// A point on the line: its distance in lengths of the direction, the objective there, and its slope along the line.
  struct Trial {
    var length: Double
    var value: Double
    var slope: Double
  }

  private func trial(_ length: Double, _ measure: () -> Double) -> Trial {
    parameters.assign(start)
    parameters.add(direction, times: length)
    let value = measure()
    return Trial(length: length, value: value.isFinite ? value : .infinity, slope: gradient.dot(direction))
  }

  /// The objective at a point that is low and flat enough, where it leaves parameters and gradient; nil where no lower
  /// point was found (algorithm 3.5).
  func search(from origin: Trial, first: Double, measure: () -> Double) -> Double? {
    var previous = origin
    var length = first
    for count in 0..<LBFGS.evaluations {
      let current = trial(length, measure)
      let rest = LBFGS.evaluations - count
      if isTooHigh(current, origin) || (count > 0 && current.value > previous.value + noise(origin)) {
        return zoom(low: previous, high: current, origin, rest, measure)
      }
      if isFlat(current, origin) { return current.value }
      if current.slope >= 0 { return zoom(low: current, high: previous, origin, rest, measure) }
      let step = current.length - previous.length
      length = min(
        max(lowest(previous, current, noise(origin)) ?? .infinity, current.length + 0.01 * step), 10 * current.length)
      previous = current
    }
    return settle(on: previous, origin, measure)
  }

  /// Between a low point and a higher one, or one beyond the valley (algorithm 3.6).
  private func zoom(low: Trial, high: Trial, _ origin: Trial, _ evaluations: Int, _ measure: () -> Double) -> Double? {
    var (low, high) = (low, high)
    for _ in 0..<evaluations {
      let width = high.length - low.length
      guard width.magnitude > 1e-9 * max(low.length, high.length) else { break }
      let guess = lowest(low, high, noise(origin)) ?? .infinity
      let share = (guess - low.length) / width
      // Away from both ends, so that the interval shrinks.
      let length = low.length + width * (share.isFinite ? min(max(share, 0.1), 0.9) : 0.5)
      let current = trial(length, measure)
      if isTooHigh(current, origin) || current.value > low.value + noise(origin) {
        high = current
      } else {
        if isFlat(current, origin) { return current.value }
        if current.slope * width >= 0 { high = low }
        low = current
      }
    }
    return settle(on: low, origin, measure)
  }

  /// What Float32 leaves uncertain of the objective. Near the optimum it changes by less, and the slopes alone must show the
  /// way (Hager & Zhang 2005).
  private func noise(_ origin: Trial) -> Double { 1e-7 * origin.value.magnitude }

  private func isTooHigh(_ point: Trial, _ origin: Trial) -> Bool {
    !(point.value <= origin.value + LBFGS.armijo * point.length * origin.slope + noise(origin))
  }

  private func isFlat(_ point: Trial, _ origin: Trial) -> Bool {
    point.slope.magnitude <= -LBFGS.curvature * origin.slope
  }

  /// Goes back to the lowest point that was found, if there was any.
  private func settle(on point: Trial, _ origin: Trial, _ measure: () -> Double) -> Double? {
    point.length > 0 && point.value < origin.value ? trial(point.length, measure).value : nil
  }

  /// Where the cubic through two points, with their slopes, is lowest (equation 3.59); where the slopes' straight line is
  /// 0, if the objective does not tell the points apart.
  private func lowest(_ a: Trial, _ b: Trial, _ noise: Double) -> Double? {
    let width = b.length - a.length
    var found = a.length - a.slope * width / (b.slope - a.slope)
    if (b.value - a.value).magnitude > 10 * noise {
      let d = a.slope + b.slope - 3 * (b.value - a.value) / width
      let square = d * d - a.slope * b.slope
      guard square >= 0 else { return nil }
      let root = width > 0 ? square.squareRoot() : -square.squareRoot()
      found = b.length - width * (b.slope + root - d) / (b.slope - a.slope + 2 * root)
    }
    return found.isFinite ? found : nil
  }
}
