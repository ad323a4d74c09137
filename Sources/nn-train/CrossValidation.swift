import ByteStreams
import Networks
import Tables
import ToolSupport
import Training
import Workers

/// Trains on all folds but one and scores on that one, for each fold in turn.
struct CrossValidation: Sendable {
  let data: TrainingData
  let stopping: StoppingOptions
  /// The fold of each row of the table.
  let folds: [Int]

  init(_ data: TrainingData, _ settings: Settings, stopping: StoppingOptions, folds: Int) throws {
    self.data = data
    self.stopping = stopping
    self.folds = try data.folds(folds, seed: settings.learning.seed)
  }

  /// `settings` with what goes by the rows and their columns decided, as the first fold leaves them.
  func settled(_ settings: Settings) throws -> Settings { try plan(settings, without: 0).settings }

  private func plan(_ settings: Settings, without fold: Int) throws -> Plan {
    try Plan(data, settings: settings, stopping: stopping, pool: folds.indices.filter { folds[$0] != fold })
  }

  /// What `settings` come to on the rows of `fold` when learned from the others.
  func scores(_ settings: Settings, fold: Int) throws -> Scores {
    let plan = try plan(settings, without: fold)
    let course = plan.begin(workers: .one)
    while course.next(shouldStop: { Interruption.isRequested }) != nil {}
    let others = try PreparedTable(
      data.table.selecting(folds.indices.filter { folds[$0] == fold }), by: plan.schema,
      outputs: plan.network.shape.outputs)
    return plan.scores(
      of: course.result, on: try Examples(others, weights: others.weights, part: "of fold \(fold + 1)", drawn: true))
  }
}

/// `fold,metric,value`: every figure of every fold, then their means and standard deviations.
func foldTable(_ scores: [Scores]) -> Report {
  var report = Report(["fold", "metric", "value"])
  let tables = scores.map { [("loss", $0.loss)] + $0.figures.filter { $0.name != "n" }.map { ($0.name, $0.value) } }
  for (fold, table) in tables.enumerated() {
    for (name, value) in table { report.append(.integer(fold + 1), .string(name), .optional(value)) }
  }
  let names = tables.first?.map(\.0) ?? []
  let columns = names.indices.map { index in tables.map { $0[index].1 ?? .nan } }
  for (name, values) in zip(names, columns) { report.append("mean", .string(name), .number(mean(values))) }
  for (name, values) in zip(names, columns) { report.append("sd", .string(name), .number(deviation(values))) }
  return report
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// The standard deviation of a sample.
private func deviation(_ values: [Double]) -> Double {
  let mean = mean(values)
  let squares = values.map { ($0 - mean) * ($0 - mean) }
  return (squares.reduce(0, +) / Double(values.count - 1)).squareRoot()
}
