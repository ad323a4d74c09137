import ByteStreams
import Explanation
import FoundationEssentials
import Matrices
import ModelFile
import Networks
import Prediction
import Tables
import TestSupport
import Testing

/// A network, some rows and their Shapley values by another's exact explainer.
struct ShapAnswer: Decodable, Sendable {
  struct Layer: Decodable, Sendable {
    let weights: [Float]
    let biases: [Float]
  }
  struct Row: Decodable, Sendable {
    let inputs: [Float]
    let outputs: [Double]
    /// Per explained value, a share of each feature.
    let shares: [[Double]]
  }
  let widths: [Int]
  let output: String
  let means: [Double]
  let scale: [[Double]]?
  let layers: [Layer]
  let rows: [Row]

  static func all() throws -> [ShapAnswer] {
    try JSONDecoder().decode([ShapAnswer].self, from: Data(Fixture.bytes("explanations/answers.json")))
  }

  func model() throws -> Model {
    let last: Activation = output == "sigmoid" ? .sigmoid : output == "softmax" ? .softmax : .identity
    let shape = try Shape(
      inputs: means.count,
      layers: layers.indices.map {
        Networks.Layer(units: layers[$0].biases.count, activation: $0 == layers.count - 1 ? last : .tanh)
      })
    let outputs = layers.last?.biases.count ?? 0
    let inputs = widths.enumerated().map { index, width in
      InputColumn(
        name: ByteString("x\(index + 1)"),
        kind: width == 1 ? .numeric(.identity) : .categorical((0..<width).map { ByteString("\($0)") }),
        missing: .fail, fill: 0)
    }
    let targets =
      last == .identity
      ? (0..<outputs).map { output in
        TargetColumn(
          name: ByteString("y\(output)"),
          kind: .quantity(
            Scaling(kind: .standard, shift: scale?[output][1] ?? 0, scale: scale?[output][0] ?? 1)))
      }
      : [
        TargetColumn(
          name: "y",
          kind: .classes(
            Classes(
              labels: (0..<max(outputs, 2)).map { ByteString("\($0)") }, positive: outputs == 1 ? 1 : 0, threshold: 0.5)
          ))
      ]
    return Model(
      schema: Schema(inputs: inputs, targets: targets),
      network: Network(shape: shape, parameters: layers.flatMap { $0.weights + $0.biases }), inputMeans: means)
  }
}

@Suite("Shares of features in a prediction")
struct ExplainerTests {
  /// Rows of a model with their outputs and shares.
  private func explain(
    _ ensemble: Ensemble, _ rows: [[Float]]
  ) throws -> (outputs: [[Float]], shares: [[Double]]) {
    let forward = EnsembleForward(ensemble, threads: 1)
    for inputs in forward.inputs {
      for (row, values) in rows.enumerated() { inputs.rows(row..<row + 1).assign(values) }
    }
    let outputs = forward.run(0..<rows.count)
    let explainer = try Explainer(ensemble, threads: 1).forNextThread(forward)
    return (
      rows.indices.map { outputs.rows($0..<$0 + 1).elements }, explainer.explain(0..<rows.count, outputs: outputs)
    )
  }

  @Test("shares are those of shap's exact explainer to 1e-5, a column of categories being one feature")
  func agreement() throws {
    for answer in try ShapAnswer.all() {
      let (outputs, shares) = try explain(Ensemble(answer.model()), answer.rows.map(\.inputs))
      for (row, known) in answer.rows.enumerated() {
        for (output, value) in zip(outputs[row], known.outputs) { #expect(abs(Double(output) - value) < 1e-5) }
        let all = known.shares.flatMap(\.self)
        #expect(shares[row].count == all.count)
        let size = answer.scale?.map { $0[0] }.max() ?? 1
        for (share, value) in zip(shares[row], all) {
          #expect(abs(share - value) < 1e-5 * size, "\(answer.widths) row \(row): \(share) for \(value)")
        }
      }
    }
  }

  /// A network of so many features with random weights, and random rows.
  private func random(features: Int, rows: Int, seed: UInt64) throws -> (model: Model, rows: [[Float]]) {
    var generator = SeededGenerator(seed: seed)
    func number() -> Float { Float.random(in: -1...1, using: &generator) }
    let shape = try Shape(
      inputs: features,
      layers: [Networks.Layer(units: 6, activation: .tanh), Networks.Layer(units: 1, activation: .sigmoid)])
    let inputs = (0..<features).map {
      InputColumn(name: ByteString("x\($0)"), kind: .numeric(.identity), missing: .fail, fill: 0)
    }
    let target = TargetColumn(
      name: "y", kind: .classes(Classes(labels: ["no", "yes"], positive: 1, threshold: 0.5)))
    let model = Model(
      schema: Schema(inputs: inputs, targets: [target]),
      network: Network(shape: shape, parameters: (0..<shape.parameterCount).map { _ in number() }),
      inputMeans: (0..<features).map { _ in Double(number()) })
    return (model, (0..<rows).map { _ in (0..<features).map { _ in number() } })
  }

  @Test(
    "shares add up to the distance from the average, to rounding, tried out or sampled", arguments: [1, 5, 12, 13, 30])
  func sum(features: Int) throws {
    let (model, rows) = try random(features: features, rows: 3, seed: UInt64(features))
    let means = try #require(model.inputMeans).map(Float.init)
    let (outputs, shares) = try explain(Ensemble(model), rows + [means])
    let average = Double(outputs[3][0])
    for row in 0..<3 {
      #expect(abs(shares[row].reduce(0, +) - (Double(outputs[row][0]) - average)) < 1e-12)
    }
    #expect(shares[3].allSatisfy { $0 == 0 }, "the average itself has nothing to be explained")
  }

  @Test("sampled shares come near the exact ones")
  func sampled() throws {
    let (model, rows) = try random(features: 13, rows: 4, seed: 99)
    let (_, shares) = try explain(Ensemble(model), rows)
    let means = try #require(model.inputMeans).map(Float.init)
    // The definition, one coalition after the other.
    for (row, values) in rows.enumerated() {
      let coalitions = (0..<1 << 13).map { mask in (0..<13).map { mask >> $0 & 1 == 1 ? values[$0] : means[$0] } }
      let forward = Forward(model.network, capacity: coalitions.count)
      let worth = forward.run(
        Matrix(rows: coalitions.count, columns: 13, elements: coalitions.flatMap(\.self))
      ).elements.map(Double.init)
      let factorials = (0...13).reduce(into: [1.0]) { if $1 > 0 { $0.append($0[$1 - 1] * Double($1)) } }
      for feature in 0..<13 {
        var exact = 0.0
        for mask in 0..<1 << 13 where mask >> feature & 1 == 0 {
          let size = mask.nonzeroBitCount
          exact +=
            factorials[size] * factorials[12 - size] / factorials[13] * (worth[mask | 1 << feature] - worth[mask])
        }
        #expect(abs(shares[row][feature] - exact) < 0.015, "row \(row), feature \(feature)")
      }
    }
  }

  @Test("shares of an ensemble are the mean of its models' shares")
  func ensemble() throws {
    let (one, rows) = try random(features: 4, rows: 2, seed: 1)
    let (other, _) = try random(features: 4, rows: 2, seed: 2)
    let both = try explain(Ensemble([one, other]), rows).shares
    let first = try explain(Ensemble(one), rows).shares
    let second = try explain(Ensemble(other), rows).shares
    for row in 0..<2 {
      for feature in 0..<4 {
        #expect(abs(both[row][feature] - (first[row][feature] + second[row][feature]) / 2) < 1e-6)
      }
    }
  }

  @Test("a model that tells no means is refused, unless its inputs are standardized and their means 0")
  func means() throws {
    var (model, _) = try random(features: 2, rows: 0, seed: 1)
    model.inputMeans = nil
    #expect(throws: ExplanationError.noMeans(model: 0)) { try Explainer(Ensemble(model), threads: 1) }
    for index in model.schema.inputs.indices {
      model.schema.inputs[index].kind = .numeric(Scaling(kind: .standard, shift: 3, scale: 2))
    }
    _ = try Explainer(Ensemble(model), threads: 1)
  }
}
