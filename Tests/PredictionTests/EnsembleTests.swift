import ByteStreams
import Matrices
import ModelFile
import Networks
import Prediction
import Tables
import Testing

@Suite("Several models")
struct EnsembleTests {
  /// A network of one layer without hidden units.
  private func model(
    features: [ByteString] = ["a", "b"], target: TargetColumn.Kind, outputs: Int, activation: Activation,
    parameters: [Float], name: ByteString = "y"
  ) throws -> Model {
    let shape = try Shape(inputs: features.count, layers: [Layer(units: outputs, activation: activation)])
    return Model(
      schema: Schema(
        inputs: features.map { InputColumn(name: $0, kind: .numeric(.identity), missing: .fail, fill: 0) },
        targets: [TargetColumn(name: name, kind: target)]),
      network: Network(shape: shape, parameters: parameters))
  }

  private func outputs(_ ensemble: Ensemble, _ row: [Float]) -> [Float] {
    let forward = EnsembleForward(ensemble, threads: 1)
    for (inputs, model) in zip(forward.inputs, ensemble.models) {
      // Each model reads its own columns in its own order.
      let values = model.schema.inputs.map { $0.name == "a" ? row[0] : row[1] }
      inputs.rows(0..<1).assign(values)
    }
    return forward.run(0..<1).elements
  }

  @Test("probabilities are averaged, whether a network has one output for two classes or two")
  func probabilities() throws {
    let classes = TargetColumn.Kind.classes(Classes(labels: ["no", "yes"], positive: 1, threshold: 0.5))
    let one = try model(target: classes, outputs: 1, activation: .sigmoid, parameters: [1, -1, 0.5])
    let two = try model(target: classes, outputs: 2, activation: .softmax, parameters: [0, 0, 1, 2, 0, 0])
    let first = outputs(Ensemble(one), [0.3, 0.7])[0]
    let second = outputs(Ensemble(two), [0.3, 0.7])
    let mean = try outputs(Ensemble([one, two]), [0.3, 0.7])
    #expect(mean.count == 1 && abs(mean[0] - (first + second[1]) / 2) < 1e-6)
    let turned = try outputs(Ensemble([two, one]), [0.3, 0.7])
    #expect(turned.count == 2 && abs(turned[1] - mean[0]) < 1e-6 && abs(turned[0] + turned[1] - 1) < 1e-6)
  }

  @Test("quantities are averaged in their own unit, whatever each network's scale, and columns found by name")
  func quantities() throws {
    let one = try model(
      target: .quantity(Scaling(kind: .standard, shift: 10, scale: 2)), outputs: 1, activation: .identity,
      parameters: [1, 0, 0])
    let two = try model(
      features: ["b", "a"], target: .quantity(Scaling(kind: .standard, shift: -4, scale: 8)), outputs: 1,
      activation: .identity, parameters: [0, 1, 0])
    // 10 + 2 · 0.5 and −4 + 8 · 0.5, whose mean is 5.5, which the first one's scale makes −2.25.
    #expect(try outputs(Ensemble([one, two]), [0.5, 100]) == [-2.25])
  }

  @Test("models of other columns or other targets are refused")
  func refused() throws {
    let scaling = TargetColumn.Kind.quantity(.identity)
    let classes = TargetColumn.Kind.classes(Classes(labels: ["no", "yes"], positive: 1, threshold: 0.5))
    let usual = try model(target: scaling, outputs: 1, activation: .identity, parameters: [1, 0, 0])
    let others: [(Model, EnsembleError)] = [
      (
        try model(features: ["a", "c"], target: scaling, outputs: 1, activation: .identity, parameters: [1, 0, 0]),
        .features(1)
      ),
      (
        try model(features: ["a"], target: scaling, outputs: 1, activation: .identity, parameters: [1, 0]), .features(1)
      ),
      (try model(target: classes, outputs: 1, activation: .sigmoid, parameters: [1, 0, 0]), .targets(1)),
      (try model(target: scaling, outputs: 1, activation: .identity, parameters: [1, 0, 0], name: "z"), .targets(1)),
    ]
    for (other, error) in others { #expect(throws: error) { try Ensemble([usual, other]) } }
  }
}
