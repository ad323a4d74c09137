import Networks
import Tables

/// `HEAD`, 24 bytes: what the file is, before anything else is believed.
struct Head: Equatable {
  static let bytes = 24

  var version: UInt16 = Chunk.version
  /// The least version of a reader that can use the file.
  var leastReader: UInt16 = Chunk.version
  var task: Task
  var scalar: ScalarType
  var layers: Int
  var inputs: Int
  var outputs: Int
  var parameters: Int

  init(_ model: Model, scalar: ScalarType) {
    let shape = model.network.shape
    task = model.schema.task
    self.scalar = scalar
    layers = shape.layers.count
    inputs = shape.inputs
    outputs = shape.outputs
    parameters = shape.parameterCount
  }

  var payload: [UInt8] {
    var writer = PayloadWriter()
    writer.integer(version)
    writer.integer(leastReader)
    writer.integer(task.rawValue)
    writer.integer(scalar.rawValue)
    // `Shape` keeps all of these within their fields.
    writer.integer(UInt16(truncatingIfNeeded: layers))
    writer.integer(UInt32(truncatingIfNeeded: inputs))
    writer.integer(UInt32(truncatingIfNeeded: outputs))
    writer.integer(UInt64(truncatingIfNeeded: parameters))
    return writer.bytes
  }

  init(parsing reader: inout PayloadReader, limits: ModelFileLimits) throws(ModelFileError) {
    version = try reader.integer()
    leastReader = try reader.integer()
    guard version > 0, (1...version).contains(leastReader) else { throw reader.damaged("its version is impossible") }
    guard leastReader <= Chunk.version else {
      throw .unsupported(chunk: reader.chunk, what: "format version \(leastReader)")
    }
    let taskCode: UInt8 = try reader.integer()
    guard let task = Task(rawValue: taskCode) else {
      throw .unsupported(chunk: reader.chunk, what: "task \(taskCode)")
    }
    let scalarCode: UInt8 = try reader.integer()
    guard let scalar = ScalarType(rawValue: scalarCode) else {
      throw .unsupported(chunk: reader.chunk, what: "scalar \(scalarCode)")
    }
    self.task = task
    self.scalar = scalar
    layers = Int(try reader.integer(UInt16.self))
    inputs = Int(try reader.integer(UInt32.self))
    outputs = Int(try reader.integer(UInt32.self))
    let parameters: UInt64 = try reader.integer()
    try reader.end()
    guard layers > 0 else { throw reader.damaged("it has no layers") }
    guard inputs > 0, outputs > 0 else { throw reader.damaged("a width is zero") }
    func within(_ value: UInt64, _ limit: Int, _ what: String) throws(ModelFileError) {
      guard value <= limit else { throw .overLimit(chunk: Chunk.head, what: "\(value) \(what); the limit is \(limit)") }
    }
    try within(UInt64(layers), limits.layers, "layers")
    try within(UInt64(inputs), limits.width, "inputs")
    try within(UInt64(outputs), limits.width, "outputs")
    try within(parameters, limits.parameters, "parameters")
    self.parameters = Int(parameters)
  }
}

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

  static func parse(_ reader: inout PayloadReader, head: Head) throws(ModelFileError) -> Shape {
    var layers: [Layer] = []
    for _ in 0..<head.layers {
      let units = Int(try reader.integer(UInt32.self))
      let code: UInt16 = try reader.integer()
      let hasBias: UInt8 = try reader.integer()
      try reader.zero(1)
      let parameter = try reader.double()
      guard let activation = Activation(rawValue: code) else {
        throw .unsupported(chunk: reader.chunk, what: "activation \(code)")
      }
      guard hasBias <= 1 else { throw reader.damaged("whether a layer has biases is neither 0 nor 1") }
      guard hasBias == 1 else { throw .unsupported(chunk: reader.chunk, what: "a layer without biases") }
      guard activation.hasParameter || parameter == 0 else {
        throw reader.damaged("a parameter of an activation that has none")
      }
      layers.append(Layer(units: units, activation: activation, parameter: parameter))
    }
    try reader.end()
    let shape: Shape
    do {
      shape = try Shape(inputs: head.inputs, layers: layers)
    } catch {
      switch error {
      case .tooManyLayers, .tooManyParameters: throw .overLimit(chunk: reader.chunk, what: error.description)
      case .width(let width) where width > Shape.maximumWidth:
        throw .overLimit(chunk: reader.chunk, what: error.description)
      case .width, .noLayers, .hiddenSoftmax: throw reader.damaged(error.description)
      }
    }
    guard shape.outputs == head.outputs, shape.parameterCount == head.parameters else {
      throw reader.damaged("its layers do not add up to what HEAD says")
    }
    return shape
  }
}
