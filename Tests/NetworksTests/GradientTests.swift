import FoundationEssentials
import Matrices
import Networks
import TestSupport
import Testing

/// A network with data and the answers of PyTorch in Float64, from Fixtures/gradients.
struct GradientCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let sizes: [Int]
  let activations: [String]
  let loss: String
  let W: [[[Double]]]
  let b: [[Double]]
  let X: [[Double]]
  let Y: [[Double]]
  let sampleWeight: [Double]?
  let output: [[Double]]
  let lossValue: Double
  let dW: [[[Double]]]
  let db: [[Double]]

  enum CodingKeys: String, CodingKey {
    case name, sizes, activations, loss, W, b, X, Y, output, dW, db
    case sampleWeight = "sample_weight"
    case lossValue = "loss_value"
  }

  var testDescription: String { name }

  /// Nil where this network is none of ours.
  var shape: Shape? {
    let found = activations.map { Activation(named: $0.replacing("_", with: "-")) }
    guard !found.contains(nil) else { return nil }
    return try? Shape(
      inputs: sizes[0],
      layers: zip(sizes.dropFirst(), found.compactMap(\.self)).map { Layer(units: $0, activation: $1) })
  }

  var ourLoss: Loss? {
    switch (loss, activations.last) {
    case ("bce", "sigmoid"): .binaryCrossEntropy
    case ("cce", "softmax"): .categoricalCrossEntropy
    case ("mse", let last) where last != "softmax": .squaredError
    default: nil
    }
  }

  /// Those that ours can be held against.
  static func all() throws -> [GradientCase] {
    struct Answers: Decodable { let cases: [GradientCase] }
    let data = Data(try Fixture.bytes("gradients/gradients.json"))
    return try JSONDecoder().decode(Answers.self, from: data).cases.filter {
      $0.sampleWeight == nil && $0.shape != nil && $0.ourLoss != nil
    }
  }
}

/// The loss as training would see it, for the central differences.
private func meanLoss(_ network: Network, _ loss: Loss, _ inputs: Matrix, _ targets: Matrix) -> Double {
  let forward = Forward(network, capacity: inputs.rows)
  let outputs = forward.run(inputs)
  return loss.sum(logits: forward.logits(rows: inputs.rows), outputs: outputs, targets: targets)
    / Double(loss.terms(rows: inputs.rows, outputs: targets.columns))
}

private func matrix(_ rows: [[Double]]) -> Matrix {
  Matrix(rows: rows.count, columns: rows[0].count, elements: rows.joined().map { Float($0) })
}

/// Relative to the size of the answer, absolute below 1.
private func near(_ got: [Float], _ want: [Double], within tolerance: Double) -> Bool {
  got.count == want.count
    && zip(got, want).allSatisfy { abs(Double($0) - $1) <= tolerance * max(1, abs($1)) }
}

@Suite struct GradientTests {
  @Test("There are at least forty cases to be held against")
  func cases() throws {
    #expect(try GradientCase.all().count >= 40)
  }

  @Test("Outputs, loss and gradients are PyTorch's to 2e-5", arguments: try GradientCase.all())
  func oracle(each: GradientCase) throws {
    let shape = try #require(each.shape)
    let loss = try #require(each.ourLoss)
    let parameters = zip(each.W, each.b).flatMap { $0.joined() + $1 }
    let network = Network(shape: shape, parameters: parameters.map { Float($0) })
    let (inputs, targets) = (matrix(each.X), matrix(each.Y))
    let forward = Forward(network, capacity: inputs.rows)
    let backward = Backward(forward, loss: loss)
    let outputs = forward.run(inputs)
    #expect(near(outputs.elements, Array(each.output.joined()), within: 2e-5))
    #expect(abs(meanLoss(network, loss, inputs, targets) - each.lossValue) <= 2e-5 * max(1, each.lossValue))
    backward.run(inputs, targets: targets)
    let gradient = zip(each.dW, each.db).flatMap { $0.joined() + $1 }
    #expect(near(backward.gradient.elements, gradient, within: 2e-5))
  }

  @Test(
    "The gradient is that of the loss, by central differences",
    arguments: [
      (Activation.sigmoid, Activation.sigmoid, Loss.binaryCrossEntropy),
      (.tanh, .softmax, .categoricalCrossEntropy), (.tanh, .identity, .squaredError),
      (.sigmoid, .tanh, .squaredError), (.tanh, .sigmoid, .squaredError),
    ])
  func centralDifferences(hidden: Activation, output: Activation, loss: Loss) throws {
    var generator = Generator(seed: 21)
    // The article's network, with two outputs where softmax wants them.
    let outputs = output == .softmax ? 3 : 2
    let shape = try Shape(
      inputs: 2,
      layers: [
        Layer(units: 9, activation: hidden), Layer(units: 6, activation: hidden),
        Layer(units: outputs, activation: output),
      ])
    let network = Initializer.normal.network(of: shape, generator: &generator)
    let rows = 7
    let inputs = Matrix(rows: rows, columns: 2, elements: (0..<2 * rows).map { _ in Float(generator.normal()) })
    let targets = Matrix(rows: rows, columns: outputs)
    for row in 0..<rows { targets[row, generator.below(outputs)] = 1 }
    let forward = Forward(network, capacity: rows)
    let backward = Backward(forward, loss: loss)
    forward.run(inputs)
    backward.run(inputs, targets: targets)
    let gradient = backward.gradient.elements
    // Five points, so that the error falls with the fourth power of the step.
    let step: Float = 1 / 64
    for index in network.parameters.indices {
      func shifted(_ steps: Float) -> Double {
        var moved = network
        moved.parameters[index] += steps * step
        return meanLoss(moved, loss, inputs, targets)
      }
      let slope = (8 * (shifted(1) - shifted(-1)) - (shifted(2) - shifted(-2))) / (12 * Double(step))
      #expect(abs(slope - Double(gradient[index])) < 1e-4, "parameter \(index)")
    }
  }

  @Test("The first layer learns from the inputs, and the error goes back through the weights before the step")
  func articleFault() throws {
    // 1-1-1, identity everywhere, by hand: y = w₂ w₁ x; dL/dw₁ = 2 (y − t) w₂ x; dL/dw₂ = 2 (y − t) w₁ x.
    let shape = try Shape(
      inputs: 1, layers: [Layer(units: 1, activation: .identity), Layer(units: 1, activation: .identity)])
    let forward = Forward(Network(shape: shape, parameters: [3, 0, 5, 0]), capacity: 1)
    let backward = Backward(forward, loss: .squaredError)
    let input = Matrix(rows: 1, columns: 1, elements: [2])
    forward.run(input)
    backward.run(input, targets: Matrix(rows: 1, columns: 1, elements: [29]))
    #expect(backward.gradient.elements == [20, 10, 12, 2])
  }
}
