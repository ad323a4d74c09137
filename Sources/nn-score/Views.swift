import ByteStreams
import Metrics
import Scoring
import ToolSupport

/// The tables that one evaluation can be shown as.
enum View {
  case confusion, roc, precisionRecall, perClass
  case calibration(bins: Int)

  func report(of evaluation: Evaluation) throws -> Report {
    switch self {
    case .confusion: try Self.confusion(evaluation)
    case .roc: try Self.roc(evaluation)
    case .precisionRecall: try Self.precisionRecall(evaluation)
    case .perClass: try Self.perClass(evaluation)
    case .calibration(let bins): try Self.calibration(evaluation, bins)
    }
  }

  private static func confusion(_ evaluation: Evaluation) throws -> Report {
    let labels: [ByteString]
    let matrix: ConfusionMatrix?
    switch evaluation.content {
    case .twoClasses(let names, let rows): (labels, matrix) = (names, ConfusionMatrix(rows))
    case .countedClasses(let names, let rows): (labels, matrix) = (names, ConfusionMatrix(rows))
    case .classes(let names, let rows): (labels, matrix) = (names, ConfusionMatrix(rows))
    case .quantities, .undefined: throw notClasses
    }
    guard let matrix else { throw ToolError.badData("too many classes for a table of confusion") }
    var report = Report(["actual", "predicted", "count"])
    for (row, actual) in labels.enumerated() {
      for (column, predicted) in labels.enumerated() {
        report.append(.text(actual), .text(predicted), .number(matrix[actual: row, predicted: column]))
      }
    }
    return report
  }

  private static func perClass(_ evaluation: Evaluation) throws -> Report {
    let labels: [ByteString]
    let metrics: [ClassMetrics]
    switch evaluation.content {
    case .twoClasses(let names, let rows): (labels, metrics) = (names, rows.perClass())
    case .countedClasses(let names, let rows): (labels, metrics) = (names, try rows.perClass())
    case .classes(let names, let rows): (labels, metrics) = (names, MulticlassMetrics(rows).perClass)
    case .quantities, .undefined: throw notClasses
    }
    var report = Report(["label", "precision", "recall", "f1", "support"])
    for each in metrics {
      report.append(
        .text(labels[each.label]), .number(each.precision), .number(each.recall), .number(each.f1),
        .number(each.support))
    }
    return report
  }

  private static func roc(_ evaluation: Evaluation) throws -> Report {
    guard let curve = try ofTwoClasses(evaluation, { try ROCCurve($0) }) else { throw oneClassOnly }
    var report = Report(["threshold", "fpr", "tpr"])
    for point in curve.points {
      report.append(.number(point.threshold), .number(point.falsePositiveRate), .number(point.truePositiveRate))
    }
    return report
  }

  private static func precisionRecall(_ evaluation: Evaluation) throws -> Report {
    guard let curve = try ofTwoClasses(evaluation, { try PrecisionRecallCurve($0) }) else { throw oneClassOnly }
    var report = Report(["threshold", "recall", "precision"])
    for point in curve.points {
      report.append(.number(point.threshold), .number(point.recall), .number(point.precision))
    }
    return report
  }

  private static func calibration(_ evaluation: Evaluation, _ bins: Int) throws -> Report {
    let found = try ofTwoClasses(evaluation) { try CalibrationBin.bins(bins, of: $0) } ?? []
    var report = Report(["bin", "mean_p", "fraction", "count"])
    for bin in found {
      report.append(.integer(bin.index + 1), .number(bin.meanProbability), .number(bin.fraction), .number(bin.count))
    }
    return report
  }

  private static var oneClassOnly: ToolError { .badData("a curve needs rows of both classes") }

  private static var notClasses: ToolError { .badData("the columns are quantities; this view is for classes") }

  /// What rows of two classes with probabilities come to.
  private static func ofTwoClasses<Result>(
    _ evaluation: Evaluation, _ view: (any TwoClassSample) throws -> Result
  ) throws -> Result {
    switch evaluation.content {
    case .twoClasses(_, let rows) where rows.hasScores: return try view(rows)
    case .countedClasses(_, let rows) where rows.hasScores: return try view(rows)
    case .twoClasses, .countedClasses, .classes, .quantities, .undefined:
      throw ToolError.badData(
        "this view needs the probabilities of two classes: columns p_LABEL for both, or one named with -p")
    }
  }
}
