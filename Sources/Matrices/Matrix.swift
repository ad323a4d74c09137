/// A view of `rows × columns` Floats, row-major, without gaps. Copies of a view share their elements; see `Storage` for what
/// threads may do with them.
@safe package struct Matrix: @unchecked Sendable {
  package let storage: Storage
  package let offset: Int
  package let rows: Int
  package let columns: Int
  /// The first element, for the loops in C. The storage lives as long as the matrix.
  let pointer: UnsafeMutablePointer<Float>

  package var count: Int { rows * columns }

  /// A matrix of zeros with a storage of its own.
  package init(rows: Int, columns: Int) {
    self.init(sharing: Storage(count: rows * columns), at: 0, rows: rows, columns: columns)
  }

  /// A matrix with a storage of its own that holds a copy of `elements` (`rows × columns`, row-major).
  package init(rows: Int, columns: Int, elements: [Float]) {
    self.init(rows: rows, columns: columns)
    assign(elements)
  }

  /// The `rows × columns` elements of `storage` that begin at `offset`.
  package init(sharing storage: Storage, at offset: Int, rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0 && offset >= 0 && offset <= storage.count - rows * columns)
    self.storage = storage
    self.offset = offset
    self.rows = rows
    self.columns = columns
    unsafe pointer = storage.elements(at: offset, count: rows * columns)
  }

  /// The rows of `range`, sharing their elements with this matrix.
  package func rows(_ range: Range<Int>) -> Matrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows)
    return Matrix(sharing: storage, at: offset + range.lowerBound * columns, rows: range.count, columns: columns)
  }

  /// The elements of `range` of a single row, sharing them with this matrix.
  package func columns(_ range: Range<Int>) -> Matrix {
    precondition(rows == 1 && range.lowerBound >= 0 && range.upperBound <= columns)
    return Matrix(sharing: storage, at: offset + range.lowerBound, rows: 1, columns: range.count)
  }

  package subscript(row: Int, column: Int) -> Float {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      return unsafe pointer[row * columns + column]
    }
    nonmutating set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      unsafe pointer[row * columns + column] = newValue
    }
  }

  /// A copy of the elements, row-major.
  package var elements: [Float] {
    unsafe Array(UnsafeBufferPointer(start: pointer, count: count))
  }

  /// Replaces every element by those of `elements` (`rows × columns`, row-major).
  package func assign(_ elements: [Float]) {
    precondition(elements.count == count)
    unsafe elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { unsafe pointer.update(from: start, count: count) }
    }
  }

  /// Replaces every element by those of `other`, a matrix of the same shape.
  package func assign(_ other: Matrix) {
    precondition(other.rows == rows && other.columns == columns)
    unsafe pointer.update(from: other.pointer, count: count)
  }

  /// Some elements of a row become those of a row of `other` in the same columns.
  package func assign(row: Int, from other: Matrix, row source: Int, columns some: Range<Int>) {
    precondition(row >= 0 && row < rows && source >= 0 && source < other.rows)
    precondition(some.lowerBound >= 0 && some.upperBound <= columns && some.upperBound <= other.columns)
    let target = unsafe pointer + row * columns + some.lowerBound
    unsafe target.update(from: other.pointer + source * other.columns + some.lowerBound, count: some.count)
  }

  /// Row `i` of `rows`, or of all, becomes row `indices[first + i]` of `source`: a batch gathered by index.
  package func gather(_ indices: [Int], from first: Int, of source: Matrix, rows some: Range<Int>? = nil) {
    let some = some ?? 0..<rows
    precondition(first >= 0 && first <= indices.count - some.upperBound && source.columns == columns)
    let target = unsafe pointer(rows: 0..<some.upperBound)
    let origin = unsafe source.pointer
    for row in some {
      let index = indices[first + row]
      precondition(index >= 0 && index < source.rows)
      unsafe (target + row * columns).update(from: origin + index * columns, count: columns)
    }
  }

  /// The elements as a buffer that is valid within `body`.
  package func withElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe try body(UnsafeMutableBufferPointer(start: pointer, count: count))
  }

  /// The first element of some rows, all of which are within the matrix.
  @inline(__always)
  func pointer(rows some: Range<Int>) -> UnsafeMutablePointer<Float> {
    precondition(some.lowerBound >= 0 && some.upperBound <= rows)
    return unsafe pointer + some.lowerBound * columns
  }
}
