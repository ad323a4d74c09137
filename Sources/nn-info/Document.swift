import ByteStreams
import ModelFile
import Networks
import Tables
import ToolSupport

/// The model but for its weights, as JSON.
func document(of model: Model, _ facts: ModelFileFacts) -> JSON {
  let shape = model.network.shape
  return .object([
    ("model_id", .string(facts.identifier)),
    ("format_version", .integer(Int(facts.version))),
    ("task", .string(model.schema.task.name)),
    ("sizes", .array(shape.sizes.map { .integer($0) })),
    ("parameters", .integer(shape.parameterCount)),
    ("stored_as", .string(facts.scalar.name)),
    ("file_bytes", .integer(facts.bytes)),
    ("raw_bytes", .integer(facts.rawBytes)),
    ("inputs", .array(model.schema.inputs.map(json))),
    ("targets", .array(model.schema.targets.map(json))),
    ("layers", .array(LayerFacts.all(of: model).map(json))),
    ("input_means", model.inputMeans.map { .array($0.map { .number($0) }) } ?? .null),
    ("notes", .object(model.text.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
    ("history", model.history.map(json) ?? .null),
    ("training_state", model.resume.map(json) ?? .null),
  ])
}

private func json(_ column: InputColumn) -> JSON {
  switch column.kind {
  case .numeric(let scaling):
    let hasFill = column.missing != .fail && column.missing != .drop
    let own: [JSON.Member] = [
      ("name", .text(column.name)), ("kind", .string("numeric")), ("missing", .string(column.missing.name)),
      ("fill", hasFill ? .number(column.fill) : .null),
    ]
    return .object(own + members(scaling))
  case .categorical(let categories):
    return .object([
      ("name", .text(column.name)), ("kind", .string("categorical")), ("missing", .string(column.missing.name)),
      ("categories", .array(categories.map { .text($0) })),
    ])
  }
}

private func json(_ target: TargetColumn) -> JSON {
  switch target.kind {
  case .quantity(let scaling):
    let own: [JSON.Member] = [("name", .text(target.name)), ("kind", .string("quantity"))]
    return .object(own + members(scaling))
  case .classes(let classes):
    let isBinary = classes.labels.count == 2
    return .object([
      ("name", .text(target.name)), ("kind", .string("classes")),
      ("labels", .array(classes.labels.map { .text($0) })),
      ("positive", isBinary ? .text(classes.labels[classes.positive]) : .null),
      ("threshold", isBinary ? .number(classes.threshold) : .null),
    ])
  }
}

private func members(_ scaling: Scaling) -> [JSON.Member] {
  let members: [JSON.Member] = [
    ("scaler", .string(scaling.kind.name)), ("shift", .number(scaling.shift)), ("scale", .number(scaling.scale)),
  ]
  return members
}

private func json(_ facts: LayerFacts) -> JSON {
  let activation = facts.layer.activation
  let members: [JSON.Member] = [
    ("inputs", .integer(facts.inputs)), ("units", .integer(facts.layer.units)),
    ("activation", .string(activation.name)),
    ("activation_parameter", activation.hasParameter ? .number(facts.layer.parameter) : .null),
    ("parameters", .integer(facts.parameters)), ("weights", json(facts.weights)), ("biases", json(facts.biases)),
  ]
  return .object(members)
}

private func json(_ spread: LayerFacts.Spread) -> JSON {
  .object([
    ("min", .number(Double(spread.least))), ("max", .number(Double(spread.greatest))),
    ("mean", .number(spread.mean)), ("sd", .number(spread.deviation)),
  ])
}

private func json(_ history: HistoryTable) -> JSON {
  let width = history.columns.count
  return .object([
    ("columns", .array(history.columns.map { .string($0) })),
    (
      "rows",
      .array(
        (0..<history.rows).map { row in
          .array(history.values[row * width..<(row + 1) * width].map { .number($0) })
        })
    ),
  ])
}

private func json(_ state: ResumeState) -> JSON {
  .array(
    state.sections.map { section in
      let (kind, count) =
        switch section.value {
        case .integers(let values): ("integers", values.count)
        case .floats(let values): ("floats", values.count)
        case .doubles(let values): ("doubles", values.count)
        case .text(let text): ("text", text.bytes.count)
        }
      return .object([("name", .text(section.name)), ("kind", .string(kind)), ("count", .integer(count))])
    })
}
