import ArgumentParser
import CSV
import ToolSupport
import Training

struct LearningOptions: ParsableArguments {
  @Option(help: "How a gradient moves the weights. (default: adam)")
  var optimizer: OptimizerKind?

  @Option(
    name: .shortAndLong,
    help: "Learning rate. (default: \(LearningOptions.defaultRate); sgd: \(LearningOptions.defaultDescentRate))")
  var rate: Double?

  @Option(help: "How the rate changes; cosine falls to 0. (default: cosine)")
  var schedule: Schedule.Kind?

  @Option(
    name: .shortAndLong,
    help: "Rows a step; 1 is record by record. (default: \(LearningOptions.defaultBatch))")
  var batch: Int?

  @Option(
    name: .shortAndLong,
    help: "Passes over the rows, at most. (default: \(LearningOptions.defaultEpochs))")
  var epochs: Int?

  @Option(
    help: ArgumentHelp(
      "End when the monitored figure reaches a value: auc=0.975, accuracy=…, r2=….", valueName: "metric=value"))
  var stopAt: StopCondition?

  @Option(name: .shortAndLong, help: "Figure to monitor. (default: the first that fits)")
  var metric: Monitor?

  @Flag(help: "Take the rows in their order in every epoch.")
  var noShuffle = false

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(
    help: """
      article: sigmoid everywhere, weights from N(0,1), record by record, fixed rate 0.05, no scaling; options beside \
      it win.
      """)
  var preset: Preset?

  static let defaultRate = 0.01
  static let defaultDescentRate = 0.05
  static let defaultBatch = 32
  static let defaultEpochs = 200

  mutating func validate() throws {
    if let rate, !(rate.isFinite && rate > 0) {
      throw ValidationError("--rate takes a positive number, not \(shown(rate))")
    }
    if let batch, batch < 1 { throw ValidationError("--batch takes 1 or more, not \(batch)") }
    if let epochs, !(0...1_000_000).contains(epochs) {
      throw ValidationError("--epochs takes 0 to 1000000, not \(epochs)")
    }
    if let stopAt, let metric, stopAt.monitor != metric {
      throw ValidationError("--stop-at names \(stopAt.monitor.rawValue), and --metric \(metric.rawValue)")
    }
  }
}

/// Settings under one name.
enum Preset: String, ExpressibleByArgument, CaseIterable {
  case article
}

/// A figure and the value at which training ends.
struct StopCondition: ExpressibleByArgument, Sendable {
  let monitor: Monitor
  let value: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, let monitor = Monitor(rawValue: String(parts[0])),
      let value = Decimal.double(Array(parts[1].utf8).span)
    else { return nil }
    self.monitor = monitor
    self.value = value
  }
}

extension OptimizerKind: ExpressibleByArgument {}
extension Schedule.Kind: ExpressibleByArgument {}
extension Monitor: ExpressibleByArgument {}
