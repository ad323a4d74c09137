import ByteStreams
package import CSV
package import Matrices
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

  mutating func note(unseen count: Int, first: TableError?) {
    unseen += count
    if firstUnseen == nil { firstUnseen = first }
  }

  /// Adds what was counted in later rows.
  package mutating func add(_ later: PredictionTally) {
    unseen += later.unseen
    if firstUnseen == nil { firstUnseen = later.firstUnseen }
    blank += later.blank
    if firstBlank == nil { firstBlank = later.firstBlank }
  }
}

/// Rows in, rows with predictions out, for one thread: rows of a block go through the networks together.
package struct RowPredictor {
  private let plan: PredictionPlan
  private let forward: EnsembleForward
  private let explainer: (any RowExplainer)?
  /// This thread's rows of the forward pass.
  private let places: Range<Int>
  private var encoders: [RowEncoder]
  private var record = Record()
  /// The rows that were taken and not yet predicted: their numbers in the block, and whether they are left blank.
  private var waiting: [(row: Int, isBlank: Bool)] = []
  private var writer: Writer
  private var tally = PredictionTally()

  /// - Parameter thread: the number of the thread, from 0, among those that share `forward`.
  package init(_ plan: PredictionPlan, _ forward: EnsembleForward, thread: Int, explainer: (any RowExplainer)? = nil) {
    self.plan = plan
    self.forward = forward
    self.explainer = explainer
    places = forward.rows(ofThread: thread)
    encoders = plan.encoders
    waiting.reserveCapacity(places.count)
    writer = Writer(dialect: plan.dialect)
  }

  /// Takes the next rows of a block, one at least; false at its end.
  ///
  /// - Throws: what is wrong with a row, unless such rows are left blank; the rows before it are not lost.
  package mutating func takeRows(of block: inout TableBlock) throws(TableError) -> Bool {
    if encoders.count == 1 {
      let free = places.lowerBound + waiting.count..<places.upperBound
      let taken = encoders[0].encode(next: &block, into: forward.inputs[0], rows: free)
      for row in taken { waiting.append((row, false)) }
      if waiting.count == places.count { predict(&block) }
      if !taken.isEmpty { return true }
    }
    return try takeRow(of: &block)
  }

  /// Takes the next row of a block; false at its end.
  package mutating func takeRow(of block: inout TableBlock) throws(TableError) -> Bool {
    do throws(TableError) {
      guard try block.next(&record) else { return false }
    } catch {
      // A row that is too long would stay so, whatever is left blank.
      guard case .csv(.raggedRow(_, let expected, let found)) = error, found < expected else { throw error }
      try leaveBlank(error)
      wait(for: &block, isBlank: true)
      return true
    }
    var isBlank = false
    do throws(TableError) {
      let place = places.lowerBound + waiting.count
      for model in encoders.indices { try encoders[model].encode(record, into: forward.inputs[model], row: place) }
    } catch {
      try leaveBlank(error)
      isBlank = true
    }
    wait(for: &block, isBlank: isBlank)
    return true
  }

  private mutating func leaveBlank(_ error: TableError) throws(TableError) {
    guard plan.badRow == .blank else { throw error }
    tally.note(blank: error)
  }

  private mutating func wait(for block: inout TableBlock, isBlank: Bool) {
    waiting.append((record.number, isBlank))
    if waiting.count == places.count { predict(&block) }
  }

  /// The bytes of all rows of a block taken so far, and what was counted.
  package mutating func finish(_ block: inout TableBlock) -> (bytes: [UInt8], tally: PredictionTally) {
    predict(&block)
    record.letGo()
    // The models have the same columns: what one does not know is told once.
    tally.note(unseen: encoders[0].unseen, first: encoders[0].firstUnseen)
    for model in encoders.indices { encoders[model].forgetUnseen() }
    defer { tally = PredictionTally() }
    return (writer.takeRows(), tally)
  }

  private mutating func predict(_ block: inout TableBlock) {
    guard !waiting.isEmpty else { return }
    let rows = places.lowerBound..<places.lowerBound + waiting.count
    let outputs = forward.run(rows)
    let layout = plan.layout
    let logits = if case .logits = layout.scores { forward.logits(rows) } else { outputs }
    let units = layout.activations.indices.map { forward.units(ofLayer: $0, rows) }
    let shares = explainer?.explain(rows, outputs: outputs)
    for (place, (row, isBlank)) in waiting.enumerated() {
      if plan.kept?.isEmpty != true {
        block.row(row, &record)
        writePassedFields()
      }
      if isBlank {
        for _ in 0..<layout.width { writer.field("" as ByteString) }
      } else {
        layout.write(outputs, row: place, to: &writer)
        if case .logits = layout.scores { layout.write(values: logits, row: place, to: &writer) }
        for values in units { layout.write(values: values, row: place, to: &writer) }
        if let shares { for share in shares[place] { layout.write(share, to: &writer) } }
      }
      writer.keepRow()
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private mutating func writePassedFields() {
    // A row that is left blank may be shorter than the others.
    guard let kept = plan.kept else {
      writer.rawFields(of: record)
      for _ in min(record.count, plan.columns)..<plan.columns { writer.field("" as ByteString) }
      return
    }
    for column in kept {
      if column < record.count { writer.rawField(column, of: record) } else { writer.field("" as ByteString) }
    }
  }
}

/// Tells why rows are predicted as they are.
package protocol RowExplainer {
  /// For each of some rows of the forward pass, what the layout has columns for.
  func explain(_ rows: Range<Int>, outputs: Matrix) -> [[Double]]
}
