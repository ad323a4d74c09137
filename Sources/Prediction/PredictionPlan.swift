package import CSV
package import Tables

/// How rows become rows with predictions: all that does not change from row to row.
package struct PredictionPlan: Sendable {
  /// What becomes of a row that cannot be predicted.
  package enum BadRow: String, Sendable, CaseIterable {
    /// It ends the work.
    case fail
    /// It is written with empty fields in the place of its prediction.
    case blank
  }

  /// The columns that are added.
  package let layout: PredictionLayout
  /// The columns that pass through; nil for whole rows.
  package let kept: [Int]?
  package let dialect: Dialect
  package let badRow: BadRow
  /// The number of columns of the table.
  let columns: Int
  /// For each model of the ensemble.
  let encoders: [RowEncoder]

  package init(
    layout: PredictionLayout, kept: [Int]?, columns: Int, dialect: Dialect, badRow: BadRow, encoders: [RowEncoder]
  ) {
    self.columns = columns
    self.layout = layout
    self.kept = kept
    self.dialect = dialect
    self.badRow = badRow
    self.encoders = encoders
  }
}

/// What was worth counting while rows were predicted.
package struct PredictionTally: Sendable {
  /// Cells that named a category unknown to the model, and the first of them.
  package private(set) var unseen = 0
  package private(set) var firstUnseen: TableError?
  /// Rows that could not be predicted and were left blank, and what was wrong with the first.
  package private(set) var blank = 0
  package private(set) var firstBlank: TableError?

  package init() {}

  mutating func note(blank error: TableError) {
    blank += 1
    if firstBlank == nil { firstBlank = error }
  }

  mutating func note(unseen cells: (count: Int, first: TableError?)) {
    unseen += cells.count
    if firstUnseen == nil { firstUnseen = cells.first }
  }

  /// Adds what was counted in later rows.
  package mutating func add(_ later: PredictionTally) {
    unseen += later.unseen
    if firstUnseen == nil { firstUnseen = later.firstUnseen }
    blank += later.blank
    if firstBlank == nil { firstBlank = later.firstBlank }
  }
}
