import ByteStreams
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
  report.append("features", .text(joined(model.schema.inputs.map(\.name))))
  report.append("target", .text(joined(model.schema.targets.map(\.name))))
  if let classes = model.schema.classes {
    report.append("labels", .text(joined(classes.labels)))
    if classes.labels.count == 2 {
      report.append("positive", .text(classes.labels[classes.positive]))
      report.append("threshold", .number(classes.threshold))
    }
  }
  for (key, value) in model.text.sorted(by: { ByteString($0.key) < ByteString($1.key) }) {
    report.append(.string(key), .string(value))
  }
  return report
}

/// Names as one field: a row of CSV.
private func joined(_ names: [ByteString]) -> ByteString {
  var bytes: [UInt8] = []
  for (index, name) in names.enumerated() {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    bytes += name.bytes
  }
  return ByteString(bytes)
}
