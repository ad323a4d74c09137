package import Matrices

/// The rules by which a gradient moves the parameters.
package enum OptimizerKind: String, Sendable, CaseIterable {
  /// Gradient descent with no memory.
  case sgd
  /// Kingma & Ba 2015, with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
  case adam
}

/// One rule at work, with its state for `count` parameters.
package struct Optimizer {
  package let kind: OptimizerKind
  private let beta1 = 0.9
  private let beta2 = 0.999
  private let epsilon: Float = 1e-8
  private let m: Matrix
  private let v: Matrix
  /// β₁ᵗ and β₂ᵗ after t steps.
  private var power1 = 1.0
  private var power2 = 1.0

  package init(_ kind: OptimizerKind, count: Int) {
    self.kind = kind
    let moments = kind == .adam ? count : 0
    m = Matrix(rows: 1, columns: moments)
    v = Matrix(rows: 1, columns: moments)
  }

  /// Moves `parameters` one step against `gradient` (both `1 × count`).
  package mutating func step(_ parameters: Matrix, gradient: Matrix, rate: Double) {
    switch kind {
    case .sgd:
      parameters.descend(gradient, rate: Float(rate))
    case .adam:
      power1 *= beta1
      power2 *= beta2
      parameters.descendAdam(
        gradient, m: m, v: v, rate: Float(rate / (1 - power1)), root: Float((1 / (1 - power2)).squareRoot()),
        beta1: Float(beta1), beta2: Float(beta2), epsilon: epsilon)
    }
  }
}
