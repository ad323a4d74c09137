/// Finite scores of every row for every class: rows × classes, row-major.
struct ClassScores: Sendable {
  /// The number of classes, at least 1.
  let classes: Int

  private let rows: Int
  private let values: [Double]

  /// Checks that there is one finite score per row and class; nil otherwise.
  init?(_ values: [Double], rows: Int, classes: Int) {
    let (size, overflow) = rows.multipliedReportingOverflow(by: classes)
    guard rows > 0, classes > 0, !overflow, values.count == size, values.areFinite else { return nil }
    self.values = values
    self.rows = rows
    self.classes = classes
  }

  /// The score of a row for a class.
  subscript(row: Int, label: Int) -> Double { values[row * classes + label] }

  /// Whether every score is a probability: a number in 0 … 1.
  var areProbabilities: Bool { values.areProbabilities }

  /// The class of the highest score of each row, the first of those that tie.
  var labels: [Int] {
    (0..<rows).map { row in
      var best = 0
      for label in 0..<classes where self[row, label] > self[row, best] { best = label }
      return best
    }
  }

  /// Σₖ (pₖ − [k is the true class])² of a row.
  func squaredDistance(row: Int, from truth: Int) -> Double {
    var sum = 0.0
    for label in 0..<classes {
      let error = self[row, label] - (label == truth ? 1 : 0)
      sum += error * error
    }
    return sum
  }

  /// The scores of all rows for one class.
  func column(_ label: Int) -> [Double] { (0..<rows).map { self[$0, label] } }
}
