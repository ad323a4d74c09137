import ByteStreams
import CSV
import Matrices
import ModelFile
import Networks
import Tables

/// Runs a model over the rows of a table, some hundred at a time. The first rows can be looked at before.
struct ModelRows {
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
  /// The rows that were read ahead.
  private var sample: [Record] = []

  /// No more than so many rows and bytes are read ahead.
  private static let sampleRows = 5000
  private static let sampleBytes = 32 << 20
  private static let rowsAtOnce = 256

  /// - Throws: `model` where the table lacks a feature.
  init(_ model: Model, reader: borrowing TableReader, spellings: MissingSpellings) throws(PictureError) {
    self.model = model
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
    var record = Record()
    var bytes = 0
    while sample.count < Self.sampleRows, bytes < Self.sampleBytes, try reader.next(&record) {
      sample.append(record.detached())
      bytes += record.raw.count
    }
    var rest = sample[...]
    try run(
      next: { (record) throws(TableError) in
        guard let first = rest.popFirst() else { return false }
        record = first
        return true
      }, body)
  }

  /// Passes every row on, in order.
  mutating func forEachRow(
    of reader: inout TableReader, _ body: (Row) throws(TableError) -> Void
  ) throws(TableError) {
    var rest = sample[...]
    sample = []
    try run(
      next: { (record) throws(TableError) in
        if let first = rest.popFirst() {
          record = first
          return true
        }
        return try reader.next(&record)
      }, body)
  }

  private func run(
    next: (inout Record) throws(TableError) -> Bool, _ body: (Row) throws(TableError) -> Void
  ) throws(TableError) {
    var encoder = encoder
    let shape = model.network.shape
    let capacity = min(Forward.rowsAtOnce(for: shape), Self.rowsAtOnce)
    let forward = Forward(model.network, capacity: capacity)
    let inputs = Matrix(rows: capacity, columns: shape.inputs)
    var records = [Record](repeating: Record(), count: capacity)
    while true {
      var count = 0
      while count < capacity, try next(&records[count]) {
        try encoder.encode(records[count], into: inputs, row: count)
        count += 1
      }
      guard count > 0 else { return }
      let used = inputs.rows(0..<count)
      let outputs = forward.run(used).elements
      let read = used.elements
      for row in 0..<count {
        try body(
          Row(
            record: records[row], inputs: read[row * shape.inputs..<(row + 1) * shape.inputs],
            outputs: outputs[row * shape.outputs..<(row + 1) * shape.outputs]))
      }
    }
  }

  /// A feature that is a number: its field, the input of the network that it feeds, and how.
  struct NumericFeature {
    let name: String
    let field: Int
    let input: Int
    let scaling: Scaling
  }

  var numericFeatures: [NumericFeature] {
    var input = 0
    return zip(model.schema.inputs, encoder.fields).compactMap { column, field in
      defer { input += column.width }
      guard case .numeric(let scaling) = column.kind else { return nil }
      return NumericFeature(name: column.name.description, field: field, input: input, scaling: scaling)
    }
  }
}
