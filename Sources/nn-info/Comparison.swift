import ByteStreams
import CSV
import ModelFile
import Networks
import ToolSupport

/// `key,model,other` rows of all that differs; none if the two are the same but for their compression.
func differences(
  of first: (model: Model, facts: ModelFileFacts), from second: (model: Model, facts: ModelFileFacts)
) -> Report {
  var report = Report(["key", "model", "other"])
  func compare(_ table: (Model, ModelFileFacts) -> Report, key: (Int, [String]) -> String, value: ([String]) -> String)
  {
    let tables = [first, second].map { side in
      table(side.0, side.1).rows.enumerated().map { (key: key($0, $1.map(\.text)), value: value($1.map(\.text))) }
    }
    let (ours, theirs) = (pairs(tables[0]), pairs(tables[1]))
    let keys = tables[0].map(\.key) + tables[1].map(\.key).filter { ours[$0] == nil }
    for key in keys where ours[key] != theirs[key] && !aboutTheFile.contains(key) {
      report.append(.string(key), .string(ours[key] ?? ""), .string(theirs[key] ?? ""))
    }
  }
  compare(summary, key: { $1[0] }, value: { $0[1] })
  compare({ model, _ in schemaTable(of: model) }, key: { index, _ in "column_\(index + 1)" }, value: row)
  appendNumbers(of: first.model, second.model, to: &report)
  return report
}

/// What says nothing about the model.
private let aboutTheFile: Set<String> = ["file_bytes", "raw_bytes", "ratio"]

private func pairs(_ rows: [(key: String, value: String)]) -> [String: String] {
  Dictionary(rows.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
}

private func row(_ cells: [String]) -> String {
  var cells = cells
  while cells.last == "" { cells.removeLast() }
  return Dialect().row(cells.map { ByteString($0) }).description
}

/// How far apart the numbers are that no row of the other tables tells.
private func appendNumbers(of first: Model, _ second: Model, to report: inout Report) {
  let (ours, theirs) = (first.network, second.network)
  if ours.shape == theirs.shape, ours.parameters != theirs.parameters {
    var differing = 0
    var greatest = 0.0
    for (our, their) in zip(ours.parameters, theirs.parameters) where our != their {
      differing += 1
      greatest = max(greatest, (Double(our) - Double(their)).magnitude)
    }
    report.append("weights_that_differ", .integer(differing), "")
    report.append("weights_greatest_difference", .number(greatest), "")
  } else if ours.shape != theirs.shape {
    report.append("shape", .string(description(of: ours.shape)), .string(description(of: theirs.shape)))
  }
  for (name, isSame) in [
    ("input_means", first.inputMeans == second.inputMeans), ("history", first.history == second.history),
    ("training_state", first.resume == second.resume),
  ] where !isSame {
    report.append(.string(name), "differs", "differs")
  }
}

private func description(of shape: Shape) -> String {
  let layers = shape.layers.map { "\($0.units) \($0.activation.name) \(shown($0.parameter))" }
  return ([String(shape.inputs)] + layers).joined(separator: ", ")
}

extension Report.Cell {
  fileprivate var text: String {
    switch self {
    case .text(let text): text.description
    case .integer(let value): String(value)
    case .float(let value): shown(Double(value))
    case .number(let value): value.isNaN ? "" : shown(value)
    }
  }
}
