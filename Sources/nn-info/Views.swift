import ByteStreams
import ModelFile
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

/// The training table as it is stored.
func historyTable(_ history: HistoryTable) -> Report {
  var report = Report(history.columns.map { ByteString(ByteString($0).escaped(limit: .max)) })
  for row in 0..<history.rows {
    report.append(contentsOf: history.columns.indices.map { .number(history.values[row * history.columns.count + $0]) })
  }
  return report
}
