import ByteStreams
import ModelFile
import Networks
import Tables
import ToolSupport

/// A row a layer.
func layerTable(of model: Model) -> Report {
  let shape = model.network.shape
  var report = Report([
    "layer", "inputs", "units", "activation", "parameters", "weight_min", "weight_max", "weight_mean", "weight_sd",
    "bias_min", "bias_max", "bias_mean", "bias_sd",
  ])
  for (index, layer) in shape.layers.enumerated() {
    var cells: [Report.Cell] = [
      .integer(index + 1), .integer(shape.inputs(ofLayer: index)), .integer(layer.units),
      .string(layer.activation.name), .integer(layer.units * (shape.inputs(ofLayer: index) + 1)),
    ]
    for values in [model.network.weights(ofLayer: index), model.network.biases(ofLayer: index)] {
      let count = Double(values.count)
      let mean = values.reduce(0.0) { $0 + Double($1) } / count
      let variance = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
      cells += [.float(values.min() ?? 0), .float(values.max() ?? 0), .number(mean), .number(variance.squareRoot())]
    }
    report.append(contentsOf: cells)
  }
  return report
}

/// A row a column of the table that the model was trained on, and a row a category or label.
func schemaTable(of model: Model) -> Report {
  var report = Report(["column", "role", "kind", "missing", "fill", "scaler", "shift", "scale", "value"])
  func append(_ name: ByteString, _ role: Report.Cell, _ scaling: Scaling, missing: InputColumn?) {
    report.append(
      .text(name), role, "numeric", missing.map { .string($0.missing.name) } ?? "",
      missing.map { $0.missing == .fail || $0.missing == .drop ? "" : .number($0.fill) } ?? "",
      .string(scaling.kind.name), .number(scaling.shift), .number(scaling.scale), "")
  }
  for column in model.schema.inputs {
    switch column.kind {
    case .numeric(let scaling): append(column.name, "feature", scaling, missing: column)
    case .categorical(let categories):
      for category in categories {
        report.append(
          .text(column.name), "feature", "category", .string(column.missing.name), "", "", "", "", .text(category))
      }
    }
  }
  for target in model.schema.targets {
    switch target.kind {
    case .quantity(let scaling): append(target.name, "target", scaling, missing: nil)
    case .classes(let classes):
      for label in classes.labels {
        report.append(.text(target.name), "target", "label", "", "", "", "", "", .text(label))
      }
    }
  }
  return report
}

/// A row a weight; a bias comes from `bias`. Inputs and outputs bear their names, hidden units their numbers.
func weightTable(of model: Model) -> Report {
  let shape = model.network.shape
  let last = shape.layers.count - 1
  let outputs = model.schema.outputNames(outputs: shape.outputs)
  var below = model.schema.inputNames
  var report = Report(["layer", "from", "to", "weight"])
  for (index, layer) in shape.layers.enumerated() {
    let weights = Array(model.network.weights(ofLayer: index))
    let biases = Array(model.network.biases(ofLayer: index))
    let units = index == last ? outputs : (1...layer.units).map(String.init)
    for (unit, name) in units.enumerated() {
      for (input, from) in below.enumerated() {
        report.append(.integer(index + 1), .string(from), .string(name), .float(weights[unit * below.count + input]))
      }
      report.append(.integer(index + 1), "bias", .string(name), .float(biases[unit]))
    }
    below = units
  }
  return report
}

/// The training table as it is stored.
func historyTable(_ history: HistoryTable) -> Report {
  var report = Report(history.columns.map { ByteString($0) })
  for row in 0..<history.rows {
    report.append(contentsOf: history.columns.indices.map { .number(history.values[row * history.columns.count + $0]) })
  }
  return report
}
