import ByteStreams
import Matrices
import ModelFile
package import Prediction
import Tables
import Workers

/// Why rows are predicted as they are: the share of every feature in the distance of a prediction from the average, its
/// Shapley value (L. S. Shapley, "A value for n-person games", 1953; S. M. Lundberg and S.-I. Lee, "A Unified Approach to
/// Interpreting Model Predictions", 2017).
///
/// A feature that does not take part is set to the mean of the training rows, a column of categories to the share of
/// each. With at most ``mostForExact`` features all coalitions are tried; with more, features join one by one in random
/// orders, each order also backwards (R. Mitchell et al., "Sampling Permutations for Shapley Value Estimation", 2022). In
/// either case the shares add up to the distance exactly, but for rounding.
package final class Explainer {
  /// The most features of which all coalitions are tried: 4096 runs of the network a row.
  static let mostForExact = 12

  private let ensemble: Ensemble
  private let games: Games
  /// Where coalitions are run.
  private let forward: EnsembleForward
  private let means: [Matrix]
  private var nextThread = 0

  /// - Throws: where a model does not tell the means of its inputs.
  package init(_ ensemble: Ensemble, threads: Int) throws(ExplanationError) {
    self.ensemble = ensemble
    games = Games(features: ensemble.schema.inputs.count)
    forward = EnsembleForward(ensemble, threads: threads)
    var means: [Matrix] = []
    for (index, model) in ensemble.models.enumerated() {
      guard let values = model.meansOfInputs else { throw .noMeans(model: index) }
      means.append(Matrix(rows: 1, columns: values.count, elements: values.map(Float.init)))
    }
    self.means = means
  }

  /// What explains the rows of `rows` for one more thread; asked at most once for each.
  package func forNextThread(_ rows: EnsembleForward) -> any RowExplainer {
    defer { nextThread += 1 }
    return ThreadExplainer(
      coalitions: Coalitions(ensemble, of: rows, means: means, in: forward, thread: nextThread), games: games)
  }
}

/// Why predictions cannot be explained.
package enum ExplanationError: Error, Equatable {
  /// A model, counted from 0, tells nothing of the average that predictions are compared with.
  case noMeans(model: Int)

  /// The number of the model.
  package var model: Int {
    switch self {
    case .noMeans(let model): model
    }
  }
}

extension Model {
  /// The mean over the training rows of every input as the network sees it.
  ///
  /// A model that was made before these were kept has them still if all its inputs are standardized: the mean is then 0.
  fileprivate var meansOfInputs: [Double]? {
    if let inputMeans { return inputMeans }
    let areStandardized = schema.inputs.allSatisfy { input in
      if case .numeric(let scaling) = input.kind { scaling.kind == .standard } else { false }
    }
    return areStandardized ? [Double](repeating: 0, count: schema.width) : nil
  }
}

/// The explanations of one thread's rows.
private struct ThreadExplainer: RowExplainer {
  let coalitions: Coalitions
  let games: Games

  func explain(_ rows: Range<Int>, outputs: Matrix) -> [[Double]] {
    switch games {
    case .exact(let game): coalitions.shares(of: rows, outputs, by: game)
    case .sampled(let game): coalitions.shares(of: rows, outputs, by: game)
    }
  }
}

/// Which coalitions are tried.
enum Games: Sendable {
  case exact(ExactGame)
  case sampled(SampledGame)

  init(features: Int) {
    self = features <= Explainer.mostForExact ? .exact(ExactGame(features)) : .sampled(SampledGame(features))
  }
}
