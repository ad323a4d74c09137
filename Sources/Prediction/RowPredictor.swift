import ByteStreams
import CSV
package import Matrices
import Tables

/// Rows in, rows with predictions out, for one thread: rows of a block go through the networks together.
struct RowPredictor {
  private let plan: PredictionPlan
  private let forward: EnsembleForward
  private let explainer: (any RowExplainer)?
  private var batch: RowBatch
  private var record = Record()
  /// The rows of the batch: their numbers in the block, and whether they are left blank.
  private var waiting: [(row: Int, isBlank: Bool)] = []
  /// What is wrong with those left blank.
  private var troubles: [TableError] = []
  private var writer: Writer
  private var tally = PredictionTally()
  /// The fields of a row that is left blank.
  private let blankFields: Int

  /// - Parameter thread: the number of the thread, from 0, among those that share `forward`.
  init(_ plan: PredictionPlan, _ forward: EnsembleForward, thread: Int, explainer: (any RowExplainer)? = nil) {
    self.plan = plan
    self.forward = forward
    self.explainer = explainer
    batch = RowBatch(forward, thread: thread, encoders: plan.encoders)
    waiting.reserveCapacity(forward.rowsAtOnce)
    writer = Writer(dialect: plan.dialect)
    blankFields = plan.layout.columnNames.count
  }

  /// Takes the next rows of a block, one at least; false at its end.
  ///
  /// - Throws: what is wrong with a row, unless such rows are left blank; the rows before it are not lost.
  mutating func takeRows(of block: inout TableBlock) throws(TableError) -> Bool {
    let taken = batch.append(next: &block)
    for row in taken { waiting.append((row, false)) }
    if batch.isFull { try predict(&block) }
    guard taken.isEmpty else { return true }
    return try takeRow(of: &block)
  }

  /// Takes the next row of a block; false at its end.
  mutating func takeRow(of block: inout TableBlock) throws(TableError) -> Bool {
    do throws(TableError) {
      guard try block.next(&record) else { return false }
    } catch {
      // A row that is too long would stay so, whatever is left blank.
      guard case .csv(.raggedRow(_, let expected, let found)) = error, found < expected else { throw error }
      try leaveBlank(error, in: &block)
      return true
    }
    do throws(TableError) {
      try batch.append(record)
    } catch {
      try leaveBlank(error, in: &block)
      return true
    }
    try wait(for: &block, isBlank: false)
    return true
  }

  private mutating func leaveBlank(_ error: TableError, in block: inout TableBlock) throws(TableError) {
    guard plan.badRow == .blank else { throw error }
    troubles.append(error)
    batch.appendBlank()
    try wait(for: &block, isBlank: true)
  }

  private mutating func wait(for block: inout TableBlock, isBlank: Bool) throws(TableError) {
    waiting.append((record.number, isBlank))
    if batch.isFull { try predict(&block) }
  }

  /// The bytes of all rows that were predicted, and what was counted.
  mutating func finish() -> (bytes: [UInt8], tally: PredictionTally) {
    record.letGo()
    tally.note(unseen: batch.takeUnseen())
    defer { tally = PredictionTally() }
    return (writer.takeRows(), tally)
  }

  /// Predicts the rows that wait.
  ///
  /// - Throws: what is wrong with one, unless such rows are left blank; the rows before it are not lost.
  mutating func predict(_ block: inout TableBlock) throws(TableError) {
    guard !waiting.isEmpty else { return }
    let (rows, outputs) = batch.run()
    let layout = plan.layout
    let logits = if case .logits = layout.scores { forward.logits(rows) } else { outputs }
    let units = layout.activations.indices.map { forward.units(ofLayer: $0, rows) }
    let shares = explainer?.explain(rows, outputs: outputs)
    // Of all outputs at once, since it hardly ever fails.
    let areNumbers = outputs.dot(outputs).isFinite
    var troubles = troubles.makeIterator()
    defer {
      waiting.removeAll(keepingCapacity: true)
      self.troubles = []
    }
    for (place, (row, isBlank)) in waiting.enumerated() {
      let isNumber = areNumbers || (0..<outputs.columns).allSatisfy { outputs[place, $0].isFinite }
      if plan.kept?.isEmpty != true || !isNumber { block.row(row, &record) }
      let trouble =
        isBlank ? troubles.next() : isNumber ? nil : .noPrediction(Position(file: record.file, line: record.line))
      if let trouble {
        guard plan.badRow == .blank else { throw trouble }
        tally.note(blank: trouble)
      }
      if plan.kept?.isEmpty != true { writePassedFields() }
      if trouble != nil {
        for _ in 0..<blankFields { writer.field("" as ByteString) }
      } else {
        layout.write(outputs, row: place, to: &writer)
        if case .logits = layout.scores { layout.write(values: logits, row: place, to: &writer) }
        for values in units { layout.write(values: values, row: place, to: &writer) }
        if let shares { for share in shares[place] { layout.write(share, to: &writer) } }
      }
      writer.keepRow()
    }
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
