import ArgumentParser
import ByteStreams
import CSV
import Networks
import Tables
import ToolSupport
import Training

struct NetworkOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Sizes of all layers, the inputs first: 2,9,6,1.", valueName: "sizes"),
    transform: Sizes.init(parsing:))
  var sizes: Sizes?

  @Option(
    help: ArgumentHelp(
      "Sizes of the hidden layers; the ends follow from the table. (default: \(list(defaultHidden)))",
      valueName: "sizes"), transform: Sizes.init(parsing:))
  var hidden: Sizes?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Activations of the hidden layers, one for all or one for each: \(Activations.known). (default: \(defaultActivation.name))",
      valueName: "names"), transform: Activations.init(parsing:))
  var activation: Activations?

  @Option(name: .customLong("init"), help: "Initial weights. (default: auto)")
  var initializer: Initializer?

  private static func list(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: ",") }

  static let defaultHidden = [32]
  static let defaultActivation = Activation.tanh

  mutating func validate() throws {
    if sizes != nil, hidden != nil { throw ValidationError("-s and --hidden exclude each other") }
    if let sizes, sizes.values.count < 2 { throw ValidationError("-s needs two sizes or more: inputs and outputs") }
  }
}

/// Sizes of layers, separated by commas.
struct Sizes: Sendable {
  let values: [Int]

  init(parsing argument: String) throws {
    var values: [Int] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = Int(part), (1...Shape.maximumWidth).contains(value) else {
        throw ValidationError("expected whole numbers from 1 to \(Shape.maximumWidth), separated by commas")
      }
      values.append(value)
    }
    self.values = values
  }
}

/// One activation for all hidden layers, or one for each.
struct Activations: Sendable {
  static let known = Activation.hidden.map(\.name).joined(separator: ", ")

  let values: [Activation]

  init(parsing argument: String) throws {
    var values: [Activation] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let activation = Activation(named: String(part)), Activation.hidden.contains(activation) else {
        throw ValidationError("expected \(Activations.known)")
      }
      values.append(activation)
    }
    self.values = values
  }
}

struct ColumnOptions: ParsableArguments {
  @Option(
    name: [.customShort("y"), .long],
    help: ArgumentHelp(
      "Column to learn; several for a regression with several outputs. (default: the last)", valueName: "columns"))
  var target: String?

  @Option(
    name: [.customShort("x"), .long],
    help: ArgumentHelp("Columns to learn from. (default: all others)", valueName: "columns"))
  var features: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Columns to leave out.", valueName: "columns"))
  var ignore: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Numeric columns to take as categories; text columns are by themselves.", valueName: "columns"))
  var categorical: String?

  @Option(help: "What to learn; auto goes by the target's values.")
  var task = TaskOption.auto

  @Option(help: ArgumentHelp("Of two labels, the positive one. (default: the second in order)", valueName: "label"))
  var positive: String?

  @Option(help: "How numeric features are scaled. (default: standard)")
  var scale: Scaling.Kind?

  @Option(help: "What becomes of a missing feature; drop leaves its row out. (default: fail)")
  var missing: MissingRule?

  /// The roles of the columns.
  var roles: RoleOptions {
    var roles = RoleOptions()
    roles.targets = target.map(list) ?? []
    roles.features = features.map(list) ?? []
    roles.ignored = ignore.map(list) ?? []
    roles.categorical = categorical.map(list) ?? []
    return roles
  }
}

/// A task, or the choice by the target's values.
enum TaskOption: String, ExpressibleByArgument, CaseIterable {
  case auto, binary, multiclass, regression

  var task: Task? { Task.allCases.first { $0.name == rawValue } }
}

struct LearningOptions: ParsableArguments {
  @Option(help: "How a gradient moves the weights. (default: adam)")
  var optimizer: OptimizerKind?

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Learning rate. (default: \(LearningOptions.defaultRate); sgd: \(LearningOptions.defaultDescentRate))")
  var rate: Double?

  @Option(help: "How the rate changes; cosine falls to 0. (default: cosine)")
  var schedule: Schedule?

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Rows a step; 1 is record by record. (default: \(LearningOptions.defaultBatch))")
  var batch: Int?

  @Option(
    name: .shortAndLong, parsing: .unconditional,
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
    if let rate, !(rate.isFinite && rate > 0) { throw ValidationError("--rate takes a positive number, not \(rate)") }
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

extension Initializer: ExpressibleByArgument {}
extension OptimizerKind: ExpressibleByArgument {}
extension Schedule: ExpressibleByArgument {}
extension Monitor: ExpressibleByArgument {}
extension Scaling.Kind: ExpressibleByArgument {
  /// By its name.
  public init?(argument: String) {
    guard let kind = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = kind
  }

  /// The names, for the help.
  public static var allValueStrings: [String] { allCases.map(\.name) }
}
extension MissingRule: ExpressibleByArgument {
  /// By its name.
  public init?(argument: String) {
    guard let rule = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = rule
  }

  /// The names, for the help.
  public static var allValueStrings: [String] { allCases.map(\.name) }
}
