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

extension Matrix {
  /// Every element becomes `function` of the output and the target in its place, times `scale`. A share of each target,
  /// `smoothing`, is replaced by that of `towards`. The three matrices are of one shape. Here and below `rows` limits it
  /// to some rows.
  package func become(
    _ function: ErrorFunction, of outputs: Matrix, _ targets: Matrix, scale: Float, smoothing: Float = 0,
    towards: Float = 0, rows some: Range<Int>
  ) {
    precondition(outputs.columns == columns && targets.columns == columns)
    unsafe nn_errors(
      function.rawValue, some.count * columns, scale, smoothing, towards, outputs.pointer(rows: some),
      targets.pointer(rows: some), pointer(rows: some))
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

  /// Puts 0 in the place of each element with the probability `rate`, and multiplies the others by 1 / (1 − `rate`)
  /// (Srivastava et al. 2014, inverted), into this matrix; `source`, of the same shape, may be the same.
  ///
  /// Which ones are dropped depends on `key`, `step` and the place of the element alone, counted from `first`, which is
  /// that of the matrix's first element.
  package func become(
    dropping rate: Float, of source: Matrix, key: UInt32, step: UInt32, first: Int, rows some: Range<Int>? = nil
  ) {
    let some = some ?? 0..<rows
    precondition(source.columns == columns)
    unsafe nn_dropout(
      some.count * columns, rate, key, step, UInt32(truncatingIfNeeded: first &+ some.lowerBound &* columns),
      source.pointer(rows: some), pointer(rows: some))
  }
}
