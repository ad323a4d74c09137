import ByteStreams
import Networks
import Tables
import Testing
import Workers

@testable import ModelFile

@Suite("Weights as other scalars") struct ScalarTests {
  /// Bits of Floats with those of the nearest half, as Python's `struct` has them: ties, subnormals and the greatest.
  @Test(
    "Halves are the nearest, ties to even",
    arguments: [
      (0x0000_0000, 0x0000), (0x8000_0000, 0x8000), (0x3F80_0000, 0x3C00), (0x3F80_1000, 0x3C00),
      (0x3F80_3000, 0x3C02), (0x477F_E000, 0x7BFF), (0x477F_EF00, 0x7BFF), (0x3380_0000, 0x0001),
      (0x3300_0000, 0x0000), (0x3340_0000, 0x0001), (0xB880_0000, 0x8400), (0x3DCC_CCCD, 0x2E66),
      (0x3EAA_AAAB, 0x3555),
    ] as [(UInt32, UInt16)])
  func halves(float: UInt32, half: UInt16) {
    let bytes = ScalarType.f16.encode([Float(bitPattern: float)])
    #expect(bytes == [UInt8(truncatingIfNeeded: half), UInt8(half >> 8)])
  }

  @Test(
    "Brain floats are the nearest, ties to even",
    arguments: [
      (0x3F80_0000, 0x3F80), (0x3F80_7FFF, 0x3F80), (0x3F80_8000, 0x3F80), (0x3F80_8001, 0x3F81),
      (0x3F81_8000, 0x3F82), (0xBF81_8000, 0xBF82), (0x7F7F_7FFF, 0x7F7F), (0x0000_8001, 0x0001),
    ] as [(UInt32, UInt16)])
  func brainFloats(float: UInt32, brain: UInt16) {
    let bytes = ScalarType.bf16.encode([Float(bitPattern: float)])
    #expect(bytes == [UInt8(truncatingIfNeeded: brain), UInt8(brain >> 8)])
  }

  @Test("A weight that would be infinite is not written")
  func tooLarge() throws {
    for (scalar, greatest, beyond) in [
      (ScalarType.f16, 65_504 as Float, 65_520 as Float),
      (.bf16, Float(bitPattern: 0x7F7F_7FFF), Float(bitPattern: 0x7F7F_8000)),
    ] {
      var model = SampleModels.regression
      model.network.parameters[0] = greatest
      #expect(throws: Never.self) { try model.fileBytes(as: ModelStorage(scalar: scalar)) }
      model.network.parameters[0] = -beyond
      #expect(throws: ModelFileError.notRepresentable("a weight is too large for \(scalar.name)")) {
        try model.fileBytes(as: ModelStorage(scalar: scalar))
      }
    }
  }

  private func written(_ model: Model, as scalar: ScalarType) throws -> Model {
    try read(model.fileBytes(as: ModelStorage(scalar: scalar)))
  }

  @Test("A weight is off by half a step at most", arguments: ScalarType.allCases)
  func distance(scalar: ScalarType) throws {
    let model = SampleModels.large
    let network = model.network
    let rounded = try written(model, as: scalar).network
    for layer in network.shape.layers.indices {
      let inputs = network.shape.inputs(ofLayer: layer)
      let (exact, stored) = (Array(network.weights(ofLayer: layer)), Array(rounded.weights(ofLayer: layer)))
      for row in stride(from: 0, to: exact.count, by: inputs) {
        let greatest = exact[row..<row + inputs].reduce(0) { max($0, $1.magnitude) }
        for index in row..<row + inputs {
          let step: Float =
            switch scalar {
            case .f32, .f64: 0
            case .f16: max(exact[index].magnitude.binade / 1024, 0x1p-24)
            case .bf16: exact[index].magnitude.binade / 128
            case .i8: greatest / 127
            }
          if (exact[index] - stored[index]).magnitude > step / 2 * 1.0001 { Issue.record("\(exact[index])") }
        }
      }
      if scalar == .i8 { #expect(rounded.biases(ofLayer: layer) == network.biases(ofLayer: layer)) }
    }
  }

  @Test("8-bit weights at the ends of their range: zeros, the smallest, the greatest")
  func eightBitEnds() throws {
    var model = SampleModels.multiclass
    let least = Float.leastNonzeroMagnitude
    let greatest = Float.greatestFiniteMagnitude
    let first: [Float] = [0, 0, 0, 0, 0, least, -least, 0, 0, 0, greatest, -greatest, 1, 0, 0, 3, -1.5, 0.75, 127, 1]
    model.network.parameters.replaceSubrange(0..<20, with: first)
    let stored = Array(try written(model, as: .i8).network.parameters[..<20])
    #expect(stored[..<10].allSatisfy { $0 == 0 })
    #expect(stored[10] > 0.99 * greatest && stored[11] == -stored[10] && stored[12] == 0)
    #expect(stored[15...] == [3, -2, 1, 127, 1])
  }

  @Test("Weights that were rounded are stored again as the same bytes", arguments: ScalarType.allCases)
  func again(scalar: ScalarType) throws {
    // Magnitudes from 2⁻¹⁰ to 2¹⁰ in rows of five.
    var generator = SeededFloats(state: 7)
    for _ in 0..<200 {
      var model = SampleModels.multiclass
      for index in model.network.parameters.indices { model.network.parameters[index] = generator.next() }
      let once = try model.fileBytes(as: ModelStorage(scalar: scalar, isStored: true))
      #expect(try read(once).fileBytes(as: ModelStorage(scalar: scalar, isStored: true)) == once)
    }
  }

  @Test("Layers of several pieces come together, whatever the number of threads", arguments: ScalarType.allCases)
  func pieces(scalar: ScalarType) throws {
    // Two pieces, or three; and so many units that the scales and biases of i8 take more than one.
    var model = SampleModels.regression
    model.schema.targets = [model.schema.targets[1]]
    let layers =
      switch scalar {
      case .f32, .f64: [520, 520, 1]
      case .f16, .bf16: [750, 750, 1]
      case .i8: [140_000, 1]
      }
    let shape = try Shape(
      inputs: 1, layers: layers.map { Layer(units: $0, activation: $0 == 1 ? .identity : .tanh) })
    model.network = Network(shape: shape, parameters: SampleModels.weights(shape.parameterCount))
    let bytes = try model.fileBytes(as: ModelStorage(scalar: scalar), workers: .one)
    #expect(try model.fileBytes(as: ModelStorage(scalar: scalar), workers: Workers(count: 3)) == bytes)
    let one = try Model.read(from: ByteSource(bytes: bytes, name: "m"), workers: .one).model
    #expect(try Model.read(from: ByteSource(bytes: bytes, name: "m"), workers: Workers(count: 3)).model == one)
    if scalar.isExact { #expect(one == model) }
    #expect(try read(one.fileBytes(as: ModelStorage(scalar: scalar))) == one)
  }
}

/// Numbers of either sign whose exponents are as spread as their digits.
private struct SeededFloats {
  var state: UInt64

  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let bits = state >> 20
    return Float(
      sign: bits & 1 == 0 ? .plus : .minus, exponent: Int(bits >> 1 & 15) - 10,
      significand: 1 + Float(bits >> 8 & 0xFFFF) / 65536)
  }
}
