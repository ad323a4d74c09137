import Networks
import Tables
import ToolSupport

/// The shape that the options ask for and the table allows.
///
/// - Throws: a usage error where sizes and table, or sizes and activations, do not fit.
func shape(
  settings: Settings, schema: Schema, outputs expected: Int, file: String
) throws -> Shape {
  var outputs = expected
  if let sizes = settings.sizes {
    guard sizes[0] == schema.width else {
      throw ToolError.usage("\(features(schema, file)), but -s starts with \(sizes[0])")
    }
    outputs = sizes[sizes.count - 1]
    guard outputs == expected || (schema.task == .binary && outputs == 2) else {
      throw ToolError.usage("\(targets(schema, expected)), but -s ends with \(outputs)")
    }
  }
  let (hidden, activations) = (settings.hiddenSizes, settings.hiddenActivations)
  guard activations.count == 1 || activations.count == hidden.count else {
    throw ToolError.usage(
      "\(activations.count) activations for \(hidden.count) hidden layers; give one, or one for each")
  }
  var layers = hidden.enumerated().map { index, units in
    Layer(units: units, activation: activations.count == 1 ? activations[0] : activations[index])
  }
  layers.append(Layer(units: outputs, activation: try outputActivation(schema, settings: settings, outputs: outputs)))
  do {
    return try Shape(inputs: schema.width, layers: layers)
  } catch {
    throw ToolError.usage(error.description)
  }
}

/// The activation asked for, where it gives what the task needs, or the one that follows from the task.
private func outputActivation(_ schema: Schema, settings: Settings, outputs: Int) throws -> Activation {
  let natural: Activation =
    switch schema.task {
    case .regression: .identity
    case .binary: outputs == 1 ? .sigmoid : .softmax
    case .multiclass: .softmax
    }
  guard let wanted = settings.outputActivation, wanted != natural else { return natural }
  guard schema.task == .regression, wanted != .softmax else {
    throw ToolError.usage("the last layer of this task is \(natural.name), not \(wanted.name)")
  }
  return wanted
}

private func features(_ schema: Schema, _ file: String) -> String {
  let columns = "\(file) has \(count(schema.inputs.count, "feature column"))"
  return schema.width == schema.inputs.count
    ? columns : "\(columns) that feed \(schema.width) inputs (one for each category)"
}

private func targets(_ schema: Schema, _ expected: Int) -> String {
  if let labels = schema.classes?.labels.count {
    return "the target has \(labels) classes, which need \(labels == 2 ? "1 output, or 2" : "\(expected) outputs")"
  }
  return
    "there \(schema.targets.count == 1 ? "is" : "are") \(count(schema.targets.count, "quantity", "quantities")) to learn"
}
