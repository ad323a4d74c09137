import ByteStreams
import Networks
import Tables

/// Takes the chunks in their order, checks what they say, and puts a model together.
struct ModelContent {
  let limits: ModelFileLimits
  private(set) var head: Head?
  private var shape: Shape?
  private var inputs: [InputColumn]?
  private var targets: [TargetColumn]?
  private var inputMeans: [Double]?
  private var text: [ByteString: ByteString]?
  private var history: HistoryTable?
  private var resume: ResumeState?
  private(set) var layout: WeightLayout?
  /// Pieces of the weights that were read.
  var piecesRead = 0

  init(limits: ModelFileLimits) { self.limits = limits }

  private var isInWeights: Bool { piecesRead > 0 }
  private var hasAllWeights: Bool { layout.map { $0.pieces.count == piecesRead } ?? false }

  /// How long the raw payload of a chunk may be, if it may stand here; nil for one that is skipped.
  func bound(of header: ChunkHeader) throws(ModelFileError) -> PayloadBound? {
    func inOrder(_ condition: Bool) throws(ModelFileError) {
      guard condition else { throw .broken(.order, header.place, "it stands out of order") }
    }
    switch header.type {
    case Chunk.head:
      try inOrder(head == nil)
      return .exactly(Head.bytes)
    case Chunk.architecture:
      guard let head, shape == nil else { break }
      return .exactly(head.layers * ArchitecturePayload.bytesPerLayer)
    case Chunk.inputs:
      try inOrder(shape != nil && inputs == nil)
      return .atMost(limits.schemaBytes, .limitSchema)
    case Chunk.outputs:
      try inOrder(inputs != nil && targets == nil)
      return .atMost(limits.schemaBytes, .limitSchema)
    case Chunk.inputMeans:
      guard let head, targets != nil, inputMeans == nil, text == nil, history == nil, !isInWeights else { break }
      return .exactly(8 * head.inputs)
    case Chunk.text:
      try inOrder(targets != nil && text == nil && history == nil && !isInWeights)
      return .atMost(limits.textBytes, .limitNotes)
    case Chunk.history:
      try inOrder(targets != nil && history == nil && !isInWeights)
      return .atMost(limits.historyBytes, .limitHistory)
    case Chunk.weights:
      guard let layout, targets != nil, !hasAllWeights else { break }
      return .exactly(layout.pieces[piecesRead].bytes.count)
    case Chunk.resume:
      try inOrder(hasAllWeights && resume == nil)
      return .atMost(limits.resumeBytes, .limitState)
    case Chunk.end:
      guard hasAllWeights else { throw .broken(.incomplete, header.place, "it ends before its weights") }
      return .exactly(Chunk.endBytes)
    default:
      try inOrder(head != nil)
      guard Chunk.isAncillary(header.type) else { throw .broken(.unsupportedChunk, header.place, "an unknown chunk") }
      return nil
    }
    throw .broken(.order, header.place, "it stands out of order")
  }

  /// Takes a chunk that is neither weights nor the end.
  mutating func take(_ chunk: RawChunk) throws(ModelFileError) {
    var reader = chunk.reader()
    switch chunk.header.type {
    case Chunk.head: head = try Head(parsing: &reader, limits: limits)
    case Chunk.architecture:
      guard let head else { return }
      let shape = try ArchitecturePayload.parse(&reader, head: head, limits: limits)
      layout = WeightLayout(shape, scalar: head.scalar)
      self.shape = shape
    case Chunk.inputs: inputs = try InputsPayload.parse(&reader)
    case Chunk.outputs:
      targets = try OutputsPayload.parse(&reader)
      try checkSchema(reader)
    case Chunk.inputMeans: inputMeans = try InputMeansPayload.parse(&reader, inputs: head?.inputs ?? 0)
    case Chunk.text: text = try TextPayload.parse(&reader)
    case Chunk.history: history = try HistoryPayload.parse(&reader)
    case Chunk.resume: resume = try ResumePayload.parse(&reader)
    default: break
    }
  }

  /// The schema must feed just the inputs that the network has, and name its outputs.
  private func checkSchema(_ reader: PayloadReader) throws(ModelFileError) {
    guard let head, let shape, let inputs, let targets else { return }
    let schema = Schema(inputs: inputs, targets: targets)
    guard schema.width == head.inputs else {
      throw reader.broken(
        .inputsSum, "the columns feed \(schema.width) inputs, and the network has \(head.inputs)")
    }
    guard schema.task == head.task else { throw reader.broken(.taskTargets, "the targets are not those of the task") }
    let labels = schema.classes?.labels.count
    guard head.outputs == labels ?? targets.count || (labels == 2 && head.outputs == 1) else {
      throw reader.broken(.outputsTargets, "the targets do not match the network's \(head.outputs) outputs")
    }
    // Only so are the outputs of a classification probabilities.
    let fits =
      labels == nil
      ? shape.outputActivation != .softmax : shape.outputActivation == (head.outputs == 1 ? .sigmoid : .softmax)
    guard fits else { throw reader.broken(.lastActivation, "the last activation is not that of the targets") }
  }

  /// The whole model; nil while something is missing.
  func model(parameters: [Float]) -> Model? {
    guard let shape, let inputs, let targets, parameters.count == shape.parameterCount else { return nil }
    return Model(
      schema: Schema(inputs: inputs, targets: targets), network: Network(shape: shape, parameters: parameters),
      text: text ?? [:], history: history, inputMeans: inputMeans, resume: resume)
  }
}
