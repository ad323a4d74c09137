import ArgumentParser
import Networks
import ToolSupport
import Training

struct LearningOptions: ParsableArguments {
  @Option(help: "How a gradient moves the weights. (default: adam)")
  var optimizer: OptimizerKind?

  @Option(
    name: .letter("r"),
    help: "Learning rate. (default: by optimizer)")
  var rate: Double?

  @Option(help: "How the rate changes from step to step. (default: cosine)")
  var schedule: Schedule.Kind?

  @Option(help: ArgumentHelp("Epochs in which the rate rises to its full height first. (default: 0)", valueName: "n"))
  var warmup: Int?

  @Option(
    name: .letter("b"),
    help: "Rows a step; 1 is record by record. (default: \(Settings.defaultBatch), more for many rows)")
  var batch: Int?

  @Option(
    name: .letter("e"),
    help:
      "Passes over the rows, at most; with --resume, more of them. (default: \(Settings.defaultEpochs), fewer for many rows)"
  )
  var epochs: Int?

  @Option(help: ArgumentHelp("Momentum of momentum, nesterov and rmsprop. (default: 0.9, rmsprop 0)", valueName: "x"))
  var momentum: Double?

  @Option(
    help: ArgumentHelp("What is made small. (default: by the task)", valueName: "name"),
    completion: .list(LossOption.allValueStrings))
  var loss: LossOption?

  @Option(help: ArgumentHelp("Share of every label given to all classes alike. (default: 0)", valueName: "x"))
  var labelSmoothing: Double?

  @Option(
    help: ArgumentHelp(
      "What a row of a class counts: balanced, or A=2,B=1 by label. (default: 1)", valueName: "weights"),
    completion: .list(["balanced"]))
  var classWeight: String?

  @Option(help: ArgumentHelp("Penalty on the sum of all |weight|. (default: 0)", valueName: "x"))
  var l1: Double?

  @Option(
    help: ArgumentHelp(
      "Penalty on half the sum of all weight²; of adamw, the decay. (default: 0.0015, more for few rows of many columns)",
      valueName: "x"))
  var l2: Double?

  @Option(help: ArgumentHelp("Share of the hidden units that sit out a step. (default: 0)", valueName: "share"))
  var dropout: Double?

  @Option(help: ArgumentHelp("Longest gradient; a longer one is shortened to it. (default: none)", valueName: "norm"))
  var clipNorm: Double?

  @Flag(help: "Take the rows in their order in every epoch.")
  var noShuffle = false

  @Option(help: "Seed of the random numbers. (default: 1)")
  var seed: UInt64?

  @Option(
    help: """
      article: sigmoid everywhere, weights from N(0,1), record by record, fixed rate 0.05, no scaling; options beside \
      it win.
      """)
  var preset: Preset?

  mutating func validate() throws {
    try check("--rate", rate, "a positive number") { $0 > 0 }
    try check("--momentum", momentum, "a number from 0 to below 1") { $0 >= 0 && $0 < 1 }
    try check("--label-smoothing", labelSmoothing, "a number from 0 to below 1") { $0 >= 0 && $0 < 1 }
    try check("--l1", l1, "0 or more") { $0 >= 0 }
    try check("--l2", l2, "0 or more") { $0 >= 0 }
    try check("--dropout", dropout, "a share from 0 to below 1") { $0 >= 0 && $0 < 1 }
    try check("--clip-norm", clipNorm, "a positive number") { $0 > 0 }
    if let classWeight, ClassWeights(classWeight) == nil {
      throw ValidationError("--class-weight takes balanced, or a list of label=weight, not '\(classWeight)'")
    }
    if let warmup, !Settings.warmups.contains(warmup) {
      throw ValidationError("--warmup takes 0 to \(Settings.warmups.upperBound), not \(warmup)")
    }
    if let batch, batch < 1 { throw ValidationError("--batch takes 1 or more, not \(batch)") }
    if let epochs, !(0...1_000_000).contains(epochs) {
      throw ValidationError("--epochs takes 0 to 1000000, not \(epochs)")
    }
  }

  private func check(
    _ option: String, _ value: Double?, _ expected: String, _ isFit: (Double) -> Bool
  ) throws(ValidationError) {
    guard let value, !(value.isFinite && isFit(value)) else { return }
    throw ValidationError("\(option) takes \(expected), not \(shown(value))")
  }
}

/// Settings under one name.
enum Preset: String, ExpressibleByArgument, CaseIterable {
  case article
}

/// A loss, by its name or by the short one that everybody knows.
struct LossOption: ExpressibleByArgument, Sendable {
  let loss: Loss

  private static let shortNames: [String: Loss] = [
    "bce": .binaryCrossEntropy, "cce": .categoricalCrossEntropy, "mse": .squaredError, "mae": .absoluteError,
  ]

  init?(argument: String) {
    guard let loss = Loss(rawValue: argument) ?? Self.shortNames[argument] else { return nil }
    self.loss = loss
  }

  static var allValueStrings: [String] { Loss.allCases.map(\.rawValue) }
}

extension OptimizerKind: ExpressibleByArgument {}
extension Schedule.Kind: ExpressibleByArgument {}
