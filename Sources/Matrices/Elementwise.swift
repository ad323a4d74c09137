import CKernels

/// The element-wise functions that the loops in C know, by the codes of the model file.
package enum ElementwiseFunction: CInt, Sendable {
  case identity = 0
  case sigmoid = 1
  case tanh = 2
  case relu = 3
  case leakyReLU = 4
  case elu = 5
  case selu = 6
  case gelu = 7
  case silu = 8
  case softplus = 9

  /// Whether the derivative needs the logits: the outputs do not determine it.
  package var needsLogits: Bool { self == .gelu || self == .silu || self == .softplus }
}

extension Matrix {
  /// Every element becomes `f` of the element of `logits` in its place. `logits`, of the same shape, may be this matrix.
  /// `parameter` is the slope of leaky ReLU, or the α of ELU. As in the other functions here, `rows` limits it to some
  /// rows, so that several threads can share the work.
  package func become(
    _ function: ElementwiseFunction, parameter: Float, of logits: Matrix, rows some: Range<Int>? = nil
  ) {
    let some = some ?? 0..<rows
    precondition(logits.columns == columns)
    unsafe nn_activate(
      function.rawValue, parameter, some.count * columns, logits.pointer(rows: some), pointer(rows: some))
  }

  /// Multiplies every element by `f′(z)`, where `f` made `outputs` of the `logits` z (matrices of the same shape).
  ///
  /// The logits are read only where `f.needsLogits`: any matrix of that shape will do elsewhere.
  package func multiply(
    byDerivativeOf function: ElementwiseFunction, parameter: Float, logits: Matrix, outputs: Matrix,
    rows some: Range<Int>? = nil
  ) {
    let some = some ?? 0..<rows
    precondition(logits.columns == columns && outputs.columns == columns)
    unsafe nn_activation_backward(
      function.rawValue, parameter, some.count * columns, logits.pointer(rows: some), outputs.pointer(rows: some),
      pointer(rows: some))
  }

  /// Every row becomes the softmax of that of `logits`, a matrix of the same shape: positive numbers that add up to 1.
  package func become(softmaxOf logits: Matrix, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<rows
    precondition(logits.columns == columns)
    unsafe nn_softmax(some.count, columns, logits.pointer(rows: some), pointer(rows: some))
  }

  /// Replaces every element by its exponential.
  package func applyExponential() {
    unsafe nn_exp(count, pointer)
  }
}

/// The variant of the inner loops that this process uses: `avx512`, `avx2`, `neon` or `plain`.
package var kernelsName: String { unsafe String(cString: nn_kernels_name()) }

extension Matrix {
  /// Whether no element is infinite or NaN.
  package var isFinite: Bool {
    // 0 · x is NaN just where x is not finite: one sum tells of them all.
    unsafe withElements { elements in unsafe elements.reduce(Float(0)) { $0 + 0 * $1 } == 0 }
  }
}
