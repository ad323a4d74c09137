import ByteStreams
import Networks
import Tables
import Testing

@testable import ModelFile

/// Small models of every task, activation, scalar and codec, whose files are kept in Fixtures/golden: every later version
/// reads them.
struct GoldenModel: Sendable, CustomTestStringConvertible {
  let name: String
  /// Not all its weights.
  var testDescription: String { name }
  let model: Model
  var storage = ModelStorage(isStored: true)

  /// Two numbers and three categories: what the table Fixtures/golden/rows.csv feeds.
  private static let inputs = [
    InputColumn(
      name: "size", kind: .numeric(Scaling(kind: .standard, shift: 2.5, scale: 1.25)), missing: .median, fill: 3),
    InputColumn(name: "age", kind: .numeric(Scaling(kind: .minmax, shift: -1, scale: 4)), missing: .zero, fill: 0),
    InputColumn(name: "colour", kind: .categorical(["blue", "green", "red"]), missing: .zero, fill: 0),
  ]

  private static let quantity = [
    TargetColumn(name: "y", kind: .quantity(Scaling(kind: .standard, shift: 10, scale: 3)))
  ]

  private static func classes(_ labels: [ByteString]) -> [TargetColumn] {
    [TargetColumn(name: "class", kind: .classes(Classes(labels: labels, positive: 1, threshold: 0.375)))]
  }

  private init(
    _ name: String, _ targets: [TargetColumn], _ layers: [(Int, Activation)], storage: ModelStorage? = nil,
    weights: (Int) -> Float = { Float(($0 * 7919) % 2003 - 1001) / 1000 }
  ) {
    guard let shape = try? Shape(inputs: 5, layers: layers.map { Layer(units: $0.0, activation: $0.1) }) else {
      preconditionFailure("the sizes of a sample")
    }
    self.name = name
    model = Model(
      schema: Schema(inputs: Self.inputs, targets: targets),
      network: Network(shape: shape, parameters: (0..<shape.parameterCount).map(weights)))
    if let storage { self.storage = storage }
  }

  private init(_ name: String, _ model: Model) {
    self.name = name
    self.model = model
  }

  static let all: [GoldenModel] =
    [
      GoldenModel("task-binary", classes(["no", "yes"]), [(3, .tanh), (1, .sigmoid)]),
      GoldenModel("task-binary-two-outputs", classes(["no", "yes"]), [(3, .tanh), (2, .softmax)]),
      GoldenModel("task-multiclass", classes(["a", "b", "c", "d"]), [(4, .relu), (4, .softmax)]),
      GoldenModel("task-regression", quantity, [(1, .identity)]),
      GoldenModel(
        "task-regression-two-outputs", quantity + [TargetColumn(name: "z", kind: .quantity(.identity))],
        [(3, .tanh), (2, .identity)]),
      GoldenModel("chunks-all", withEverything),
      GoldenModel(
        "codec-zlib", quantity, [(40, .tanh), (1, .identity)], storage: ModelStorage(), weights: { Float($0 % 4) / 8 }),
      GoldenModel("codec-shuffled", quantity, [(40, .tanh), (1, .identity)], storage: ModelStorage()),
      GoldenModel(
        "layer-in-two-pieces", quantity, [(520, .relu), (520, .relu), (1, .identity)], storage: ModelStorage(),
        weights: { $0 % 97 == 0 ? Float($0 % 7 - 3) / 4 : 0 }),
    ]
    + Activation.hidden.map {
      GoldenModel("activation-\($0.name)", quantity, [(3, $0), (1, .identity)])
    }
    + ScalarType.allCases.map {
      GoldenModel(
        "scalar-\($0.name)", quantity, [(6, .tanh), (1, .identity)], storage: ModelStorage(scalar: $0, isStored: true))
    }
    + ScalarType.allCases.map {
      GoldenModel("packed-\($0.name)", quantity, [(40, .tanh), (1, .identity)], storage: ModelStorage(scalar: $0))
    }

  private static var withEverything: Model {
    var model = GoldenModel("", classes(["0", "1,\"\n"]), [(2, .leakyReLU), (2, .elu), (1, .sigmoid)]).model
    model.text = ["": "", "note": "caf\u{E9}", "note\u{1}": "e\u{301}"]
    model.history = HistoryTable(columns: ["epoch", "loss"], values: [1, 0.5, 2, .nan, 3, -.infinity])
    model.inputMeans = [0, -0.25, 0.5, 0.25, 1e-300]
    var state = ResumeState()
    state.append("generator", .integers([0, .max]))
    state.append("moments", .floats([0.5, .infinity]))
    state.append("best", .doubles([.nan]))
    state.append("optimizer", .text("adam"))
    model.resume = state
    return model
  }
}
