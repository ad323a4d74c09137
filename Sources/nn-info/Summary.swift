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
  report.append("file_bytes", .integer(facts.bytes))
  report.append("raw_bytes", .integer(facts.rawBytes))
  report.append("features", .text(Dialect().row(model.schema.inputs.map(\.name))))
  report.append("target", .text(Dialect().row(model.schema.targets.map(\.name))))
  if let classes = model.schema.classes {
    report.append("labels", .text(Dialect().row(classes.labels)))
    if classes.labels.count == 2 {
      report.append("positive", .text(classes.labels[classes.positive]))
      report.append("threshold", .number(classes.threshold))
    }
  }
  for (key, value) in model.text.sorted(by: { $0.key < $1.key }) { report.append(.text(key), .text(value)) }
  return report
}
