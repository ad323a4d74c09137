import CKernels

/// The right operand of a product: `rows × columns` Floats in panels of 16 columns, each panel's rows one after another,
/// so that the product reads memory in one go. What it holds is a copy, brought up to date by `become`.
@safe package struct Panels: @unchecked Sendable {
  package let rows: Int
  package let columns: Int
  private let storage: Storage
  /// The first element, for the loops in C. The storage lives as long as the panels.
  let pointer: UnsafeMutablePointer<Float>

  /// The columns of a panel.
  package static let width = 16

  /// How far two panels lie apart.
  var stride: Int { rows * Panels.width }

  /// Panels of zeros.
  package init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0)
    self.rows = rows
    self.columns = columns
    let panels = (columns + Panels.width - 1) / Panels.width
    storage = Storage(count: panels * rows * Panels.width)
    unsafe pointer = storage.elements(at: 0, count: panels * rows * Panels.width)
  }

  package subscript(row: Int, column: Int) -> Float {
    precondition(row >= 0 && row < rows && column >= 0 && column < columns)
    return unsafe pointer[column / Panels.width * stride + row * Panels.width + column % Panels.width]
  }

  /// A copy of `matrix`.
  package init(_ matrix: Matrix) {
    self.init(rows: matrix.rows, columns: matrix.columns)
    become(matrix)
  }

  /// Takes the elements of `matrix`, which is of the same shape or has fewer rows; or those of some of its rows.
  package func become(_ matrix: Matrix, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<matrix.rows
    precondition(matrix.columns == columns && some.upperBound <= rows)
    unsafe nn_pack(
      some.count, columns, matrix.pointer(rows: some), pointer + some.lowerBound * Panels.width, stride)
  }

  /// Takes the elements of `matrix`ᵀ, where `matrix` is `columns × rows`; or those of some of its rows, which fill
  /// whole panels, but for the last of all.
  package func become(transposed matrix: Matrix, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<matrix.rows
    precondition(matrix.columns == rows && matrix.rows == columns && some.lowerBound % Panels.width == 0)
    precondition(some.upperBound % Panels.width == 0 || some.upperBound == columns)
    unsafe nn_pack_transposed(
      some.count, rows, matrix.pointer(rows: some), pointer + some.lowerBound / Panels.width * stride, stride)
  }
}

extension Matrix {
  /// Takes the elements of `panels`ᵀ, which are `columns × rows`.
  func become(transposed panels: Panels) {
    precondition(panels.rows == columns && panels.columns == rows)
    for row in 0..<rows { for column in 0..<columns { self[row, column] = panels[column, row] } }
  }
}
