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
    become(transposed: left, columns: 0..<left.columns, times: right)
  }

  /// `self` (`columns × n`) = some columns of `left` (`k × m`), transposed, · `right` (`k × n`).
  package func become(transposed left: Matrix, columns: Range<Int>, times right: Matrix) {
    precondition(columns.count == rows && columns.lowerBound >= 0 && columns.upperBound <= left.columns)
    precondition(right.columns == self.columns && left.rows == right.rows)
    unsafe nn_product(
      rows, self.columns, left.rows, left.pointer + columns.lowerBound, 1, left.columns, right.pointer, self.columns,
      nil, pointer, self.columns)
  }

  /// `self` (`m × n`) = `other`ᵀ, where `other` is `n × m`.
  package func become(transposed other: Matrix) {
    precondition(other.rows == columns && other.columns == rows)
    become(transposed: other, atColumn: 0)
  }

  /// The `m` columns from `column` on become `other`ᵀ, where `other` is `m × rows`.
  package func become(transposed other: Matrix, atColumn column: Int) {
    precondition(other.columns == rows && column >= 0 && column <= columns - other.rows)
    unsafe nn_transpose(other.rows, other.columns, other.pointer, pointer + column, columns)
  }

  /// `self` (`1 × n`) = the sum of the rows of `other` (`m × n`).
  package func become(columnSumsOf other: Matrix) {
    become(columnSumsOf: other, columns: 0..<other.columns)
  }

  /// `self` (`1 × columns`) = the sum of the rows of some columns of `other`.
  package func become(columnSumsOf other: Matrix, columns: Range<Int>) {
    precondition(count == columns.count && columns.lowerBound >= 0 && columns.upperBound <= other.columns)
    unsafe nn_column_sums(other.rows, count, other.pointer + columns.lowerBound, other.columns, pointer)
  }
}
