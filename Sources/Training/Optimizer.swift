import Matrices

/// The rules by which a gradient moves the parameters.
package enum OptimizerKind: String, Sendable, CaseIterable {
  /// Gradient descent with no memory.
  case sgd
  /// Kingma & Ba 2015, with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
  case adam
}

/// One rule at work, with its state for `count` parameters.
struct Optimizer: Sendable {
  let kind: OptimizerKind
  private let beta1 = 0.9
  private let beta2 = 0.999
  private let epsilon: Float = 1e-8
  /// Running means of the gradient and of its square (`1 × count`), where the rule has them.
  let moments: [Matrix]
  /// How many steps it has made.
  var steps = 0
  /// β₁ᵗ and β₂ᵗ in step t.
  private var power1 = 1.0
  private var power2 = 1.0

  init(_ kind: OptimizerKind, count: Int) {
    self.kind = kind
    moments = kind == .adam ? (0..<2).map { _ in Matrix(rows: 1, columns: count) } : []
  }

  /// Begins a step: `move` is then called for all parameters, in any order and number of pieces.
  mutating func begin() {
    steps += 1
    power1 = power(beta1, steps)
    power2 = power(beta2, steps)
  }

  /// Moves the parameters (`1 × count`) of `range` one step against their `gradient` (`1 × count`).
  func move(_ parameters: Matrix, gradient: Matrix, range: Range<Int>, rate: Double) {
    let own = parameters.columns(range)
    switch kind {
    case .sgd:
      own.descend(gradient.columns(range), rate: Float(rate))
    case .adam:
      own.descendAdam(
        gradient.columns(range), m: moments[0].columns(range), v: moments[1].columns(range),
        rate: Float(rate / (1 - power1)), root: Float((1 / (1 - power2)).squareRoot()),
        beta1: Float(beta1), beta2: Float(beta2), epsilon: epsilon)
    }
  }
}

/// `base` to the power of `exponent`, a count, by squaring: a function of the two alone, so that a training that goes on
/// computes the bits of one that never stopped.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
