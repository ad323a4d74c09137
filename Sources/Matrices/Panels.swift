import CKernels

/// A matrix of `rows × columns` Floats in panels of 16 columns, each panel's rows one after another: the order in which a
/// product reads its right operand in one go. With a record in every column it is what a network works on: as many records
/// at once as a vector has lanes, however small the layer.
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

  /// Takes the elements of `matrix`ᵀ, where `matrix` is `columns × rows` or has fewer rows; or those of some of its rows,
  /// which fill whole panels, but for the last of all.
  package func become(transposed matrix: Matrix, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<matrix.rows
    precondition(matrix.columns == rows)
    unsafe nn_pack_transposed(some.count, rows, matrix.pointer(rows: some), nil, pointer(columns: some), stride)
  }

  /// Column `i` of `some`, which begin with a panel, becomes row `order[first + i]` of `matrix`.
  package func become(transposed matrix: Matrix, picking order: [Int], from first: Int, columns some: Range<Int>) {
    precondition(matrix.columns == rows && first >= 0 && first <= order.count - some.upperBound)
    let picked = first + some.lowerBound..<first + some.upperBound
    precondition(order[picked].allSatisfy { $0 >= 0 && $0 < matrix.rows })
    unsafe order.withUnsafeBufferPointer { order in
      guard let order = order.baseAddress else { return }
      unsafe nn_pack_transposed(
        some.count, rows, matrix.pointer, order + picked.lowerBound, pointer(columns: some), stride)
    }
  }

  /// The first element of some columns, which begin with a panel; the panels that hold them follow each other.
  func pointer(columns some: Range<Int>) -> UnsafeMutablePointer<Float> {
    precondition(some.lowerBound >= 0 && some.lowerBound % Panels.width == 0 && some.upperBound <= columns)
    return unsafe pointer + some.lowerBound / Panels.width * stride
  }
}

// MARK: - Element by element, in some columns, which begin with a panel

extension Panels {
  /// Puts 0 in the place of each element with the probability `rate`, and multiplies the others by 1 / (1 − `rate`)
  /// (Srivastava et al. 2014, inverted), into these panels; `source`, of the same shape, may be the same.
  ///
  /// Which ones are dropped depends on `key`, `step` and the place of the element alone: its row, and its column counted
  /// on from `first`, which is that of the first column of all.
  package func become(
    dropping rate: Float, of source: Panels, key: UInt32, step: UInt32, first: Int, columns some: Range<Int>? = nil
  ) {
    let some = some ?? 0..<columns
    precondition(source.rows == rows)
    unsafe nn_dropout(
      rows, some.count, rate, key, step, UInt32(truncatingIfNeeded: first &+ some.lowerBound),
      source.pointer(columns: some), pointer(columns: some))
  }
}
