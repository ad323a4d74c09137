package import ByteStreams
import CSV
package import Matrices
package import Workers

/// How columns become inputs and targets become outputs, as a user asks for it.
package struct PreparationOptions: Sendable {
  package var scaling = Scaling.Kind.standard
  package var missing = MissingRule.fail
  /// Whether quantities to learn are scaled within the network; not where its outputs are bounded by themselves.
  package var scalesQuantities = true
  /// Of two classes, the one that is positive; the second in order, if none is named.
  package var positive: ByteString?

  package init() {}
}

/// A table made ready for training: the schema learned from its rows, and the rows encoded by it.
package struct PreparedTable: Sendable {
  package let schema: Schema
  /// `rows × schema.width`.
  package let inputs: Matrix
  /// `rows × outputs`: 0 or 1 for classes, scaled quantities for regression.
  package let targets: Matrix
  /// How much each row counts, where a column tells: not negative, finite, and not all 0.
  package let weights: [Double]?
  /// Columns whose value never changes in the rows that the schema was learned from; none where it was learned before.
  package let constantColumns: [ByteString]
  /// Columns of categories of which most stand in one row only: names or numbers of rows, mostly.
  package let identifiers: [ByteString]

  /// The most numbers that an encoded table may have: 8 GiB of them. A column of identifiers taken for categories would
  /// otherwise ask for its rows squared.
  private static let limit = 1 << 31

  /// Learns the schema for `task` and encodes the rows of `table`. `outputs` is the size of the network's last layer:
  /// two classes may have one output or two.
  package init(
    _ table: TrainingTable, task: Task, outputs: Int?, options: PreparationOptions, workers: Workers = .one
  ) throws(TableError) {
    let learned = try Schema.learned(task, from: table, options: options, workers: workers)
    self = try Self.parts(
      [table], by: learned.schema, constantColumns: learned.constantColumns, outputs: outputs, workers: workers)[0]
  }

  /// Encodes the rows of `table` by a schema that was learned from others.
  ///
  /// - Throws: where the table holds text for the schema's numbers, or a label that the schema does not know.
  package init(
    _ table: TrainingTable, by schema: Schema, outputs: Int?, workers: Workers = .one
  ) throws(TableError) {
    self = try Self.parts([table], by: schema, outputs: outputs, workers: workers)[0]
  }

  /// Encodes several selections of one table by a schema.
  ///
  /// - Parameter givingUp: whether the table's memory is freed while its rows are encoded, so that they never stand
  ///   there twice. Neither the table nor any selection of it can be prepared again then.
  /// - Throws: where the table holds text for the schema's numbers, or a label that the schema does not know.
  package static func parts(
    _ tables: [TrainingTable], by schema: Schema, constantColumns: [ByteString] = [], outputs: Int?,
    givingUp: Bool = false, workers: Workers = .one
  ) throws(TableError) -> [PreparedTable] {
    let encoder = try CellEncoder(schema, features: tables[0].features)
    var parts: [PreparedTable] = []
    for table in tables {
      parts.append(try PreparedTable(space: table, schema: schema, constantColumns: constantColumns, outputs: outputs))
    }
    encoder.encode(tables, into: parts.map(\.inputs), givingUp: givingUp, workers: workers)
    return parts
  }

  /// The table encoded but for its inputs, for which there is space.
  private init(
    space table: TrainingTable, schema: Schema, constantColumns: [ByteString], outputs: Int?
  ) throws(TableError) {
    self.schema = schema
    self.constantColumns = constantColumns
    identifiers = schema.inputs.filter { $0.width > max(table.rows / 2, 20) }.map(\.name)
    let width = schema.classes.map { $0.labels.count == 2 && outputs != 2 ? 1 : $0.labels.count } ?? table.targets.count
    for (what, width) in [("inputs", schema.width), ("outputs", width)] where width > Self.limit / max(table.rows, 1) {
      throw .tooWide(rows: table.rows, width: width, what: what)
    }
    inputs = Matrix(rows: table.rows, columns: schema.width)
    targets = Matrix(rows: table.rows, columns: width)
    weights = table.weights
    for (index, (values, target)) in zip(table.targets, schema.targets).enumerated() {
      try values.encode(as: target, of: table.columns.file, into: targets, column: index)
    }
  }
}

extension TargetValues {
  /// Encodes the column of `file` as the outputs from `column` on.
  fileprivate func encode(
    as target: TargetColumn, of file: String, into targets: Matrix, column: Int
  ) throws(TableError) {
    switch target.kind {
    case .quantity(let scaling):
      for (row, number) in try quantities().enumerated() {
        let scaled = Float(scaling.apply(number))
        guard scaled.isFinite else {
          throw .unfit(file: file, "column \"\(name.escaped())\" holds a number that is too large: \(number)")
        }
        targets[row, column] = scaled
      }
    case .classes(let classes):
      guard let codes else { throw .tooManyCategories(column: name, limit: TextCodes.limit) }
      let places = knownPlaces(of: texts.texts, in: classes.labels)
      for (row, code) in codes.enumerated() {
        guard let label = places[Int(code)] else {
          throw .unfit(
            file: file,
            "column \"\(name.escaped())\" has a label that the model does not know: "
              + "\"\(texts.texts[Int(code)].escaped())\"")
        }
        if targets.columns == 1 {
          targets[row, 0] = label == classes.positive ? 1 : 0
        } else {
          targets[row, label] = 1
        }
      }
    }
  }
}
