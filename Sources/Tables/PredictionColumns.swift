package import ByteStreams

/// Where a table of predictions has its truths and its predictions: `X`, `predicted_X`, `p_LABEL` …
package struct PredictionColumns: Sendable, Equatable {
  /// The fields of the true labels or values: one, or several for several quantities.
  package var truths: [Int]
  /// The fields of the predicted labels or values, one for each truth; none where there are probabilities alone.
  package var predictions: [Int]
  /// The fields of the probabilities, one for each label, in the order of the labels.
  package var probabilities: [Int]
  /// The labels, from the names of those fields.
  package var labels: [ByteString]

  /// Whether the user named them, so that their names say nothing of what they hold.
  package var areNamed = false

  /// What the names begin with of predictions, of probabilities, and of the shares of features in them.
  package static let predicted: ByteString = "predicted_"
  package static let probability: ByteString = "p_"
  package static let reason: ByteString = "why_"

  /// Columns that the user named: labels or values against as many predicted ones, or one of labels against several of
  /// probabilities.
  package init(truths: [Int], predictions: [Int]) {
    self.truths = truths
    self.predictions = predictions
    probabilities = []
    labels = []
    areNamed = true
  }

  /// The label that a column `p_LABEL` is named after.
  static func label(ofProbabilities name: ByteString) -> ByteString? { name.after(probability) }

  /// Finds the columns by the names that nn-predict gives them; nil where there are none.
  ///
  /// - Parameter truth: the column of the truths, if the user named it.
  /// - Throws: a name that two columns bear.
  package init?(in columns: Columns, truth: Int? = nil) throws(TableError) {
    var truths: [Int] = []
    var predictions: [Int] = []
    for (index, name) in columns.names.enumerated() {
      guard let target = name.after(Self.predicted), let found = try columns.index(named: target),
        truth == nil || truth == found
      else { continue }
      truths.append(found)
      predictions.append(index)
    }
    let probabilities = Self.lastRun(in: columns).filter { index in !predictions.contains { index < $0 } }
    if truths.isEmpty, let truth, !probabilities.isEmpty { truths = [truth] }
    guard !truths.isEmpty, truths.count == 1 || probabilities.isEmpty else { return nil }
    let labels = probabilities.compactMap { columns.names[$0].after(Self.probability) }
    var known: Set<ByteString> = []
    for (place, label) in labels.enumerated() where !known.insert(label).inserted {
      throw .ambiguousColumn(name: columns.names[probabilities[place]], file: columns.file)
    }
    self.truths = truths
    self.predictions = predictions
    self.probabilities = probabilities
    self.labels = labels
  }

  /// The columns that are none of these.
  package func others(in columns: Columns) -> [Int] {
    let own = Set([truths, predictions, probabilities].joined())
    return (0..<columns.count).filter { !own.contains($0) }
  }

  /// The last columns in a row that are named `p_…`. Features may be named so too, but stand before what a prediction
  /// adds.
  private static func lastRun(in columns: Columns) -> Range<Int> {
    let isProbability = columns.names.map { $0.after(probability) != nil }
    guard let last = isProbability.lastIndex(of: true) else { return 0..<0 }
    let before = isProbability[..<last].lastIndex(of: false)
    return (before.map { $0 + 1 } ?? 0)..<last + 1
  }
}
