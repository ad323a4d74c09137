import Matrices
import Networks

/// One rule at work, with its state for `count` parameters.
///
/// One thread begins a step; several may then move a piece of the parameters each.
final class Optimizer: @unchecked Sendable {
  let options: OptimizerOptions
  /// What the rule keeps for each parameter (`1 × count` each), in the order of `Matrix.step`.
  let moments: [Matrix]
  /// How many steps it has made.
  var steps = 0
  private let rule: StepRule
  private let first: Matrix?
  private let second: Matrix?
  private let third: Matrix?
  /// The step under way: of the weights, and of the biases, which have no penalty.
  private var numbers = (weights: StepNumbers(rate: 0), biases: StepNumbers(rate: 0))

  init(_ options: OptimizerOptions, count: Int) {
    self.options = options
    func moment(_ isNeeded: Bool) -> Matrix? { isNeeded ? Matrix(rows: 1, columns: count) : nil }
    switch options.kind {
    case .sgd: (rule, first, second, third) = (.descent, nil, nil, nil)
    case .momentum: (rule, first, second, third) = (.momentum, moment(true), nil, nil)
    case .nesterov: (rule, first, second, third) = (.nesterov, moment(true), nil, nil)
    case .adam, .adamw: (rule, first, second, third) = (.adam, moment(true), moment(true), moment(options.amsgrad))
    case .rmsprop:
      (rule, first, second, third) = (.rmsprop, moment(true), moment(options.momentum > 0), moment(options.centered))
    case .adagrad: (rule, first, second, third) = (.adagrad, moment(true), nil, nil)
    // It moves the parameters itself.
    case .lbfgs: (rule, first, second, third) = (.descent, nil, nil, nil)
    }
    moments = [first, second, third].compactMap(\.self)
  }

  /// Begins a step; `move` is then called for all parameters, in any order and number of pieces. `scale` multiplies the
  /// gradient.
  func begin(rate: Double, scale: Double = 1) {
    steps += 1
    var step = StepNumbers(rate: Float(rate))
    step.scale = Float(scale)
    step.momentum = Float(options.momentum)
    step.intake = steps == 1 ? 1 : Float(1 - options.dampening)
    step.beta1 = Float(options.beta1)
    step.beta2 = Float(options.beta2)
    step.epsilon = Float(options.epsilon)
    if rule == .adam {
      step.rate = Float(rate / (1 - power(options.beta1, steps)))
      step.root = Float((1 / (1 - power(options.beta2, steps))).squareRoot())
    }
    numbers.biases = step
    step.l1 = Float(options.l1)
    if options.kind == .adamw {
      step.decay = Float(1 - rate * options.l2)
    } else {
      step.l2 = Float(options.l2)
    }
    numbers.weights = step
  }

  /// Moves a piece of a network's `parameters` (`1 × count`) one step against their `gradient` (`1 × count`).
  func move(_ parameters: Matrix, gradient: Matrix, _ piece: ParameterPiece) {
    if hasPenalty || piece.weights.upperBound != piece.biases.lowerBound {
      move(parameters, gradient: gradient, range: piece.weights, areWeights: true)
      move(parameters, gradient: gradient, range: piece.biases, areWeights: false)
    } else {
      // A whole layer in one go.
      let range = piece.weights.lowerBound..<piece.biases.upperBound
      move(parameters, gradient: gradient, range: range, areWeights: true)
    }
  }

  private var hasPenalty: Bool { options.l1 > 0 || options.l2 > 0 }

  /// Moves the parameters (`1 × count`) of `range`, which are weights or biases, one step against their `gradient`
  /// (`1 × count`).
  func move(_ parameters: Matrix, gradient: Matrix, range: Range<Int>, areWeights: Bool) {
    parameters.step(
      rule, areWeights ? numbers.weights : numbers.biases, gradient: gradient, moments: first, second, third,
      columns: range)
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
