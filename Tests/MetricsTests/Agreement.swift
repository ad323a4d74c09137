import Testing

/// The bounded metrics that are differences: near 0 they have no relative precision, in scikit-learn either.
private let differences: Set = ["mcc", "kappa", "r2", "explained_variance"]

/// Expects a metric to be scikit-learn's to 1e-12 of its size, or nil where scikit-learn's is no finite number.
func expectAgreement(
  _ value: Double?, _ answer: Double, metric: String, within tolerance: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard answer.isFinite else {
    #expect(value == nil, "\(metric): scikit-learn says \(answer)", sourceLocation: sourceLocation)
    return
  }
  let size = differences.contains(metric) ? max(1, answer.magnitude) : answer.magnitude
  let near = value.map { ($0 - answer).magnitude <= tolerance * size } ?? false
  #expect(near, "\(metric): \(value ?? .nan) for \(answer)", sourceLocation: sourceLocation)
}

/// Expects two tables of the same rows to agree in every metric.
func expectAgreement(
  _ table: [(name: String, value: Double?)], _ other: [(name: String, value: Double?)],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(table.map(\.name) == other.map(\.name), sourceLocation: sourceLocation)
  for (one, two) in zip(table, other) {
    expectAgreement(one.value, two.value ?? .nan, metric: one.name, sourceLocation: sourceLocation)
  }
}

/// Expects two lists of numbers to agree, infinities included.
func expectAgreement(
  _ values: [Double], _ answers: [Double], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(values.count == answers.count, "\(name)", sourceLocation: sourceLocation)
  for (value, answer) in zip(values, answers) where value != answer {
    let difference = (value - answer).magnitude
    #expect(difference <= 1e-12 * answer.magnitude, "\(name)", sourceLocation: sourceLocation)
  }
}
