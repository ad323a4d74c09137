package import Networks
package import Workers

/// What a network comes to on rows that it has not learned from.
package struct Scores: Sendable {
  /// The mean loss.
  package let loss: Double
  /// Every figure of the answer, in the order and under the names of nn-score; nil where it is undefined.
  package let figures: [(name: String, value: Double?)]

  package func figure(_ monitor: Monitor) -> Double? { figures.first { $0.name == monitor.name }?.value }
}

extension Network {
  /// Scores the network on `examples`, at least one row.
  package func scores(
    on examples: Examples, loss: Loss, answer: Answer, workers: Workers = .one
  ) -> Scores {
    let evaluation = Evaluation(self, loss: loss, answer: answer, rows: examples.count, workers: workers)
    return evaluation.scores(on: MeasuredRows(examples))
  }
}
