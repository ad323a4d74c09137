import ByteStreams
import Metrics
import Tables
import ToolSupport

/// The metrics and views of one table.
struct Scores {
  private let table: ScoringTable
  private let threshold: Double?
  private let metrics: [(name: String, value: Double?)]

  /// - Throws: a usage error for a threshold where there are no probabilities of two classes.
  init(_ table: ScoringTable, threshold: Double?) throws {
    self.table = table
    self.threshold = threshold
    if let threshold {
      guard case .classes(let labels, _, _, .some) = table.content, labels.count == 2 else {
        throw ToolError.usage("--threshold \(shown(threshold)) needs the probabilities of two classes")
      }
    }
    switch table.content {
    case .classes(let labels, let truth, let predicted, let probabilities):
      if labels.count == 2 {
        // The second label is the positive one, as nn-predict orders them.
        metrics =
          BinaryMetrics(
            truth: truth.map { $0 == 1 }, probability: probabilities.map(positiveProbabilities),
            predicted: threshold == nil ? predicted?.map { $0 == 1 } : nil, threshold: threshold ?? 0.5,
            weights: table.weights
          ).table
      } else {
        metrics =
          MulticlassMetrics(
            truth: truth, probabilities: probabilities, classes: labels.count, predicted: predicted,
            weights: table.weights
          ).table
      }
    case .quantities(let targets, let truth, let predicted):
      metrics =
        RegressionMetrics(truth: truth, prediction: predicted, targets: targets, weights: table.weights).table
    }
  }

  /// The value of a metric; nil where it is undefined.
  func value(of name: ByteString) throws -> Double? {
    guard let found = metrics.first(where: { ByteString($0.name) == name }) else {
      let known = metrics.map(\.name).joined(separator: ", ")
      throw ToolError.usage("no metric \"\(name.escaped())\" for this table; it has \(known)")
    }
    return found.value
  }

  func table(only names: [ByteString]?) throws -> Report {
    var report = Report(["metric", "value"])
    for name in names ?? metrics.map({ ByteString($0.name) }) {
      report.append(.text(name), .optional(try value(of: name)))
    }
    return report
  }

  func confusion() throws -> Report {
    let (labels, truth, predicted) = try classes()
    guard
      let matrix = ConfusionMatrix(
        truth: truth, predicted: predicted, classes: labels.count, weights: table.weights)
    else { throw ToolError.badData("too many classes for a table of confusion") }
    var report = Report(["actual", "predicted", "count"])
    for (row, actual) in labels.enumerated() {
      for (column, predicted) in labels.enumerated() {
        report.append(.text(actual), .text(predicted), .number(matrix[actual: row, predicted: column]))
      }
    }
    return report
  }

  func perClass() throws -> Report {
    let (labels, truth, predicted) = try classes()
    let metrics = MulticlassMetrics(
      truth: truth, classes: labels.count, predicted: predicted, weights: table.weights)
    var report = Report(["label", "precision", "recall", "f1", "support"])
    for each in metrics.perClass {
      report.append(
        .text(labels[each.label]), .number(each.precision), .number(each.recall), .number(each.f1),
        .number(each.support))
    }
    return report
  }

  func roc() throws -> Report {
    let (positive, score) = try twoClasses()
    guard let curve = ROCCurve(positive: positive, score: score, weights: table.weights) else { throw oneClassOnly }
    var report = Report(["threshold", "fpr", "tpr"])
    for point in curve.points {
      report.append(.number(point.threshold), .number(point.falsePositiveRate), .number(point.truePositiveRate))
    }
    return report
  }

  func precisionRecall() throws -> Report {
    let (positive, score) = try twoClasses()
    guard let curve = PrecisionRecallCurve(positive: positive, score: score, weights: table.weights) else {
      throw oneClassOnly
    }
    var report = Report(["threshold", "recall", "precision"])
    for point in curve.points {
      report.append(.number(point.threshold), .number(point.recall), .number(point.precision))
    }
    return report
  }

  func calibration(_ bins: Int) throws -> Report {
    let (positive, score) = try twoClasses()
    guard let found = CalibrationBin.bins(bins, truth: positive, probability: score, weights: table.weights) else {
      throw ToolError.badData("the probabilities are not between 0 and 1")
    }
    var report = Report(["bin", "mean_p", "fraction", "count"])
    for bin in found {
      report.append(.integer(bin.index + 1), .number(bin.meanProbability), .number(bin.fraction), .number(bin.count))
    }
    return report
  }

  private var oneClassOnly: ToolError { .badData("a curve needs rows of both classes") }

  /// Labels, and per row the index of the true and of the predicted one.
  private func classes() throws -> ([ByteString], [Int], [Int]) {
    guard case .classes(let labels, let truth, let predicted, let probabilities) = table.content else {
      throw ToolError.badData("the columns are quantities; this view is for classes")
    }
    if labels.count == 2, let probabilities, threshold != nil || predicted == nil {
      return (labels, truth, positiveProbabilities(probabilities).map { $0 >= threshold ?? 0.5 ? 1 : 0 })
    }
    if let predicted { return (labels, truth, predicted) }
    return (labels, truth, mostProbable(probabilities ?? [], classes: labels.count))
  }

  /// Whether each row is positive, and its probability of being so.
  private func twoClasses() throws -> ([Bool], [Double]) {
    guard case .classes(let labels, let truth, _, let probabilities?) = table.content, labels.count == 2 else {
      throw ToolError.badData("this view needs the probabilities of two classes")
    }
    return (truth.map { $0 == 1 }, positiveProbabilities(probabilities))
  }
}

/// The second of each pair.
private func positiveProbabilities(_ pairs: [Double]) -> [Double] {
  stride(from: 1, to: pairs.count, by: 2).map { pairs[$0] }
}

/// The first of the largest in each row.
private func mostProbable(_ probabilities: [Double], classes: Int) -> [Int] {
  stride(from: 0, to: probabilities.count, by: classes).map { start in
    (0..<classes).reduce(0) { probabilities[start + $1] > probabilities[start + $0] ? $1 : $0 }
  }
}
