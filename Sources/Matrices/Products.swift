import CKernels

/// Products. Each element of the result is one chain of fused multiply-adds in the order of the inner dimension, so that
/// it does not depend on the instruction set or on how the work is dealt out: several threads may each compute some columns,
/// or some rows, of one result.
extension Panels {
  /// `self` (`m × n`) = `left` (`m × k`) · `right` (`k × n`) + `bias` (`1 × m`, one a row); or some of the columns, which
  /// begin with a panel.
  package func become(_ left: Matrix, times right: Panels, plus bias: Matrix? = nil, columns some: Range<Int>? = nil) {
    precondition(left.rows == rows && left.columns == right.rows && bias.map { $0.count == rows } ?? true)
    unsafe become(
      left.columns, times: right, left.pointer, row: left.columns, column: 1, plus: bias?.pointer, columns: some)
  }

  /// The same, and every element of `outputs` = `f` of the element of `self` in its place; `outputs`, of the same shape, may
  /// be these panels. `parameter` is the slope of leaky ReLU, or the α of ELU.
  package func become(
    _ left: Matrix, times right: Panels, plus bias: Matrix, columns some: Range<Int>,
    then function: ElementwiseFunction, parameter: Float, into outputs: Panels
  ) {
    precondition(left.rows == rows && left.columns == right.rows && bias.count == rows)
    precondition(outputs.rows == rows && outputs.columns == columns)
    let then = unsafe nn_then(
      activation: function.rawValue, parameter: parameter, outputs: outputs.pointer(columns: some), z: nil, y: nil)
    unsafe become(
      left.columns, times: right, left.pointer, row: left.columns, column: 1, plus: bias.pointer, columns: some, then)
  }

  /// `self` (`m × n`) = `left`ᵀ · `right`, where `left` is `k × m` and `right` is `k × n`; or some of the columns, which
  /// begin with a panel.
  package func become(transposed left: Matrix, times right: Panels, columns some: Range<Int>? = nil) {
    precondition(left.columns == rows && left.rows == right.rows)
    unsafe become(left.rows, times: right, left.pointer, row: 1, column: left.columns, plus: nil, columns: some)
  }

  /// The same, and every element times `f′(z)`, where `f` made `outputs` of the `logits` z; see
  /// ``Matrix/multiply(byDerivativeOf:parameter:logits:outputs:rows:)``.
  package func become(
    transposed left: Matrix, times right: Panels, columns some: Range<Int>,
    timesDerivativeOf function: ElementwiseFunction, parameter: Float, logits: Panels, outputs: Panels
  ) {
    precondition(left.columns == rows && left.rows == right.rows)
    precondition(logits.rows == rows && outputs.rows == rows && logits.columns == columns && outputs.columns == columns)
    let then = unsafe nn_then(
      activation: function.rawValue, parameter: parameter, outputs: nil, z: logits.pointer(columns: some),
      y: outputs.pointer(columns: some))
    unsafe become(left.rows, times: right, left.pointer, row: 1, column: left.columns, plus: nil, columns: some, then)
  }

  private func become(
    _ k: Int, times right: Panels, _ left: UnsafePointer<Float>, row: Int, column: Int,
    plus bias: UnsafePointer<Float>?, columns some: Range<Int>?, _ then: nn_then = unsafe nn_then()
  ) {
    let some = some ?? 0..<columns
    precondition(right.columns == columns)
    forEachPart(of: rows, from: some.lowerBound, of: columns) { part in
      let above = part.lowerBound * Panels.width
      unsafe nn_product(
        part.count, some.count, k, left + part.lowerBound * row, row, column, right.pointer(columns: some),
        right.stride, bias.map { unsafe $0 + part.lowerBound }, pointer(columns: some) + above, stride,
        then.advanced(by: above))
    }
  }

  /// Takes the elements of `other`ᵀ, where `other` is `columns × rows`; or of some of its columns, which begin with a panel.
  package func become(transposed other: Panels, columns some: Range<Int>? = nil) {
    let some = some ?? 0..<other.columns
    precondition(other.rows == columns && some.upperBound <= rows)
    unsafe nn_transpose_panels(
      other.rows, some.count, other.pointer(columns: some), other.stride, pointer + some.lowerBound * Panels.width,
      stride)
  }
}

extension nn_then {
  /// The same of what lies so many elements further on.
  fileprivate func advanced(by count: Int) -> nn_then {
    unsafe nn_then(
      activation: activation, parameter: parameter, outputs: outputs.map { unsafe $0 + count },
      z: z.map { unsafe $0 + count }, y: y.map { unsafe $0 + count })
  }
}

extension Matrix {
  /// `self` (`m × n`) = `left` (`m × k`) · `right` (`k × n`), or some of the rows. Both may have room for more than the `k`
  /// columns and rows that are meant.
  package func become(_ left: Panels, times right: Panels, over k: Int? = nil, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<rows
    let k = k ?? right.rows
    precondition(left.rows == rows && right.columns == columns && k <= left.columns && k <= right.rows)
    forEachPart(of: columns, from: some.lowerBound, of: rows) { part in
      unsafe nn_product_of_panels(
        some.count, part.count, k, left.pointer + some.lowerBound * Panels.width, left.stride,
        right.pointer(columns: part), right.stride, pointer(rows: some) + part.lowerBound, columns)
    }
  }

  /// `self` (`1 × m`) = the sum of the first `count` columns of `other` (`m × n`), or some of its rows, in Float64.
  package func become(rowSumsOf other: Panels, over count: Int? = nil, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<other.rows
    let count = count ?? other.columns
    precondition(self.count == other.rows && some.lowerBound >= 0 && some.upperBound <= other.rows)
    precondition(count <= other.columns)
    unsafe nn_row_sums(
      some.count, count, other.pointer + some.lowerBound * Panels.width, other.stride, pointer + some.lowerBound)
  }

  /// Takes the elements of `panels`ᵀ, which are `columns × rows` or have room for more; or those of some of the rows, which
  /// begin with a panel.
  package func become(transposed panels: Panels, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<rows
    precondition(panels.rows == columns)
    unsafe nn_unpack_transposed(
      columns, some.count, panels.pointer(columns: some), panels.stride, pointer(rows: some))
  }
}

/// Calls `body` for all of `0..<count`, in two parts: the second goes on from as far within `count` as `place` is within
/// `places`, and comes first. Threads that begin their pieces of one product at the same time then read different parts of
/// what all of them read, instead of waiting for the same lines. In 48s, which whole tiles fill.
private func forEachPart(of count: Int, from place: Int, of places: Int, _ body: (Range<Int>) -> Void) {
  let middle = places > 0 ? count * place / places / 48 * 48 : 0
  body(middle..<count)
  if middle > 0 { body(0..<middle) }
}
