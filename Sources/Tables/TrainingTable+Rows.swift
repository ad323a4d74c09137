import Matrices

extension TrainingTable {
  private static let rowsPerPiece = 4096

  /// The number of pieces that the rows are worked on in, whatever the number of threads.
  var pieces: Int { (rows + Self.rowsPerPiece - 1) / Self.rowsPerPiece }

  /// The rows of a piece, as they are numbered in this table.
  func rows(of piece: Int) -> Range<Int> {
    piece * Self.rowsPerPiece..<min((piece + 1) * Self.rowsPerPiece, rows)
  }

  /// Where a row stands among all those that were read.
  func storedRow(_ row: Int) -> Int { selection?[row] ?? row }

  /// Calls `body` with the cells of every row of a piece. The cells must not have been given up.
  func forEachRow(of piece: Int, _ body: (Span<Float>) -> Void) {
    let size = cells.rowsPerChunk
    var place = -1
    var chunk = Matrix(rows: 0, columns: 0)
    for row in rows(of: piece) {
      let stored = storedRow(row)
      if stored / size != place {
        place = stored / size
        guard let next = cells.chunk(place) else { preconditionFailure("the rows were given up") }
        chunk = next
      }
      let start = stored % size * cells.width
      unsafe chunk.withElements { elements in
        let row = unsafe UnsafeBufferPointer(rebasing: elements[start..<start + cells.width])
        unsafe body(row.span)
      }
    }
  }

  /// The cells of a column, those left out that are missing.
  func present(_ column: Int) -> [Float] {
    var present: [Float] = []
    for piece in 0..<pieces { forEachRow(of: piece) { if !$0[column].isNaN { present.append($0[column]) } } }
    return present
  }
}
