import ByteStreams
import CSV
import ModelFile
import Networks
import Tables
import ToolSupport

/// The model in `key,value` rows.
func summary(of model: Model, _ facts: ModelFileFacts) -> Report {
  let shape = model.network.shape
  var report = Report(["key", "value"])
  report.append("model_id", .string(facts.identifier))
  report.append("format_version", .integer(Int(facts.version)))
  report.append("task", .string(model.schema.task.name))
  report.append("sizes", .string(shape.sizes.map(String.init).joined(separator: ",")))
  report.append("activations", .string(shape.layers.map(\.activation.name).joined(separator: ",")))
  report.append("parameters", .integer(shape.parameterCount))
  report.append("stored_as", .string(facts.scalar.name))
  report.append("file_bytes", .integer(facts.bytes))
  report.append("raw_bytes", .integer(facts.rawBytes))
  report.append("ratio", .number((Double(facts.rawBytes) / Double(facts.bytes) * 1000).rounded() / 1000))
  report.append("features", .name(Dialect().row(model.schema.inputs.map(\.name))))
  report.append("target", .name(Dialect().row(model.schema.targets.map(\.name))))
  if let classes = model.schema.classes {
    report.append("labels", .name(Dialect().row(classes.labels)))
    if classes.labels.count == 2 {
      report.append("positive", .name(classes.labels[classes.positive]))
      report.append("threshold", .number(classes.threshold))
    }
  }
  report.append("input_means", model.inputMeans == nil ? "no" : "yes")
  report.append("history_rows", .integer(model.history?.rows ?? 0))
  report.append("resumable", model.resume == nil ? "no" : "yes")
  for (key, value) in model.text.sorted(by: { $0.key < $1.key }) { report.append(.name(key), .name(value)) }
  return report
}

extension Report.Cell {
  /// A stranger's text, control characters escaped; `--json` has it to the letter.
  static func name(_ text: ByteString) -> Report.Cell { .string(text.escaped(limit: .max)) }
}
