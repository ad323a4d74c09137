package import ByteStreams
import CSV
import Synchronization
package import Workers

/// Truths and predictions as plain numbers, ready for the metrics.
package struct ScoringTable: Sendable {
  package enum Content: Sendable {
    /// Two labels, the positive one second; per row whether it is positive, whether it was predicted so, and the
    /// probability that it is. Either of the last two may be missing.
    case twoClasses(labels: [ByteString], truth: [Bool], predicted: [Bool]?, probability: [Double]?)
    /// Per row the index of the true and of the predicted label, and `rows × labels` probabilities. Either of the last
    /// two may be missing.
    case classes(labels: [ByteString], truth: [Int], predicted: [Int]?, probabilities: [Double]?)
    /// `rows × targets` each.
    case quantities(targets: Int, truth: [Double], predicted: [Double])
  }

  /// The rows that are held; more may have been handed over.
  package let rows: Int
  package let content: Content
  /// One a row, where a column of weights was asked for.
  package let weights: [Double]?

  /// A table of rows that come from elsewhere than a file of predictions.
  package init(rows: Int, content: Content, weights: [Double]?) {
    self.rows = rows
    self.content = content
    self.weights = weights
  }

  /// Reads all rows.
  ///
  /// Without columns of probabilities the task follows from the cells. A column that the user named holds probabilities
  /// of the positive class if the truth has two values, or is 0 or 1 throughout, and all predictions are in 0 … 1. Else
  /// there are classes if one cell that is not blank is no number, or if all truths are whole, at most 20 differ and
  /// every prediction is one of them.
  ///
  /// - Parameter overflow: is handed rows of two classes with probabilities as they come, where rows do not weigh
  ///   differently.
  package init(
    reading reader: inout TableReader, columns: PredictionColumns, weight: Int?,
    overflow: inout some TwoClassOverflow, workers: Workers = .one
  ) throws(TableError) {
    let names = reader.columns.names
    // Set where a table has too many different predictions for classes: they need not be told apart any more.
    let hasMany = Flag()
    var cells = ScoringCells(columns, weight: weight, names: names)
    try reader.forEachBlock(
      on: workers, state: { Record() },
      work: { record, block -> Result<ScoringCells, TableError> in
        var rows = ScoringCells(columns, weight: weight, names: names, hasManyPredictions: hasMany.isSet)
        do throws(TableError) {
          try rows.append(&block, &record)
        } catch {
          return .failure(error)
        }
        return .success(rows)
      },
      deliver: { (rows) throws(TableError) in
        try cells.append(rows.get())
        try cells.handOver(to: &overflow)
        if cells.hasManyPredictions { hasMany.set() }
      })
    try cells.takeBackUnfit(from: &overflow)
    guard cells.hasSeenRows else { throw .noRows(file: reader.columns.file) }
    rows = cells.rows
    weights = weight == nil ? nil : cells.weights
    content = try cells.content(of: reader.columns.file)
  }

  /// The same, with all rows held.
  package init(
    reading reader: inout TableReader, columns: PredictionColumns, weight: Int?, workers: Workers = .one
  ) throws(TableError) {
    var none = NoOverflow()
    try self.init(reading: &reader, columns: columns, weight: weight, overflow: &none, workers: workers)
  }
}

/// Something that one thread tells the others.
private final class Flag: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .relaxed) }

  func set() { value.store(true, ordering: .relaxed) }
}
