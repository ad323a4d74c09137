import CKernels

extension Matrix {
  /// `self` (`rows × n`) = `left` (`rows × k`) · `right` (`k × n`) + `bias` (`1 × n`) in every row.
  ///
  /// As in the other products, each element is one chain of fused multiply-adds in the order of the inner dimension,
  /// so the result does not depend on the instruction set or on how the rows are dealt out.
  package func become(_ left: Matrix, times right: Matrix, plus bias: Matrix) {
    precondition(left.rows == rows && right.columns == columns && left.columns == right.rows && bias.count == columns)
    unsafe nn_product(
      rows, columns, left.columns, left.pointer, left.columns, 1, right.pointer, columns, bias.pointer, pointer, columns
    )
  }

  /// `self` (`rows × n`) = `left` (`rows × k`) · `right` (`k × n`).
  package func become(_ left: Matrix, times right: Matrix) {
    precondition(left.rows == rows && right.columns == columns && left.columns == right.rows)
    unsafe nn_product(
      rows, columns, left.columns, left.pointer, left.columns, 1, right.pointer, columns, nil, pointer, columns)
  }

  /// `self` (`m × n`) = `left`ᵀ · `right`, where `left` is `k × m` and `right` is `k × n`.
  package func become(transposed left: Matrix, times right: Matrix) {
    precondition(left.columns == rows && right.columns == columns && left.rows == right.rows)
    unsafe nn_product(
      rows, columns, left.rows, left.pointer, 1, left.columns, right.pointer, columns, nil, pointer, columns)
  }

  /// `self` (`m × n`) = `other`ᵀ, where `other` is `n × m`.
  package func become(transposed other: Matrix) {
    precondition(other.rows == columns && other.columns == rows)
    unsafe nn_transpose(other.rows, other.columns, other.pointer, pointer)
  }

  /// `self` (`1 × n`) = the sum of the rows of `other` (`m × n`).
  package func become(columnSumsOf other: Matrix) {
    precondition(count == other.columns)
    unsafe nn_column_sums(other.rows, other.columns, other.pointer, pointer)
  }
}
