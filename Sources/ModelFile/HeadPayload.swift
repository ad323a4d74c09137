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
    guard version > 0, (1...version).contains(leastReader) else {
      throw reader.broken(.version, "its version is impossible")
    }
    guard leastReader <= Chunk.version else {
      throw reader.broken(.unsupportedVersion, "format version \(leastReader)")
    }
    let taskCode: UInt8 = try reader.integer()
    guard let task = Task(rawValue: taskCode) else {
      throw reader.broken(.unsupportedTask, "task \(taskCode)")
    }
    let scalarCode: UInt8 = try reader.integer()
    guard let scalar = ScalarType(rawValue: scalarCode) else {
      throw reader.broken(.unsupportedScalar, "scalar \(scalarCode)")
    }
    self.task = task
    self.scalar = scalar
    layers = Int(try reader.integer(UInt16.self))
    inputs = Int(try reader.integer(UInt32.self))
    outputs = Int(try reader.integer(UInt32.self))
    let parameters: UInt64 = try reader.integer()
    try reader.end()
    guard layers > 0 else { throw reader.broken(.noLayers, "it has no layers") }
    guard inputs > 0, outputs > 0 else { throw reader.broken(.zeroWidth, "a width is zero") }
    func within(_ value: UInt64, _ limit: Int, _ rule: ModelRule, _ what: String) throws(ModelFileError) {
      guard value > limit else { return }
      throw reader.broken(rule, "\(value) \(what); the limit is \(limit)")
    }
    try within(UInt64(layers), limits.layers, .limitLayers, "layers")
    try within(UInt64(inputs), limits.width, .limitWidth, "inputs")
    try within(UInt64(outputs), limits.width, .limitWidth, "outputs")
    try within(parameters, limits.parameters, .limitParameters, "parameters")
    self.parameters = Int(parameters)
  }
}
