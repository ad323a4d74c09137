import Matrices
import Networks
import Testing

@Suite struct ShapeTests {
  private func layers(_ units: Int...) -> [Layer] { units.map { Layer(units: $0, activation: .sigmoid) } }

  @Test("The article's network has 94 parameters, each in its place")
  func places() throws {
    let shape = try Shape(inputs: 2, layers: layers(9, 6, 1))
    #expect(shape.parameterCount == 94)
    #expect(shape.sizes == [2, 9, 6, 1])
    #expect(shape.weights(ofLayer: 0) == 0..<18)
    #expect(shape.biases(ofLayer: 0) == 18..<27)
    #expect(shape.weights(ofLayer: 1) == 27..<81)
    #expect(shape.biases(ofLayer: 2) == 93..<94)
  }

  @Test("Sizes that make no network are refused, and none of them overflows")
  func refused() {
    #expect(throws: ShapeError.noLayers) { try Shape(inputs: 1, layers: []) }
    #expect(throws: ShapeError.width(0)) { try Shape(inputs: 0, layers: layers(1)) }
    #expect(throws: ShapeError.width(.max)) { try Shape(inputs: 1, layers: layers(.max)) }
    #expect(throws: ShapeError.tooManyParameters) { try Shape(inputs: 1 << 24, layers: layers(1 << 24)) }
    #expect(throws: ShapeError.tooManyLayers(1025)) {
      try Shape(inputs: 1, layers: [Layer](repeating: Layer(units: 1, activation: .tanh), count: 1025))
    }
    #expect(throws: ShapeError.hiddenSoftmax) {
      try Shape(inputs: 1, layers: [Layer(units: 2, activation: .softmax), Layer(units: 1, activation: .sigmoid)])
    }
  }

  @Test("Every activation is found by its name", arguments: Activation.allCases)
  func names(activation: Activation) {
    #expect(Activation(named: activation.name) == activation)
  }
}

@Suite struct InitializerTests {
  private func network(_ initializer: Initializer, seed: UInt64 = 1) throws -> Network {
    var generator = Generator(seed: seed)
    let shape = try Shape(
      inputs: 100, layers: [Layer(units: 200, activation: .relu), Layer(units: 1, activation: .sigmoid)])
    return initializer.network(of: shape, generator: &generator)
  }

  private func deviation(_ values: ArraySlice<Float>) -> Double {
    (values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(values.count)).squareRoot()
  }

  @Test(
    "Weights spread as the rules say, biases are 0 but for the normal rule",
    arguments: [
      (Initializer.normal, 1.0), (.he, 0.1414), (.lecun, 0.1), (.glorot, 0.0816), (.auto, 0.1414),
    ])
  func spread(initializer: Initializer, expected: Double) throws {
    let network = try network(initializer)
    #expect(abs(deviation(network.weights(ofLayer: 0)) / expected - 1) < 0.03)
    let biases = network.biases(ofLayer: 0)
    #expect(initializer == .normal ? abs(deviation(biases) - 1) < 0.2 : biases.allSatisfy { $0 == 0 })
  }

  @Test("A seed gives one network, another seed another")
  func seeds() throws {
    #expect(try network(.auto) == network(.auto))
    #expect(try network(.auto) != network(.auto, seed: 2))
  }
}
