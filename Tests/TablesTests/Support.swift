import ByteStreams
import CSV
import Matrices

@testable import Tables

/// The table that `text` holds.
func tableReader(
  _ text: String, header: HeaderRule = .auto, known: [ByteString] = []
) throws(TableError) -> TableReader {
  try TableReader(Reader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv")), header: header, known: known)
}

func trainingTable(
  _ text: String, roles: RoleOptions = RoleOptions(), missing: MissingRule = .fail, header: HeaderRule = .auto
) throws(TableError) -> TrainingTable {
  var reader = try tableReader(text, header: header)
  return try TrainingTable(reading: &reader, roles: roles, missing: missing, spellings: .usual)
}

/// A table prepared as nn-train would, with the task that follows from it.
func prepared(
  _ text: String, roles: RoleOptions = RoleOptions(), options: PreparationOptions = PreparationOptions(),
  outputs: Int? = nil
) throws(TableError) -> PreparedTable {
  let table = try trainingTable(text, roles: roles, missing: options.missing)
  let choice = try TaskChoice.choose(for: table, wanted: nil, outputs: outputs)
  return try PreparedTable(table, task: choice.task, outputs: outputs, options: options)
}

/// What an expression throws, as the user would read it; empty if it throws nothing.
func message(_ body: () throws(TableError) -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return error.description
  }
}

/// The rows of `text` encoded by `schema`.
func encoded(_ text: String, by schema: Schema, unseen: UnseenRule = .zero) throws(TableError) -> [[Float]] {
  var reader = try tableReader(text, known: schema.inputs.map(\.name))
  var encoder = try RowEncoder(schema: schema, columns: reader.columns, hasHeader: reader.hasHeader, unseen: unseen)
  let inputs = Matrix(rows: 1, columns: schema.width)
  var record = Record()
  var rows: [[Float]] = []
  while try reader.next(&record) {
    try encoder.encode(record, into: inputs, row: 0)
    rows.append(inputs.elements)
  }
  return rows
}
