import CKernels

/// What a loss makes of an output a and its target t, times a scale: its derivative by the output or by the logit.
package enum ErrorFunction: CInt, Sendable {
  /// a − t
  case difference = 0
  /// The sign of a − t, 0 where they are equal.
  case sign = 1
  /// a − t, cut off at −1 and 1.
  case clipped = 2
  /// t (a − 1)
  case likelihood = 3
}

/// How the derivative of a loss by the logits of the last layer comes from its outputs and the targets.
package struct ErrorRule: Sendable {
  package let function: ErrorFunction
  package let scale: Float
  /// The share of each target that is replaced by that of `towards`.
  package let smoothing: Float
  package let towards: Float
  /// Whether the derivative of the activation has to be multiplied in.
  package let passesActivation: Bool

  package init(
    _ function: ErrorFunction, scale: Float, smoothing: Float = 0, towards: Float = 0, passesActivation: Bool
  ) {
    self.function = function
    self.scale = scale
    self.smoothing = smoothing
    self.towards = towards
    self.passesActivation = passesActivation
  }
}

/// What an output a of the logit z is charged for its target t.
package enum LossFunction: CInt, Sendable {
  /// −(t ln a + (1 − t) ln(1 − a)), a being the sigmoid of z.
  case binary = 0
  /// −t ln a, a being the softmax of the row's logits.
  case categorical = 1
  /// −t ln a, a being the sigmoid of z.
  case likelihood = 2
  /// (a − t)²
  case squared = 3
  /// |a − t|
  case absolute = 4
  /// ½ (a − t)² up to a distance of 1, |a − t| − ½ beyond.
  case huber = 5
}

extension Matrix {
  /// The sum of a loss of these outputs over all rows, in Float64, each row's times its weight (`rows × 1`), if there are
  /// any. From the logits where the outputs may be saturated. The other matrices have the shape of this one; a share of
  /// each target, `smoothing`, is replaced by that of `towards`.
  package func lossSum(
    _ function: LossFunction, logits: Matrix, targets: Matrix, weights: Matrix?, smoothing: Float, towards: Float
  ) -> Double {
    precondition(logits.count == count && targets.count == count && targets.rows == rows)
    precondition(weights.map { $0.count == rows } ?? true)
    return unsafe nn_loss_sum(
      function.rawValue, rows, columns, smoothing, towards, logits.pointer, pointer, targets.pointer, weights?.pointer)
  }

  /// Every element becomes the rule's function of the output and the target in its place, times its scale. The three
  /// matrices are of one shape. Here and below `rows` limits it to some rows.
  package func become(_ rule: ErrorRule, of outputs: Matrix, _ targets: Matrix, rows some: Range<Int>) {
    precondition(outputs.columns == columns && targets.columns == columns)
    unsafe nn_errors(
      rule.function.rawValue, some.count * columns, rule.scale, rule.smoothing, rule.towards,
      outputs.pointer(rows: some), targets.pointer(rows: some), pointer(rows: some))
  }

  /// Multiplies every row by its factor (`rows × 1`).
  package func multiply(rowsBy factors: Matrix, rows some: Range<Int>) {
    precondition(factors.columns == 1)
    unsafe nn_scale_rows(some.count, columns, factors.pointer(rows: some), pointer(rows: some))
  }

  /// Turns the derivative of something by the outputs of a softmax into that by its logits, row by row:
  /// dᵢ becomes pᵢ (dᵢ − Σ dⱼ pⱼ).
  package func multiply(bySoftmaxDerivativeAt outputs: Matrix, rows some: Range<Int>) {
    precondition(outputs.columns == columns)
    unsafe nn_softmax_backward(some.count, columns, outputs.pointer(rows: some), pointer(rows: some))
  }
}
