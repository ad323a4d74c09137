import ByteStreams
import Scoring
import Tables
import ToolSupport

extension NNScore {
  /// Writes two predictions of the same rows side by side.
  func compare() throws {
    let (first, second) = try Input.pair(files)
    let (one, other) = ScoringTable.withLabelsOfBoth(try heldTable(of: first), try heldTable(of: second))
    let comparison: Comparison
    do {
      comparison = try Comparison(
        evaluation(of: one, from: first).0, evaluation(of: other, from: second).0,
        bootstrap: sampling.bootstrap(level: sampling.ci ?? 0.95))
    } catch let error as ComparisonError {
      throw ToolError.badData("\(shown(path: second.name)): \(error)")
    }
    let names = comparison.rows.map(\.metric)
    let places = try metrics.map(list).map { try $0.map { try metricPlace(of: $0, in: names) } }
    var report = Report(["metric", "a", "b", "difference", "low", "high", "p", "test"])
    for row in (places ?? Array(names.indices)).map({ comparison.rows[$0] }) {
      report.append(
        .string(row.metric), .optional(row.first), .optional(row.second), .optional(row.difference),
        .optional(row.interval?.low), .optional(row.interval?.high), .optional(row.probability),
        .string(row.test?.rawValue ?? ""))
    }
    try write(report)
  }

  /// Writes how much worse a model is without each of its features; conditions are of its rows as they are.
  func importance(of input: Input) throws {
    var none = NoOverflow()
    let rows = try modelRows(of: input, keepsInputs: true, overflow: &none)
    let evaluation = Evaluation(rows.table, threshold: threshold?.fixed, workers: sampling.workers)
    try check(evaluation, of: input)
    let wanted = metrics.map(list) ?? [defaultMetric(of: evaluation)]
    guard wanted.count == 1 else { throw ToolError.usage("--importance is of one metric, not of \(wanted.count)") }
    let found = try evaluation.metrics()
    let value = { (name: ByteString) in found[try metricPlace(of: name, in: found.map(\.name))] }
    let metric = try value(wanted[0]).name
    let unmet = try bounds.unmet { try value($0).value }
    let importances = PermutationImportance.all(
      of: rows, metric: metric, threshold: threshold?.fixed, repeats: sampling.repeats, seed: sampling.seed,
      workers: sampling.workers)
    if importances.contains(where: { $0.meanDrop == nil }) {
      diagnostics.say("undefined here, and left empty: \(metric)")
    }
    var report = Report(["feature", "mean_drop", "sd"])
    for each in importances { report.append(.text(each.feature), .optional(each.meanDrop), .optional(each.sd)) }
    try write(report)
    if let unmet { throw unmet }
  }

  /// What a model of this kind is judged by, if the user does not say.
  private func defaultMetric(of evaluation: Evaluation) -> ByteString {
    switch evaluation.content {
    case .twoClasses, .countedClasses: "auc"
    case .classes: "accuracy"
    case .quantities: "r2"
    case .undefined: "n"
    }
  }
}
