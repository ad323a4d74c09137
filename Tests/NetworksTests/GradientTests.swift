import Matrices
import Networks
import Testing

/// The loss as training would see it.
private func meanLoss(
  _ network: Network, _ loss: Loss, _ inputs: Matrix, _ targets: Matrix, weights: Matrix? = nil,
  labelSmoothing: Double = 0
) -> Double {
  let forward = Forward(network, capacity: inputs.rows)
  let outputs = forward.run(inputs)
  return loss.sum(
    logits: forward.logits(rows: inputs.rows), outputs: outputs, targets: targets, weights: weights,
    activation: network.shape.outputActivation, labelSmoothing: labelSmoothing)
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
  static let cases = Result { try GradientCase.all() }

  @Test("Outputs, loss and gradients are PyTorch's to 2e-5", arguments: try cases.get().filter { $0.network != nil })
  func oracle(each: GradientCase) throws {
    let network = try #require(each.network)
    let loss = try #require(each.ourLoss)
    let (inputs, targets) = (matrix(each.X), matrix(each.Y))
    let weights = each.sampleWeight.map { weights in
      let mean = weights.reduce(0, +) / Double(weights.count)
      return Matrix(rows: weights.count, columns: 1, elements: weights.map { Float($0 / mean) })
    }
    let forward = Forward(network, capacity: inputs.rows)
    let backward = Backward(forward, loss: loss)
    let outputs = forward.run(inputs)
    #expect(near(outputs.elements, Array(each.output.joined()), within: 2e-5))
    let mean = meanLoss(network, loss, inputs, targets, weights: weights)
    #expect(abs(mean - each.lossValue) <= 2e-5 * max(1, each.lossValue))
    backward.run(inputs, targets: targets, weights: weights)
    #expect(near(backward.gradient.elements, each.gradient, within: 2e-5))
  }

  @Test("The cases that are no networks of ours are refused: a hidden softmax, and GELU's approximation by a tanh")
  func refused() throws {
    let others = try Self.cases.get().filter { $0.network == nil }
    #expect(try Self.cases.get().count == 102 && others.count == 9)
    for each in others {
      if let layers = each.layers {
        #expect(throws: ShapeError.hiddenSoftmax) { try Shape(inputs: each.sizes[0], layers: layers) }
      } else {
        #expect(each.activations.contains("gelu_tanh"))
      }
    }
  }

  @Test(
    "The gradient is that of the loss, by central differences",
    arguments: [
      (Activation.sigmoid, Activation.sigmoid, Loss.binaryCrossEntropy, 0.0),
      (.tanh, .softmax, .categoricalCrossEntropy, 0), (.tanh, .identity, .squaredError, 0),
      (.sigmoid, .tanh, .squaredError, 0), (.tanh, .sigmoid, .squaredError, 0), (.gelu, .softplus, .squaredError, 0),
      (.silu, .softmax, .squaredError, 0), (.softplus, .sigmoid, .categoricalCrossEntropy, 0),
      (.silu, .sigmoid, .binaryCrossEntropy, 0.2), (.gelu, .softmax, .categoricalCrossEntropy, 0.2),
    ])
  func centralDifferences(hidden: Activation, output: Activation, loss: Loss, labelSmoothing: Double) throws {
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
    let backward = Backward(forward, loss: loss, labelSmoothing: labelSmoothing)
    forward.run(inputs)
    backward.run(inputs, targets: targets)
    let gradient = backward.gradient.elements
    // Five points, so that the error falls with the fourth power of the step.
    let step: Float = 1 / 64
    for index in network.parameters.indices {
      func shifted(_ steps: Float) -> Double {
        var moved = network
        moved.parameters[index] += steps * step
        return meanLoss(moved, loss, inputs, targets, labelSmoothing: labelSmoothing)
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
