import ByteStreams
import CSV
import ModelFile
import Networks
import Tables
import ToolSupport

/// A row a column of the table that the model was trained on, and a row a category or label.
func schemaTable(of model: Model) -> Report {
  var report = Report(["column", "role", "kind", "missing", "fill", "scaler", "shift", "scale", "value"])
  func append(_ name: ByteString, _ role: Report.Cell, _ scaling: Scaling, missing: InputColumn?) {
    report.append(
      .name(name), role, "numeric", missing.map { .string($0.missing.name) } ?? "",
      missing.map { $0.missing == .fail || $0.missing == .drop ? "" : .number($0.fill) } ?? "",
      .string(scaling.kind.name), .number(scaling.shift), .number(scaling.scale), "")
  }
  for column in model.schema.inputs {
    switch column.kind {
    case .numeric(let scaling): append(column.name, "feature", scaling, missing: column)
    case .categorical(let categories):
      for category in categories {
        report.append(
          .name(column.name), "feature", "category", .string(column.missing.name), "", "", "", "", .name(category))
      }
    }
  }
  for target in model.schema.targets {
    switch target.kind {
    case .quantity(let scaling): append(target.name, "target", scaling, missing: nil)
    case .classes(let classes):
      for label in classes.labels {
        report.append(.name(target.name), "target", "label", "", "", "", "", "", .name(label))
      }
    }
  }
  return report
}

/// Writes a row a weight; a bias comes from `bias`. Inputs and outputs bear their names, hidden units their numbers.
func writeWeights(of model: Model, to writer: inout Writer) throws(StreamError) {
  let shape = model.network.shape
  let last = shape.layers.count - 1
  func cell(_ name: String) -> ByteString { ByteString(ByteString(name).escaped(limit: .max)) }
  var below = model.schema.inputNames.map(cell)
  for name in ["layer", "from", "to", "weight"] { writer.field(ByteString(name)) }
  try writer.endRow()
  for (index, layer) in shape.layers.enumerated() {
    let weights = model.network.weights(ofLayer: index)
    let biases = model.network.biases(ofLayer: index)
    let units =
      index == last
      ? model.schema.outputNames(outputs: shape.outputs).map(cell) : (1...layer.units).map { ByteString("\($0)") }
    func row(_ from: ByteString, _ to: ByteString, _ weight: Float) throws(StreamError) {
      writer.field(index + 1)
      writer.field(from)
      writer.field(to)
      writer.field(weight)
      try writer.endRow()
    }
    for (unit, name) in units.enumerated() {
      let first = weights.startIndex + unit * below.count
      for (input, from) in below.enumerated() { try row(from, name, weights[first + input]) }
      try row("bias", name, biases[biases.startIndex + unit])
    }
    below = units
  }
  try writer.flush()
}

/// The training table as it is stored.
func historyTable(_ history: HistoryTable) -> Report {
  var report = Report(history.columns.map { ByteString(ByteString($0).escaped(limit: .max)) })
  for row in 0..<history.rows {
    report.append(contentsOf: history.columns.indices.map { .number(history.values[row * history.columns.count + $0]) })
  }
  return report
}
