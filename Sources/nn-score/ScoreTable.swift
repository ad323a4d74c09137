import ByteStreams
import Metrics
import Scoring
import Tables
import ToolSupport

/// The metrics of an evaluation as they are shown: those asked for, and what a threshold was found for them.
struct ScoreTable {
  private let metrics: [(name: String, value: Double?)]
  private let intervals: [Bootstrap.Interval?]?

  /// - Parameter threshold: one that was found, and is told beside the metrics that it leads to.
  init(_ evaluation: Evaluation, bootstrap: Bootstrap?, threshold: Double?) throws {
    var metrics = try evaluation.metrics()
    var intervals = bootstrap?.intervals(of: evaluation)
    if let threshold {
      metrics.insert(("threshold", threshold), at: 1)
      intervals?.insert(nil, at: 1)
    }
    self.metrics = metrics
    self.intervals = intervals
  }

  /// The value of a metric; nil where it is undefined.
  func value(of name: ByteString) throws -> Double? { metrics[try place(of: name)].value }

  /// The metrics asked for, in their order; nil for all.
  func report(of names: [ByteString]?) throws -> Report {
    var report = Report(["metric", "value"] + (intervals == nil ? [] : ["low", "high"]))
    for place in try places(of: names) {
      var cells: [Report.Cell] = [.string(metrics[place].name), .optional(metrics[place].value)]
      if let intervals { cells += [.optional(intervals[place]?.low), .optional(intervals[place]?.high)] }
      report.append(contentsOf: cells)
    }
    return report
  }

  /// Those of the metrics asked for that are undefined. Where all are shown, `unknowable` are not worth a word.
  func undefined(of names: [ByteString]?, unknowable: Set<String>) throws -> [String] {
    try places(of: names).filter { metrics[$0].value == nil }.map { metrics[$0].name }
      .filter { names != nil || !unknowable.contains($0) }
  }

  private func places(of names: [ByteString]?) throws -> [Int] {
    try names.map { try $0.map(place) } ?? Array(metrics.indices)
  }

  private func place(of name: ByteString) throws -> Int { try metricPlace(of: name, in: metrics.map(\.name)) }
}

/// Where a metric that the user names stands among those that there are.
func metricPlace(of name: ByteString, in names: [String]) throws -> Int {
  guard let place = names.firstIndex(where: { ByteString($0) == name }) else {
    let meant =
      usualNames[name.description].map { ByteString($0) } ?? nearest(to: name, among: names.map { ByteString($0) })
    let hint = meant.flatMap { names.contains($0.description) ? "did you mean \($0)? " : nil } ?? ""
    let known = names.joined(separator: ", ")
    throw ToolError.usage("no metric \"\(name.escaped())\" for this table; \(hint)it has \(known)")
  }
  return place
}

/// What others call our metrics.
private let usualNames = [
  "roc_auc": "auc", "auroc": "auc", "roc_auc_score": "auc", "roc_auc_ovr": "auc_ovr", "ap": "average_precision",
  "pr_auc": "average_precision", "logloss": "log_loss", "cross_entropy": "log_loss", "neg_log_loss": "log_loss",
  "brier_score": "brier", "brier_score_loss": "brier", "acc": "accuracy", "f1_score": "f1", "sensitivity": "recall",
  "tpr": "recall", "tnr": "specificity", "matthews_corrcoef": "mcc", "cohen_kappa": "kappa", "mse": "rmse",
  "mean_squared_error": "rmse", "mean_absolute_error": "mae", "r2_score": "r2", "median_absolute_error": "median_ae",
]

extension Evaluation {
  /// The metrics that this kind of table cannot have, however good its rows.
  var unknowableMetrics: Set<String> {
    switch content {
    case .twoClasses(_, let rows): rows.hasScores ? [] : ["auc", "average_precision", "log_loss", "brier"]
    case .classes(_, let rows): rows.hasScores ? [] : ["auc_ovr", "auc_ovr_weighted", "log_loss", "brier"]
    case .quantities(let rows): rows.targets > 1 ? ["max_error"] : []
    case .countedClasses, .undefined: []
    }
  }
}
