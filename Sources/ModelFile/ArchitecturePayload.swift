import Networks

/// `ARCH`, 16 bytes a layer.
enum ArchitecturePayload {
  static let bytesPerLayer = 16

  static func payload(_ shape: Shape) -> [UInt8] {
    var writer = PayloadWriter()
    for layer in shape.layers {
      writer.integer(UInt32(truncatingIfNeeded: layer.units))
      writer.integer(layer.activation.rawValue)
      writer.integer(UInt8(1))
      writer.integer(UInt8(0))
      writer.double(layer.parameter)
    }
    return writer.bytes
  }

  static func parse(
    _ reader: inout PayloadReader, head: Head, limits: ModelFileLimits
  ) throws(ModelFileError) -> Shape {
    var layers: [Layer] = []
    for _ in 0..<head.layers {
      let units = Int(try reader.integer(UInt32.self))
      let code: UInt16 = try reader.integer()
      let hasBias: UInt8 = try reader.integer()
      try reader.zero(1)
      let parameter = try reader.double()
      guard units > 0 else { throw reader.broken(.zeroWidth, "a layer without units") }
      guard units <= limits.width else {
        throw reader.broken(.limitWidth, "\(units) units; the limit is \(limits.width)")
      }
      guard let activation = Activation(rawValue: code) else {
        throw reader.broken(.unsupportedActivation, "activation \(code)")
      }
      guard hasBias <= 1 else { throw reader.broken(.biasCode, "whether a layer has biases is neither 0 nor 1") }
      guard hasBias == 1 else { throw reader.broken(.unsupportedBias, "a layer without biases") }
      guard activation.hasParameter || parameter == 0 else {
        throw reader.broken(.activationParameter, "a parameter of an activation that has none")
      }
      layers.append(Layer(units: units, activation: activation, parameter: parameter))
    }
    try reader.end()
    let shape: Shape
    do {
      shape = try Shape(inputs: head.inputs, layers: layers)
    } catch {
      switch error {
      case .noLayers: throw reader.broken(.noLayers, error.description)
      case .tooManyLayers: throw reader.broken(.limitLayers, error.description)
      case .tooManyParameters: throw reader.broken(.limitParameters, error.description)
      case .width: throw reader.broken(.limitWidth, error.description)
      case .hiddenSoftmax: throw reader.broken(.hiddenSoftmax, error.description)
      }
    }
    guard shape.outputs == head.outputs else {
      throw reader.broken(.outputsSum, "\(shape.outputs) outputs, and HEAD says \(head.outputs)")
    }
    guard shape.parameterCount == head.parameters else {
      throw reader.broken(.parametersSum, "\(shape.parameterCount) parameters, and HEAD says \(head.parameters)")
    }
    return shape
  }
}
