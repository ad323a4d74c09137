/// How often each class was taken for each: the weight of the rows by their true and their predicted class.
package struct ConfusionMatrix: Sendable {
  /// The most classes that a matrix is made for: 32 MiB of counts.
  package static let maximumClasses = 2_048

  /// The number of classes, at least 1.
  package let classes: Int

  /// classes × classes, row-major, a row per true and a column per predicted class; whole numbers where rows weigh 1.
  package let counts: [Double]

  /// Counts labels 0 ..< classes.
  ///
  /// Returns nil where the numbers of rows differ, a label is not in 0 ..< classes, a weight is negative or not finite,
  /// or there are more than `maximumClasses`. No row gives a matrix of zeros.
  package init?(truth: [Int], predicted: [Int], classes: Int, weights: [Double]? = nil) {
    guard (1...Self.maximumClasses).contains(classes), truth.count == predicted.count,
      weights.map({ $0.count == truth.count && $0.allSatisfy { $0.isFinite && $0 >= 0 } }) ?? true
    else { return nil }
    let labels = 0..<classes
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: classes * classes)
    for row in truth.indices {
      guard labels.contains(truth[row]), labels.contains(predicted[row]) else { return nil }
      sums[truth[row] * classes + predicted[row]].add(weights?[row] ?? 1)
    }
    self.classes = classes
    counts = sums.map(\.value)
  }

  /// Counts the rows of two classes, the positive one second; nil where the predicted labels are not known.
  package init?(_ rows: some TwoClassSample) {
    guard let sums = rows.weightsByLabels else { return nil }
    classes = 2
    counts = sums.map { $0 / rows.scale }
  }

  /// Counts the rows of several classes; nil where the predicted labels are not known, or there are too many classes.
  package init?(_ rows: MulticlassRows) {
    guard let predicted = rows.predicted else { return nil }
    let weights = rows.weights.isUniform ? nil : (0..<rows.count).map { rows.weights[$0] / rows.weights.scale }
    self.init(truth: rows.truth, predicted: predicted, classes: rows.classes, weights: weights)
  }

  /// The weight of the rows of one class that were taken for another; 0 for a class that is not in 0 ..< classes.
  package subscript(actual actual: Int, predicted predicted: Int) -> Double {
    let labels = 0..<classes
    return labels.contains(actual) && labels.contains(predicted) ? counts[actual * classes + predicted] : 0
  }
}
