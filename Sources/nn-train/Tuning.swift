import ByteStreams
import Matrices
import Networks
import ToolSupport
import Training
import Workers

/// A search among settings by cross-validation, with successive halving over the folds.
struct Tuning {
  let candidates: [Settings]
  let halving: SuccessiveHalving
  /// Per candidate its scores, one a fold that it was tried on.
  private let scores: [[Scores]]

  /// Tries `count` settings: those given first, then such as differ from them at random in what was not given.
  init(
    _ count: Int, around base: Settings, given options: NNTrain, _ validation: CrossValidation, folds: Int,
    workers: Workers
  ) throws {
    var generator = Generator(seed: base.learning.seed, stream: 4)
    let base = try validation.settled(base)
    let candidates = [base] + (1..<count).map { _ in base.varied(but: options, generator: &generator) }
    var scores = [[Scores]](repeating: [], count: count)
    halving = try SuccessiveHalving(candidates: count, rounds: folds) { (round, left) throws -> [Double] in
      let results = workers.map(left.count) { piece in
        Result { try validation.scores(candidates[left[piece]], fold: round) }
      }
      if Interruption.isRequested { throw Interrupted() }
      return try zip(left, results).map { candidate, result in
        let score = try result.get()
        scores[candidate].append(score)
        return score.loss
      }
    }
    self.candidates = candidates
    self.scores = scores
  }

  /// Whether not even the best came to a loss that is a number.
  var isDiverged: Bool { halving.ranking.first.map { !$0.mean.isFinite } ?? false }

  var best: Settings { halving.ranking.first.map { candidates[$0.candidate] } ?? candidates[0] }

  /// What was tried, the best first.
  func table(_ monitor: Monitor) -> Report {
    var report = Report([
      "rank", "trial", "folds", "loss", .init(monitor.name), "hidden", "activation", "rate", "batch", "l2", "dropout",
    ])
    for (rank, trial) in halving.ranking.enumerated() {
      let settings = candidates[trial.candidate]
      let figures = scores[trial.candidate].map { $0.figure(monitor) ?? .nan }
      report.append(
        .integer(rank + 1), .integer(trial.candidate + 1), .integer(trial.scores.count), .number(trial.mean),
        .number(figures.reduce(0, +) / Double(figures.count)),
        .string(settings.hiddenSizes.map(String.init).joined(separator: ",")),
        .string(settings.hiddenActivations.map(\.name).joined(separator: ",")), .number(settings.rate),
        .integer(settings.batch ?? Settings.defaultBatch), .number(settings.l2 ?? 0),
        .number(settings.learning.dropout))
    }
    return report
  }
}

extension Settings {
  private static let hiddenChoices = [
    [8], [16], [32], [64], [128], [16, 16], [32, 32], [64, 32], [64, 64], [128, 64],
  ]
  private static let activationChoices: [Activation] = [.tanh, .relu, .gelu, .silu]
  private static let batchChoices = [8, 16, 32, 64, 128]
  private static let dropoutChoices = [0, 0, 0.1, 0.2, 0.4]

  /// Other settings, drawn at random but for those that were given.
  fileprivate func varied(but options: NNTrain, generator: inout Generator) -> Settings {
    var settings = self
    // Every number is drawn, so that an option given does not change what is drawn for the others.
    func choose<Element>(_ choices: [Element]) -> Element { choices[generator.below(choices.count)] }
    func logarithmic(_ range: ClosedRange<Double>) -> Double {
      let (low, high) = (naturalLogarithm(range.lowerBound), naturalLogarithm(range.upperBound))
      return Settings.toTwoDigits(exponential(low + (high - low) * generator.uniform()))
    }
    let hidden = choose(fittingHiddenChoices)
    let activation = choose(Self.activationChoices)
    let rate = logarithmic(0.1 * self.rate...5 * self.rate)
    let batch = choose(Self.batchChoices)
    let l2 = logarithmic(1e-6...0.1)
    let dropout = choose(Self.dropoutChoices)
    if options.network.sizes == nil, options.network.hidden == nil { settings.hidden = hidden }
    // A preset is given too.
    let isFree = options.learning.preset == nil
    if isFree, options.network.activation == nil { settings.activations = [activation] }
    if options.learning.rate == nil { settings.rate = rate }
    if isFree, options.learning.batch == nil { settings.batch = batch }
    if isFree, options.learning.l2 == nil { settings.l2 = l2 }
    if options.learning.dropout == nil, learning.optimizer != .lbfgs { settings.learning.dropout = dropout }
    return settings
  }

  /// As many hidden layers as there are activations, where these were given one for each.
  private var fittingHiddenChoices: [[Int]] {
    guard let count = activations?.count, count > 1 else { return Self.hiddenChoices }
    let fitting = Self.hiddenChoices.filter { $0.count == count }
    return fitting.isEmpty ? [hidden] : fitting
  }
}
