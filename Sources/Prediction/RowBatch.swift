package import CSV
package import Matrices
package import Tables

/// Rows of a table on their way through an ensemble, as many at a time as a thread runs at once.
package struct RowBatch {
  private let forward: EnsembleForward
  /// This thread's rows of the forward pass.
  private let places: Range<Int>
  /// One for each model.
  private var encoders: [RowEncoder]
  /// The rows that wait.
  package private(set) var count = 0
  private var unseen: (count: Int, first: TableError?) = (0, nil)

  /// - Parameters:
  ///   - thread: its number, from 0, among those that share `forward`.
  ///   - encoders: one for each model of the ensemble.
  package init(_ forward: EnsembleForward, thread: Int, encoders: [RowEncoder]) {
    self.forward = forward
    places = forward.rows(ofThread: thread)
    self.encoders = encoders
  }

  /// Whether the rows have to be run before another one comes.
  package var isFull: Bool { count == places.count }

  /// Encodes a row.
  ///
  /// - Throws: what is wrong with the row, which does not wait then.
  package mutating func append(_ record: Record) throws(TableError) {
    let place = places.lowerBound + count
    defer { noteUnseen() }
    for model in encoders.indices { try encoders[model].encode(record, into: forward.inputs[model], row: place) }
    count += 1
  }

  /// Encodes the next rows of a block, and takes them, as long as they hold nothing but numbers and one model reads them.
  ///
  /// - Returns: their numbers in the block.
  mutating func append(next block: inout TableBlock) -> Range<Int> {
    guard encoders.count == 1 else { return 0..<0 }
    let free = places.lowerBound + count..<places.upperBound
    let taken = encoders[0].encode(next: &block, into: forward.inputs[0], rows: free)
    count += taken.count
    return taken
  }

  /// Gives a place to a row that cannot be encoded; what the ensemble tells of it means nothing.
  mutating func appendBlank() { count += 1 }

  /// Runs the rows that wait.
  ///
  /// - Returns: their places in the forward pass, and what the ensemble tells of them (`rows × outputs`).
  package mutating func run() -> (places: Range<Int>, outputs: Matrix) {
    let rows = places.lowerBound..<places.lowerBound + count
    count = 0
    return (rows, forward.run(rows))
  }

  /// Counts the cells of a row that named a category unknown to the ensemble: by the model that misses the most, since
  /// all have the same columns and a cell is told once.
  private mutating func noteUnseen() {
    guard let model = encoders.indices.max(by: { encoders[$0].unseen < encoders[$1].unseen }),
      encoders[model].unseen > 0
    else { return }
    unseen.count += encoders[model].unseen
    if unseen.first == nil { unseen.first = encoders[model].firstUnseen }
    for model in encoders.indices { encoders[model].forgetUnseen() }
  }

  /// The number of cells since the last call that named a category unknown to the ensemble, and the first of them.
  package mutating func takeUnseen() -> (count: Int, first: TableError?) {
    defer { unseen = (0, nil) }
    return unseen
  }
}
