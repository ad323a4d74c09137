import Matrices
package import Networks
package import Workers

/// A range test of learning rates (Smith 2017): a few steps at each of many rising rates, and the loss after them.
package struct RateRangeTest: Sendable {
  package struct Point: Sendable, Equatable {
    package let rate: Double
    /// Over the first 1,024 training rows, of the network as the steps at this rate left it.
    package let loss: Double

    package init(rate: Double, loss: Double) {
      self.rate = rate
      self.loss = loss
    }
  }

  /// Ends where the loss has left all bounds.
  package let points: [Point]

  private static let rates = 100
  private static let (lowest, highest) = (1e-6, 10.0)
  private static let rows = 1024
  /// How many times the lowest loss ends the test.
  private static let bound = 4.0

  package init(
    _ network: Network, on examples: Examples, learning: LearnerOptions, answer: Answer, workers: Workers = .one,
    shouldStop: () -> Bool = { false }
  ) {
    let learner = Learner(network, options: learning, rows: examples.count, workers: workers)
    let sample = MeasuredRows(examples.rows(0..<min(Self.rows, examples.count)))
    let evaluation = Evaluation(network, loss: learning.loss, answer: answer, rows: sample.count, workers: workers)
    // At least 64 rows a rate, also where a step takes one.
    let stepsARate = max(64 / learner.batch, 1)
    var points: [Point] = []
    var lowest = Double.infinity
    for index in 0..<Self.rates {
      let rate =
        Self.lowest * exponential(Double(index) / Double(Self.rates - 1) * naturalLogarithm(Self.highest / Self.lowest))
      var steps = 0
      while steps < stepsARate {
        // One step more; a pass that ends early goes on where it stopped.
        var isNext = true
        let outcome = learner.runEpoch(on: examples, rate: { _ in rate }) {
          defer { isNext = false }
          return !isNext
        }
        steps += outcome.steps
      }
      evaluation.take(learner.forward.parameters)
      let loss = evaluation.loss(on: sample)
      guard loss.isFinite, !shouldStop() else { break }
      points.append(Point(rate: rate, loss: loss))
      lowest = min(lowest, loss)
      if loss > Self.bound * lowest { break }
    }
    self.points = points
  }

  /// The rate at which the loss falls fastest, over five points, as the rate rises; nil where it does not fall.
  package var suggestion: Double? { Self.suggestion(among: points) }

  /// The same of points that were written down, in their order.
  package static func suggestion(among points: [Point]) -> Double? {
    guard points.count > 4 else { return nil }
    let slopes = (2..<points.count - 2).map { points[$0 + 2].loss - points[$0 - 2].loss }
    guard let steepest = slopes.indices.min(by: { slopes[$0] < slopes[$1] }), slopes[steepest] < 0 else { return nil }
    return points[steepest + 2].rate
  }
}
