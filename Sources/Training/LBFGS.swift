import Matrices

/// L-BFGS (Liu & Nocedal 1989), which follows the curvature that its last steps have met, with a line search for the strong
/// Wolfe conditions (Nocedal & Wright 2006, algorithms 7.5, 3.5 and 3.6). For few parameters and all rows at once.
struct LBFGS {
  /// How many steps it remembers.
  static let memory = 10

  /// The parameters and the gradient there (`1 × count`), both of which `measure` reads or writes.
  let parameters: Matrix
  let gradient: Matrix
  /// Steps s and changes of the gradient y, the oldest first; only the last `known` of them are in use.
  private var pairs: [(s: Matrix, y: Matrix)]
  private var known = 0
  /// Where the line search begins, the gradient there, and the direction.
  let start: Matrix
  private let startGradient: Matrix
  let direction: Matrix
  /// The objective at the parameters, where it is known.
  private var value: Double?

  init(_ parameters: Matrix, gradient: Matrix) {
    func vector() -> Matrix { Matrix(rows: 1, columns: parameters.count) }
    self.parameters = parameters
    self.gradient = gradient
    pairs = (0..<LBFGS.memory).map { _ in (vector(), vector()) }
    (start, startGradient, direction) = (vector(), vector(), vector())
  }

  /// Everything that it remembers, the oldest step first: s and y in turn.
  var vectors: [Matrix] { pairs.suffix(known).flatMap { [$0.s, $0.y] } }

  /// Goes on with what `vectors` were.
  mutating func remember(_ vectors: [[Float]]) {
    precondition(vectors.count.isMultiple(of: 2) && vectors.count <= 2 * LBFGS.memory)
    known = vectors.count / 2
    for (index, pair) in pairs.suffix(known).enumerated() {
      pair.s.assign(vectors[2 * index])
      pair.y.assign(vectors[2 * index + 1])
    }
    value = nil
  }

  /// The parameters were changed from outside.
  mutating func parametersDidChange() { value = nil }

  /// One step to a lower point, or nil where there is none: it has converged, as far as Float32 can tell.
  ///
  /// `measure` gives the objective at the parameters as they are and leaves its gradient. `rate` is the length of the
  /// first trial, 1 being the step that the curvature suggests.
  mutating func step(rate: Double, measure: () -> Double) -> Double? {
    let before = value ?? measure()
    while before.isFinite, gradient.largestMagnitude > 1e-6 * max(1, before.magnitude) {
      start.assign(parameters)
      startGradient.assign(gradient)
      let slope = chooseDirection()
      guard slope < 0 else {
        if known == 0 { break }
        known = 0
        continue
      }
      let first = known > 0 ? rate : rate * min(1, 1 / direction.dot(direction).squareRoot())
      if let found = search(from: Trial(length: 0, value: before, slope: slope), first: first, measure: measure) {
        value = found
        remember()
        return found
      }
      // Nothing lower that way. Steepest descent is tried before giving up.
      parameters.assign(start)
      gradient.assign(startGradient)
      if known == 0 { break }
      known = 0
    }
    value = before
    return nil
  }

  /// Leaves the direction −H g (algorithm 7.4, the two loops) and gives the slope along it.
  private func chooseDirection() -> Double {
    direction.assign(gradient)
    let recent = pairs.suffix(known)
    var factors = [Double]()
    for (s, y) in recent.reversed() {
      let factor = s.dot(direction) / s.dot(y)
      factors.append(factor)
      direction.add(y, times: -factor)
    }
    let scale = recent.last.map { $0.s.dot($0.y) / $0.y.dot($0.y) } ?? 1
    direction.multiply(by: -scale)
    for (s, y) in recent {
      let factor = factors.removeLast()
      direction.add(s, times: -factor - y.dot(direction) / s.dot(y))
    }
    return direction.dot(gradient)
  }

  /// Keeps the step just made in place of the oldest, unless the curvature along it is not positive.
  private mutating func remember() {
    let (s, y) = pairs[0]
    s.assign(parameters)
    s.add(start, times: -1)
    y.assign(gradient)
    y.add(startGradient, times: -1)
    guard s.dot(y) > 1e-10 * y.dot(y) else { return }
    pairs.append(pairs.removeFirst())
    known = min(known + 1, LBFGS.memory)
  }
}
