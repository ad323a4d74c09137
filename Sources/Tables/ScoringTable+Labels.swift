import ByteStreams

extension ScoringTable {
  /// Two tables over the labels of both, where labels are all that is known of either: one may never name a label that
  /// the other does. As they are where more is known.
  package static func withLabelsOfBoth(_ first: ScoringTable, _ second: ScoringTable) -> (ScoringTable, ScoringTable) {
    guard let one = first.content.labelsAlone, let other = second.content.labelsAlone, one.labels != other.labels else {
      return (first, second)
    }
    let labels = ordered(Array(Set(one.labels + other.labels)))
    func over(_ own: Content.LabelsAlone) -> Content {
      let places = places(of: own.labels, in: labels).map(Int32.init(truncatingIfNeeded:))
      return Content(
        labels: labels, truth: own.truth.map { places[Int($0)] }, predicted: own.predicted.map { places[Int($0)] })
    }
    return (
      ScoringTable(rows: first.rows, content: over(one), weights: first.weights),
      ScoringTable(rows: second.rows, content: over(other), weights: second.weights)
    )
  }
}

extension ScoringTable.Content {
  /// Labels, and per row the index of the true and of the predicted one.
  fileprivate typealias LabelsAlone = (labels: [ByteString], truth: [Int32], predicted: [Int32])

  /// The labels, where they are predicted without probabilities.
  fileprivate var labelsAlone: LabelsAlone? {
    switch self {
    case .twoClasses(let labels, let truth, let predicted?, nil):
      (labels, truth.map { $0 ? 1 : 0 }, predicted.map { $0 ? 1 : 0 })
    case .classes(let labels, let truth, let predicted?, nil):
      (labels, truth.map(Int32.init(truncatingIfNeeded:)), predicted.map(Int32.init(truncatingIfNeeded:)))
    case .twoClasses, .classes, .quantities: nil
    }
  }

  /// Labels in order, and per row the index of the true and of the predicted one; probabilities `rows × labels`, of two
  /// labels those of the second alone.
  init(
    labels: [ByteString], truth: [Int32], predicted: [Int32]?, probabilities: [Double]? = nil
  ) {
    if labels.count == 2 {
      self = .twoClasses(
        labels: labels, truth: truth.map { $0 == 1 }, predicted: predicted?.map { $0 == 1 }, probability: probabilities)
    } else {
      self = .classes(
        labels: labels, truth: truth.map(Int.init), predicted: predicted?.map(Int.init), probabilities: probabilities)
    }
  }
}
