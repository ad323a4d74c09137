import ArgumentParser
import Networks
import ToolSupport

struct NetworkOptions: ParsableArguments {
  @Option(
    name: .letter("s"),
    help: ArgumentHelp("Sizes of all layers, the inputs first: 2,9,6,1.", valueName: "sizes"),
    completion: .sizes, transform: Sizes.init(parsing:))
  var sizes: Sizes?

  @Option(
    help: ArgumentHelp(
      "Sizes of the hidden layers; the ends follow from the table. (default: \(list(defaultHidden)))",
      valueName: "sizes"), transform: Sizes.init(parsing:))
  var hidden: Sizes?

  @Option(
    name: .letter("a"),
    help: ArgumentHelp(
      "Activations of the hidden layers, one for all or one for each: \(Activations.known). (default: silu, in the last tanh)",
      valueName: "names"), completion: .list(of: { Activation.hidden.map(\.name) }),
    transform: Activations.init(parsing:))
  var activation: Activations?

  @Option(
    help: ArgumentHelp(
      "Activation of the last layer: \(OutputActivation.names.joined(separator: ", ")). (default: auto)",
      valueName: "name"), completion: .list(OutputActivation.names),
    transform: OutputActivation.init(parsing:))
  var outputActivation: OutputActivation?

  @Option(name: .customLong("init"), help: "Initial weights. (default: auto)")
  var initializer: Initializer?

  private static func list(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: ",") }

  static let defaultHidden = [64, 32]

  mutating func validate() throws {
    if sizes != nil, hidden != nil { throw ValidationError("-s and --hidden exclude each other") }
    if let sizes, sizes.values.count < 2 {
      throw ValidationError("-s needs two sizes or more, inputs and outputs, with commas between them: -s 2,9,6,1")
    }
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

/// An activation of the last layer, or the one that follows from the task.
struct OutputActivation: Sendable {
  static let names = ["auto"] + Activation.allCases.map(\.name)

  /// Nil for `auto`.
  let activation: Activation?

  init(parsing argument: String) throws {
    activation = Activation(named: argument)
    guard activation != nil || argument == "auto" else {
      throw ValidationError("expected \(Self.names.joined(separator: ", "))")
    }
  }
}

extension Initializer: ExpressibleByArgument {}
