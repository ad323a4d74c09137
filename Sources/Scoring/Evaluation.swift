package import ByteStreams
package import Metrics
package import Tables
package import Workers

/// A table of truths and predictions made ready to be scored: its metrics, its views, and what they would be for other
/// samples of its rows.
package struct Evaluation: Sendable {
  /// What the rows tell.
  package enum Content: Sendable {
    /// Two labels, the positive one second.
    case twoClasses(labels: [ByteString], BinaryRows)
    /// The same of rows that are too many to be held: counted by their scores.
    case countedClasses(labels: [ByteString], ScoreTally)
    case classes(labels: [ByteString], MulticlassRows)
    case quantities(RegressionRows)
    /// No metric but the number of rows is defined: all weights are 0, or a value is not finite.
    case undefined([String])
  }

  package private(set) var content: Content

  /// The number of rows.
  package let rows: Int

  /// Whether some rows weigh more than others.
  let isWeighted: Bool

  let workers: Workers

  /// - Parameters:
  ///   - table: given away, since its columns are large and become the rows.
  ///   - threshold: of two classes with probabilities, the least one of a row that is predicted positive; nil takes
  ///     the predictions as they are, and 0.5 where there are none.
  ///   - isAskedOften: whether memory is spent on being asked for many samples.
  package init(
    _ table: consuming ScoringTable, threshold: Double? = nil, isAskedOften: Bool = false, workers: Workers
  ) {
    self.workers = workers
    rows = table.rows
    let weights = table.weights
    isWeighted = weights != nil
    switch (consume table).content {
    case .twoClasses(let labels, let truth, let predicted, let probability):
      content =
        BinaryRows(
          truth: truth, probability: probability, predicted: threshold == nil ? predicted : nil,
          threshold: threshold ?? 0.5, weights: weights, workers: workers
        ).map { .twoClasses(labels: labels, $0) } ?? .undefined(BinaryMetrics(truth: []).table.map(\.name))
    case .classes(let labels, let truth, let predicted, let probabilities):
      content =
        MulticlassRows(
          truth: truth, probabilities: probabilities, classes: labels.count, predicted: predicted, weights: weights,
          isAskedOften: isAskedOften, workers: workers
        ).map { .classes(labels: labels, $0) }
        ?? .undefined(MulticlassMetrics(truth: [], classes: 1).table.map(\.name))
    case .quantities(let targets, let truth, let predicted):
      content =
        RegressionRows(truth: truth, prediction: predicted, targets: targets, weights: weights, workers: workers)
        .map { .quantities($0) } ?? .undefined(RegressionMetrics(truth: [], prediction: []).table.map(\.name))
    }
  }

  /// Takes the rows that a table was too long to hold, and those that it holds.
  package init(
    _ table: consuming ScoringTable, threshold: Double? = nil, after tally: consuming ScoreTally, workers: Workers
  ) throws(StreamError) {
    guard tally.count > 0, case .twoClasses(let labels, let truth, let predicted, let probability?) = table.content
    else {
      self.init(table, threshold: threshold, workers: workers)
      return
    }
    if !truth.isEmpty {
      try tally.take(TwoClassRows(truth: truth, predicted: predicted, probability: probability))
    }
    self.init(rows: tally.count, .countedClasses(labels: labels, tally), workers: workers)
  }

  private init(rows: Int, _ content: Content, workers: Workers) {
    self.rows = rows
    self.content = content
    self.workers = workers
    isWeighted = false
  }

  /// Every metric by its name on the command line.
  ///
  /// - Throws: what keeps rows that are not in memory from being read.
  package func metrics() throws(StreamError) -> [(name: String, value: Double?)] {
    guard case .countedClasses(_, let rows) = content else { return metrics(taking: nil, workers: workers) }
    return try BinaryMetrics(rows, workers: workers).table
  }

  /// The same of a sample that takes each row so many times, where the rows are in memory; nil takes each once.
  func metrics(taking counts: [UInt32]?, workers: Workers) -> [(name: String, value: Double?)] {
    switch content {
    case .twoClasses(_, let rows): BinaryMetrics(rows, taking: counts, workers: workers).table
    case .classes(_, let rows): MulticlassMetrics(rows, taking: counts, workers: workers).table
    case .quantities(let rows): RegressionMetrics(rows, taking: counts).table
    case .undefined(let names): names.map { ($0, $0 == "n" ? Double(rows) : nil) }
    case .countedClasses: []
    }
  }

  /// Whether there are two classes and their probabilities.
  package var hasProbabilitiesOfTwoClasses: Bool {
    switch content {
    case .twoClasses(_, let rows): rows.hasScores
    case .countedClasses(_, let rows): rows.hasScores
    case .classes, .quantities, .undefined: false
    }
  }

  /// Predicts the positive one of two classes from the score on that is best by `criterion`; nil, and nothing changes,
  /// where there is none.
  package mutating func applyBestThreshold(by criterion: ThresholdCriterion) throws(StreamError) -> Double? {
    switch content {
    case .twoClasses(let labels, let rows):
      guard let best = rows.bestThreshold(by: criterion, workers: workers) else { return nil }
      content = .twoClasses(labels: labels, rows.predicted(from: best))
      return best
    case .countedClasses(let labels, let rows):
      guard let best = try rows.bestThreshold(by: criterion, workers: workers) else { return nil }
      content = .countedClasses(labels: labels, try rows.predicted(from: best))
      return best
    case .classes, .quantities, .undefined: return nil
    }
  }
}
