import ByteStreams
import CSV
import Matrices
import ModelFile
import Prediction
import Tables

/// A table that a model reads: its rows with what the network makes of them, some hundred at a time. The first rows can
/// be looked at before.
struct ModelTable {
  /// One row and what the network makes of it.
  struct Row {
    let record: Record
    /// What the network reads and what it says.
    let inputs: ArraySlice<Float>
    let outputs: ArraySlice<Float>
  }

  let model: Model
  let encoder: RowEncoder
  let columns: Columns
  private let spellings: MissingSpellings
  private var ahead: RowsAhead?

  /// - Throws: `model` where the table lacks a feature.
  init(_ model: Model, reader: borrowing TableReader, spellings: MissingSpellings) throws(PictureError) {
    self.model = model
    self.spellings = spellings
    columns = reader.columns
    do {
      encoder = try RowEncoder(
        schema: model.schema, columns: reader.columns, hasHeader: reader.hasHeader, spellings: spellings)
    } catch {
      // The table is sound; it is not the one that the model was made for.
      throw .model("\(error)")
    }
  }

  /// Reads the first rows, passes them on, and keeps them for `forEachRow`.
  mutating func forEachFirstRow(
    of reader: inout TableReader, _ body: (Row) throws(TableError) -> Void
  ) throws(TableError) {
    let ahead = try RowsAhead(of: &reader)
    self.ahead = ahead
    var rows = WaitingRows(model, encoder)
    for record in ahead.records { try rows.add(record, body) }
    try rows.passOn(body)
  }

  /// Passes every row on, in order.
  mutating func forEachRow(
    of reader: inout TableReader, _ body: (Row) throws(TableError) -> Void
  ) throws(TableError) {
    let ahead = ahead ?? RowsAhead()
    self.ahead = nil
    var rows = WaitingRows(model, encoder)
    try ahead.forEachRow(of: &reader) { (record) throws(TableError) in try rows.add(record, body) }
    try rows.passOn(body)
  }

  /// The number in a field, NaN where it is missing.
  func number(_ field: Int, of record: Record) -> Double {
    spellings.contain(field, of: record) ? .nan : record.double(field) ?? .nan
  }

  /// A feature that is a number: its field, the input of the network that it feeds, and how.
  struct NumericFeature {
    let name: String
    let field: Int
    let input: Int
    let scaling: Scaling
  }

  var numericFeatures: [NumericFeature] {
    zip(zip(model.schema.inputs, model.schema.spans), encoder.fields).compactMap { column, field in
      guard case .numeric(let scaling) = column.0.kind else { return nil }
      return NumericFeature(
        name: column.0.name.description, field: field, input: column.1.lowerBound, scaling: scaling)
    }
  }
}

/// Rows that wait until they are enough to be run together.
private struct WaitingRows {
  private let forward: EnsembleForward
  private var batch: RowBatch
  private var records: [Record] = []
  private var bytes = 0

  /// So many bytes of rows wait at most, and a row more: each is a view of all that was read with it.
  private static let mostBytes = 1 << 20

  init(_ model: Model, _ encoder: RowEncoder) {
    forward = EnsembleForward(Ensemble(model), threads: 1)
    batch = RowBatch(forward, thread: 0, encoders: [encoder])
  }

  mutating func add(_ record: Record, _ body: (ModelTable.Row) throws(TableError) -> Void) throws(TableError) {
    try batch.append(record)
    records.append(record)
    bytes += record.raw.count
    if batch.isFull || bytes > Self.mostBytes { try passOn(body) }
  }

  /// Runs the rows, and passes them on in order.
  mutating func passOn(_ body: (ModelTable.Row) throws(TableError) -> Void) throws(TableError) {
    guard !records.isEmpty else { return }
    let (places, outputs) = batch.run()
    let (read, told) = (forward.inputs[0].rows(places).elements, outputs.elements)
    let (inputs, width) = (forward.inputs[0].columns, outputs.columns)
    for (row, record) in records.enumerated() {
      try body(
        ModelTable.Row(
          record: record, inputs: read[row * inputs..<(row + 1) * inputs],
          outputs: told[row * width..<(row + 1) * width]))
    }
    records.removeAll(keepingCapacity: true)
    bytes = 0
  }
}
