import ByteStreams
import Networks
import Tables

@testable import ModelFile

/// Small models of every task, with weights that repeat from run to run.
enum SampleModels {
  static func weights(_ count: Int) -> [Float] {
    (0..<count).map { Float((($0 * 7919) % 2003) - 1001) / 500 }
  }

  private static func network(_ inputs: Int, _ layers: [(Int, Activation)]) -> Network {
    guard let shape = try? Shape(inputs: inputs, layers: layers.map { Layer(units: $0.0, activation: $0.1) }) else {
      preconditionFailure("the sizes of a sample")
    }
    return Network(shape: shape, parameters: weights(shape.parameterCount))
  }

  private static func numeric(_ name: ByteString, shift: Double = 0.5, scale: Double = 2) -> InputColumn {
    InputColumn(
      name: name, kind: .numeric(Scaling(kind: .standard, shift: shift, scale: scale)), missing: .fail, fill: 0)
  }

  static let binary = Model(
    schema: Schema(
      inputs: [numeric("x1"), numeric("x2")],
      targets: [
        TargetColumn(name: "label", kind: .classes(Classes(labels: ["0", "1"], positive: 1, threshold: 0.5)))
      ]),
    network: network(2, [(3, .tanh), (1, .sigmoid)]),
    text: ["tool": "nn-train", "seed": "1"],
    history: HistoryTable(columns: ["epoch", "loss"], values: [1, 0.7, 2, .nan]),
    inputMeans: [0.25, -1e300],
    resume: ResumeState([
      ResumeState.Section(name: "generator", value: .integers([1, .max])),
      ResumeState.Section(name: "moments", value: .floats([0.5, -.infinity, .nan])),
      ResumeState.Section(name: "best", value: .doubles([.infinity, -0.0])),
      ResumeState.Section(name: "optimizer", value: .text(ByteString("ad\u{E4}m\n"))),
      ResumeState.Section(name: "", value: .floats([])),
    ]))

  static let multiclass = Model(
    schema: Schema(
      inputs: [
        numeric("size"),
        // Two names that Swift's String holds for one: é composed and decomposed.
        InputColumn(
          name: ByteString([0xC3, 0xA9]), kind: .categorical(["a", "b", ""]), missing: .zero, fill: 0),
        numeric(ByteString([0x65, 0xCC, 0x81])),
      ],
      targets: [
        TargetColumn(
          name: "kind", kind: .classes(Classes(labels: ["01", "1", "x,\"y\"\n"], positive: 0, threshold: 0.5)))
      ]),
    network: network(5, [(4, .relu), (4, .leakyReLU), (3, .softmax)]))

  static let regression = Model(
    schema: Schema(
      inputs: [
        InputColumn(name: "x", kind: .numeric(.identity), missing: .mean, fill: -3.25)
      ],
      targets: [
        TargetColumn(name: "y", kind: .quantity(Scaling(kind: .standard, shift: 1e9, scale: 1e-3))),
        TargetColumn(name: "z", kind: .quantity(.identity)),
      ]),
    network: network(1, [(2, .identity)]))

  static let all: [(name: String, model: Model)] = [
    ("binary", binary), ("multiclass", multiclass), ("regression", regression),
  ]

  /// Large enough that its weights are worth compressing.
  static var large: Model {
    var model = regression
    model.schema.targets = [model.schema.targets[1]]
    model.network = network(1, [(500, .tanh), (40, .tanh), (1, .identity)])
    return model
  }
}

/// Reads a model from bytes.
func read(_ bytes: [UInt8], limits: ModelFileLimits = ModelFileLimits()) throws(ModelFileError) -> Model {
  try Model.read(from: ByteSource(bytes: bytes, name: "m.nnm"), limits: limits).model
}
