import ByteStreams
import Metrics

/// Two predictions of the same rows side by side.
package struct Comparison {
  /// A metric of both, and what speaks for a difference.
  package struct Row {
    /// Its name on the command line.
    package let metric: String
    /// Its values for the two predictions; nil where it is undefined.
    package let first: Double?
    package let second: Double?
    /// The second less the first.
    package let difference: Double?
    /// Where the difference lies in samples of the rows.
    package let interval: Bootstrap.Interval?
    /// How probable a difference at least as large is by chance.
    package let probability: Double?
    /// The test that says so.
    package let test: Test?
  }

  /// A test of a difference; the raw value is its name in a table.
  package enum Test: String {
    /// Whether two classifiers are right equally often.
    case mcNemar = "mcnemar"
    /// Whether two scores have the same area under the receiver operating characteristic.
    case deLong = "delong"
  }

  /// One for each metric, in the order of the evaluation.
  package let rows: [Row]

  /// Compares predictions of the same rows, whose truths are the same one by one. Rows with weights have no tests: both
  /// tests count rows.
  ///
  /// - Throws: what keeps the two from being compared.
  package init(_ first: Evaluation, _ second: Evaluation, bootstrap: Bootstrap) throws(ComparisonError) {
    try Self.check(first, second)
    let intervals = bootstrap.intervals(from: first, to: second)
    let tests = first.isWeighted || second.isWeighted ? [:] : Self.tests(first, second)
    let both = [first, second].map { $0.metrics(taking: nil, workers: $0.workers) }
    rows = zip(zip(both[0], both[1]), intervals).map { metrics, interval in
      let test = tests[metrics.0.name]
      return Row(
        metric: metrics.0.name, first: metrics.0.value, second: metrics.1.value,
        difference: difference(from: metrics.0.value, to: metrics.1.value), interval: interval,
        probability: test?.probability, test: test?.test)
    }
  }

  private static func check(_ first: Evaluation, _ second: Evaluation) throws(ComparisonError) {
    guard first.rows == second.rows else { throw .rows(first.rows, second.rows) }
    let firstDifference: Int?
    switch (first.content, second.content) {
    case (.twoClasses(let labels, let one), .twoClasses(let others, let other)) where labels == others:
      firstDifference = place(of: one.truth, unlike: other.truth)
    case (.classes(let labels, let one), .classes(let others, let other)) where labels == others:
      firstDifference = place(of: one.truth, unlike: other.truth)
    case (.quantities(let one), .quantities(let other)) where one.targets == other.targets:
      let places = (0..<one.targets).compactMap { place(of: one.truth($0), unlike: other.truth($0)) }
      firstDifference = places.min()
    default: throw .labels
    }
    if let firstDifference { throw .truth(row: firstDifference + 1) }
  }

  private static func place<Truth: Equatable>(of truths: [Truth], unlike others: [Truth]) -> Int? {
    truths.indices.first { truths[$0] != others[$0] }
  }

  private static func tests(_ first: Evaluation, _ second: Evaluation) -> [String: (test: Test, probability: Double)] {
    var tests: [String: (test: Test, probability: Double)] = [:]
    if let one = first.areRight, let other = second.areRight {
      let probability = mcNemarTest(
        onlyFirstRight: zip(one, other).count { $0 && !$1 }, onlySecondRight: zip(one, other).count { !$0 && $1 })
      tests["accuracy"] = (.mcNemar, probability)
    }
    if case .twoClasses(_, let one) = first.content, case .twoClasses(_, let other) = second.content,
      let firstScores = one.scores, let secondScores = other.scores,
      let result = deLongTest(truth: one.truth, first: firstScores, second: secondScores)
    {
      tests["auc"] = (.deLong, result.probability)
    }
    return tests
  }
}

/// Why two tables of predictions cannot be compared.
package enum ComparisonError: Error, CustomStringConvertible {
  /// They have different numbers of rows.
  case rows(Int, Int)
  /// The truth of a row, counted from 1, differs.
  case truth(row: Int)
  /// They are not of the same labels or quantities.
  case labels

  package var description: String {
    switch self {
    case .rows(let first, let second): "\(first) rows against \(second); only the same rows can be compared"
    case .truth(let row): "the truth of row \(row) differs; only the same rows in the same order can be compared"
    case .labels: "one table has other labels or quantities than the other"
    }
  }
}

extension Evaluation {
  /// Whether each row was predicted right; nil for quantities.
  fileprivate var areRight: [Bool]? {
    switch content {
    case .twoClasses(_, let rows): rows.areRight
    case .classes(_, let rows): rows.areRight
    case .countedClasses, .quantities, .undefined: nil
    }
  }
}
