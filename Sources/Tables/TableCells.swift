import Matrices
import Synchronization

/// The features of a table as they were read: `rows × features` Floats, in chunks of rows that can be given up one by
/// one while something else is made of them.
///
/// A number stands as its distance from the column's pivot, see ``FeatureColumn``; a category as its code; a missing
/// value as NaN.
final class TableCells: Sendable {
  let width: Int
  /// A power of two: some megabytes of cells.
  let rowsPerChunk: Int
  let rows: Int
  /// Nil where it was given up.
  private let chunks: Mutex<[Matrix?]>

  init(_ cells: consuming TableCellsInProgress) {
    width = cells.width
    rowsPerChunk = cells.rowsPerChunk
    rows = cells.rows
    chunks = Mutex(cells.chunks)
  }

  /// The chunk of some rows; nil where it was given up.
  func chunk(_ index: Int) -> Matrix? { chunks.withLock { $0[index] } }

  /// Frees the rows of a chunk, once nobody reads them.
  func giveUp(_ index: Int) { chunks.withLock { $0[index] = nil } }
}

/// The cells of a table that is being read.
struct TableCellsInProgress {
  let width: Int
  let rowsPerChunk: Int
  private(set) var rows = 0
  fileprivate private(set) var chunks: [Matrix] = []

  init(width: Int) {
    self.width = width
    // Large enough to be the system's own pages, which are gone when they are given up.
    let floatsPerChunk = 1 << 20
    var rows = 64
    while rows * 2 * width <= floatsPerChunk { rows *= 2 }
    rowsPerChunk = rows
  }

  /// Adds whole rows.
  mutating func append(_ cells: [Float]) {
    var position = 0
    while position < cells.count {
      let row = rows % rowsPerChunk
      if row == 0 { chunks.append(Matrix(rows: rowsPerChunk, columns: width)) }
      let count = min((rowsPerChunk - row) * width, cells.count - position)
      let chunk = chunks[chunks.count - 1]
      unsafe chunk.withElements { elements in
        unsafe cells.withUnsafeBufferPointer { source in
          let part = unsafe UnsafeBufferPointer(rebasing: source[position..<position + count])
          _ = unsafe UnsafeMutableBufferPointer(rebasing: elements[(row * width)...]).update(fromContentsOf: part)
        }
      }
      position += count
      rows += count / width
    }
  }
}
