import CKernels

/// Products. Each element of the result is one chain of fused multiply-adds in the order of the inner dimension, so that
/// it does not depend on the instruction set or on how the rows are dealt out: several threads may each compute some rows
/// of one result.
extension Matrix {
  /// `self` (`rows × n`) = `left` (`rows × k`) · `right` (`k × n`) + `bias` (`1 × n`) in every row; or some of the rows.
  package func become(_ left: Matrix, times right: Panels, plus bias: Matrix? = nil, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<rows
    precondition(right.columns == columns && left.columns == right.rows && bias.map { $0.count == columns } ?? true)
    unsafe nn_product(
      some.count, columns, left.columns, left.pointer(rows: some), left.columns, 1, right.pointer, right.stride,
      bias?.pointer, pointer(rows: some), columns)
  }

  /// `self` (`m × n`) = `left`ᵀ · `right`, where `left` is `k × m` and `right` is `k × n`; or some of the rows of `self`.
  /// Both may have more rows than the `k` that are meant.
  package func become(transposed left: Matrix, times right: Panels, over k: Int? = nil, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<rows
    let k = k ?? left.rows
    precondition(left.columns == rows && right.columns == columns && k <= right.rows && some.upperBound <= rows)
    unsafe nn_product(
      some.count, columns, k, left.pointer(rows: 0..<k) + some.lowerBound, 1, left.columns, right.pointer,
      right.stride, nil, pointer(rows: some), columns)
  }

  /// `self` (`1 × n`) = the sum of the first `count` rows of `other` (`m × n`), or some of its columns, in Float64.
  package func become(columnSumsOf other: Matrix, over count: Int? = nil, columns some: Range<Int>? = nil) {
    let some = some ?? 0..<other.columns
    let count = count ?? other.rows
    precondition(self.count == other.columns && some.lowerBound >= 0 && some.upperBound <= other.columns)
    unsafe nn_column_sums(
      count, some.count, other.pointer(rows: 0..<count) + some.lowerBound, other.columns, pointer + some.lowerBound)
  }
}
