import CKernels

/// The rules by which a gradient g moves a parameter p, all as PyTorch defines them, but that what is below 2⁻¹⁰⁰ then
/// becomes 0: it counts in no sum any more, and would go on to the subnormal numbers, which are slow.
package enum StepRule: CInt, Sendable {
  /// p −= rate g
  case descent = 0
  /// b = momentum b + g; p −= rate b
  case momentum = 1
  /// b as above; p −= rate (g + momentum b)
  case nesterov = 2
  /// m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; p −= rate m / (√v root + ε)
  case adam = 3
  /// v = β₂ v + (1 − β₂) g²; p −= rate g / (√v + ε), by way of b where there is a momentum
  case rmsprop = 4
  /// v += g²; p −= rate g / (√v + ε)
  case adagrad = 5
}

/// The numbers of one step. `scale` multiplies the gradient first; then `l2` p and `l1` sign(p) are added to it. `decay`
/// multiplies the parameter before it moves.
package struct StepNumbers: Sendable {
  package var rate: Float
  package var scale: Float = 1
  package var l1: Float = 0
  package var l2: Float = 0
  package var decay: Float = 1
  package var momentum: Float = 0
  /// What the gradient is multiplied by on its way into b; 1 in the first step.
  package var intake: Float = 1
  package var beta1: Float = 0
  package var beta2: Float = 0
  package var epsilon: Float = 0
  package var root: Float = 1

  package init(rate: Float) { self.rate = rate }
}

extension Matrix {
  /// Moves the parameters of this row, or some of them, one step against `gradient`. `moments` are what the rule keeps for
  /// each parameter, all rows of one length: b; m, v and, for AMSGrad, the largest v; v, b where there is a momentum, and
  /// the mean of g where it is centred; v.
  package func step(
    _ rule: StepRule, _ numbers: StepNumbers, gradient: Matrix, moments first: Matrix?, _ second: Matrix?,
    _ third: Matrix?, columns some: Range<Int>? = nil
  ) {
    let some = some ?? 0..<count
    let n = numbers
    var step = nn_step(
      rule: rule.rawValue, rate: n.rate, scale: n.scale, l1: n.l1, l2: n.l2, decay: n.decay, momentum: n.momentum,
      intake: n.intake, beta1: n.beta1, beta2: n.beta2, epsilon: n.epsilon, root: n.root)
    unsafe nn_move(
      &step, some.count, gradient.pointer(columns: some), first?.pointer(columns: some),
      second?.pointer(columns: some), third?.pointer(columns: some), pointer(columns: some))
  }

  /// The first of some elements of a row, all of which are within it.
  private func pointer(columns some: Range<Int>) -> UnsafeMutablePointer<Float> {
    precondition(rows == 1 && some.lowerBound >= 0 && some.upperBound <= columns)
    return unsafe pointer + some.lowerBound
  }

  /// The sum of the products with the elements of `other` in their places, in Float64.
  package func dot(_ other: Matrix) -> Double {
    precondition(other.count == count)
    return unsafe nn_dot(count, pointer, other.pointer)
  }

  /// The largest of the magnitudes of all elements; 0 for none, and for those that are no numbers.
  package var largestMagnitude: Double {
    unsafe withElements { elements in
      Double(unsafe elements.reduce(Float(0)) { max($0, $1.magnitude) })
    }
  }

  /// `self` += `factor` · `other`
  package func add(_ other: Matrix, times factor: Double) {
    step(.descent, StepNumbers(rate: Float(-factor)), gradient: other, moments: nil, nil, nil)
  }

  /// `self` = `factor` · `self`
  package func multiply(by factor: Double) {
    var numbers = StepNumbers(rate: 0)
    numbers.decay = Float(factor)
    step(.descent, numbers, gradient: self, moments: nil, nil, nil)
  }
}
