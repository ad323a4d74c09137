package import ByteStreams
import Networks
import Tables

extension Model {
  /// Whether a file that begins with `bytes` is a model, or means to be one.
  package static func begins(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: Chunk.signature.prefix(4)) }

  /// Reads a model once, front to back, from a file or a pipe, and checks every byte of it.
  package static func read(
    from source: ByteSource, limits: ModelFileLimits = ModelFileLimits()
  ) throws(ModelFileError) -> (model: Model, facts: ModelFileFacts) {
    var chunks = try ChunkReader(source, limits: limits)
    var content = ModelContent(limits: limits)
    while true {
      let digest = chunks.digest
      let chunk = try chunks.next { content.bound(of: $0) }
      guard chunk.type == Chunk.end else {
        try content.take(chunk)
        continue
      }
      let model = try content.finished(by: chunk)
      var reader = chunk.reader()
      let count = Int(try reader.integer(UInt32.self))
      let length: UInt64 = try reader.integer()
      guard count == chunks.count else {
        throw reader.damaged("it counts \(count) chunks, and there are \(chunks.count)")
      }
      guard length == chunks.offset else {
        throw reader.damaged("it counts \(length) bytes, and there are \(chunks.offset)")
      }
      let found = digest.finish()
      guard chunk.payload.suffix(32).elementsEqual(found), chunk.payload.count == Chunk.endBytes else {
        throw reader.damaged("its digest differs")
      }
      try chunks.end()
      return (
        model.model,
        ModelFileFacts(
          digest: found, bytes: chunks.offset, rawBytes: chunks.rawBytes, version: model.head.version,
          scalar: model.head.scalar)
      )
    }
  }
}

/// Takes the chunks in their order and puts a model together.
private struct ModelContent {
  let limits: ModelFileLimits
  private var head: Head?
  private var shape: Shape?
  private var inputs: [InputColumn]?
  private var targets: [TargetColumn]?
  private var inputMeans: [Double]?
  private var text: [ByteString: ByteString]?
  private var history: HistoryTable?
  private var layersRead = 0
  private var parameters: [Float] = []
  private var resume: ResumeState?

  init(limits: ModelFileLimits) { self.limits = limits }

  /// How long the raw payload of a chunk may be. That of the weights follows from the architecture.
  func bound(of type: String) -> PayloadBound {
    switch type {
    case Chunk.head: .atMost(Head.bytes)
    case Chunk.architecture: .atMost((head?.layers ?? limits.layers) * ArchitecturePayload.bytesPerLayer)
    case Chunk.inputs, Chunk.outputs: .limit(limits.schemaBytes)
    case Chunk.inputMeans: .atMost(8 * (head?.inputs ?? 0))
    case Chunk.text: .limit(limits.textBytes)
    case Chunk.history: .limit(limits.historyBytes)
    case Chunk.weights: .atMost(layerParameters.map { 4 * $0 } ?? 0)
    case Chunk.resume: .limit(limits.resumeBytes)
    case Chunk.end: .atMost(Chunk.endBytes)
    default: .limit(limits.unknownBytes)
    }
  }

  /// The number of parameters of the layer that comes next.
  private var layerParameters: Int? {
    guard let shape, shape.layers.indices.contains(layersRead) else { return nil }
    return shape.weights(ofLayer: layersRead).count + shape.layers[layersRead].units
  }

  mutating func take(_ chunk: RawChunk) throws(ModelFileError) {
    var reader = chunk.reader()
    func inOrder(_ condition: Bool) throws(ModelFileError) {
      guard condition else { throw reader.damaged("it stands out of order") }
    }
    switch chunk.type {
    case Chunk.head:
      try inOrder(head == nil)
      head = try Head(parsing: &reader, limits: limits)
    case Chunk.architecture:
      guard let head, shape == nil else { throw reader.damaged("it stands out of order") }
      shape = try ArchitecturePayload.parse(&reader, head: head)
    case Chunk.inputs:
      try inOrder(shape != nil && inputs == nil)
      inputs = try InputsPayload.parse(&reader)
    case Chunk.outputs:
      try inOrder(inputs != nil && targets == nil)
      targets = try OutputsPayload.parse(&reader)
      try checkSchema(reader)
    case Chunk.inputMeans:
      try inOrder(
        targets != nil && inputMeans == nil && text == nil && history == nil && layersRead == 0)
      inputMeans = try InputMeansPayload.parse(&reader, inputs: head?.inputs ?? 0)
    case Chunk.text:
      try inOrder(targets != nil && text == nil && history == nil && layersRead == 0)
      text = try TextPayload.parse(&reader)
    case Chunk.history:
      try inOrder(targets != nil && history == nil && layersRead == 0)
      history = try HistoryPayload.parse(&reader)
    case Chunk.weights:
      guard targets != nil, let count = layerParameters else { throw reader.damaged("it stands out of order") }
      parameters += try reader.floats(count)
      try reader.end()
      layersRead += 1
    case Chunk.resume:
      try inOrder(targets != nil && layerParameters == nil && resume == nil)
      resume = try ResumePayload.parse(&reader)
    default:
      try inOrder(head != nil)
      guard Chunk.isAncillary(chunk.type) else { throw .unsupported(chunk: chunk.type, what: "an unknown chunk") }
    }
  }

  /// The schema must feed just the inputs that the network has, and name its outputs.
  private func checkSchema(_ reader: PayloadReader) throws(ModelFileError) {
    guard let head, let inputs, let targets else { return }
    let schema = Schema(inputs: inputs, targets: targets)
    guard schema.width == head.inputs else {
      throw reader.damaged("the columns feed \(schema.width) inputs, and the network has \(head.inputs)")
    }
    guard schema.task == head.task else { throw reader.damaged("the targets are not those of the task") }
    let right: Bool
    if let labels = schema.classes?.labels.count {
      right = head.outputs == labels || (labels == 2 && head.outputs == 1)
    } else {
      right = head.outputs == targets.count
    }
    guard right else { throw reader.damaged("the targets do not match the network's \(head.outputs) outputs") }
    // Only so are the outputs of a classification probabilities.
    let fits =
      schema.classes == nil
      ? shape?.outputActivation != .softmax : shape?.outputActivation == (head.outputs == 1 ? .sigmoid : .softmax)
    guard fits else { throw reader.damaged("the last activation is not that of the task") }
  }

  func finished(by end: RawChunk) throws(ModelFileError) -> (model: Model, head: Head) {
    guard let head, let shape, let inputs, let targets, layersRead == shape.layers.count else {
      throw end.reader().damaged("it stands out of order")
    }
    let model = Model(
      schema: Schema(inputs: inputs, targets: targets), network: Network(shape: shape, parameters: parameters),
      text: text ?? [:], history: history, inputMeans: inputMeans, resume: resume)
    return (model, head)
  }
}
