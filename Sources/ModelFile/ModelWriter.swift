import ByteStreams
import Networks
package import Tables
package import Workers

extension Model {
  /// The bytes of the model's file: the same model and the same zlib give the same bytes, whatever the workers.
  ///
  /// - Throws: `.notRepresentable` where the format has no place for the model.
  package func fileBytes(
    as storage: ModelStorage = ModelStorage(), workers: Workers = .all
  ) throws(ModelFileError) -> [UInt8] {
    guard network.parameters.allSatisfy(storage.scalar.canHold) else {
      let isFinite = network.parameters.allSatisfy(\.isFinite)
      throw .notRepresentable(isFinite ? "a weight is too large for \(storage.scalar.name)" : "a weight is not finite")
    }
    var writer = ChunkWriter()
    for (type, payload) in try leadingPayloads(scalar: storage.scalar) {
      writer.append(PackedChunk(type, payload, isStored: storage.isStored))
    }
    appendWeights(to: &writer, storage, workers)
    if let resume {
      let limit = ModelFileLimits().resumeBytes
      let payload = try ResumePayload.payload(resume)
      guard payload.count <= limit else {
        throw .notRepresentable("the training's state would take \(payload.count) bytes; the limit is \(limit)")
      }
      writer.append(PackedChunk(Chunk.resume, payload, isStored: storage.isStored))
    }
    return writer.finished()
  }

  /// The payloads before the weights, each found to be one that a reader takes.
  private func leadingPayloads(scalar: ScalarType) throws(ModelFileError) -> [(type: String, payload: [UInt8])] {
    let shape = network.shape
    var payloads: [(String, [UInt8])] = [
      (Chunk.head, Head(self, scalar: scalar).payload),
      (Chunk.architecture, ArchitecturePayload.payload(shape)),
      (Chunk.inputs, try InputsPayload.payload(schema.inputs)),
      (Chunk.outputs, try OutputsPayload.payload(schema.targets)),
    ]
    if let inputMeans {
      payloads.append((Chunk.inputMeans, try InputMeansPayload.payload(inputMeans, inputs: shape.inputs)))
    }
    if !text.isEmpty { payloads.append((Chunk.text, try TextPayload.payload(text))) }
    if let history { payloads.append((Chunk.history, try HistoryPayload.payload(history))) }
    var content = ModelContent(limits: ModelFileLimits())
    for (type, payload) in payloads { try content.check(type, payload) }
    return payloads
  }

  private func appendWeights(to writer: inout ChunkWriter, _ storage: ModelStorage, _ workers: Workers) {
    let layout = WeightLayout(network.shape, scalar: storage.scalar)
    // Packed in groups: the whole file is in memory, its raw bytes are not.
    let group = 16 * workers.count
    var begin = 0
    var rows: (layer: Int, bytes: [UInt8]) = (-1, [])
    while begin < layout.pieces.count {
      let pieces = Array(layout.pieces[begin..<min(begin + group, layout.pieces.count)])
      begin += pieces.count
      let encoded = pieces.map { piece -> [UInt8]? in
        guard storage.scalar == .i8 else { return nil }
        if rows.layer != piece.layer {
          let layer = layout.layers[piece.layer]
          rows = (piece.layer, RowScaling.encode(network.parameters[layer.parameters], layer))
        }
        return Array(rows.bytes[piece.bytes])
      }
      let workers = workers.worthwhile(for: pieces.reduce(0) { $0 + $1.bytes.count })
      let packed = workers.map(pieces.count) { index in
        let bytes = encoded[index] ?? storage.scalar.encode(network.parameters[pieces[index].parameters(layout)])
        return PackedChunk(Chunk.weights, bytes, width: storage.scalar.width, isStored: storage.isStored)
      }
      for chunk in packed { writer.append(chunk) }
    }
  }
}

extension Schema {
  /// Finds out whether the format has a place for the schema: names that are different, UTF-8 and not too long.
  ///
  /// - Throws: `.notRepresentable`.
  package func checkRepresentable() throws(ModelFileError) {
    let limit = PayloadBound.atMost(ModelFileLimits().schemaBytes, .limitSchema)
    let payloads = (inputs: try InputsPayload.payload(inputs), outputs: try OutputsPayload.payload(targets))
    try representing { () throws(ModelFileError) in
      let place = (
        inputs: ModelPlace(chunk: Chunk.inputs, offset: 0), outputs: ModelPlace(chunk: Chunk.outputs, offset: 0)
      )
      try limit.check(UInt64(payloads.inputs.count), place.inputs)
      try limit.check(UInt64(payloads.outputs.count), place.outputs)
      var reader = PayloadReader(payloads.inputs, place: place.inputs)
      _ = try InputsPayload.parse(&reader)
      reader = PayloadReader(payloads.outputs, place: place.outputs)
      _ = try OutputsPayload.parse(&reader)
    }
  }
}

extension ModelContent {
  /// Takes a payload that is to be written: what a reader would refuse is not written.
  fileprivate mutating func check(_ type: String, _ payload: [UInt8]) throws(ModelFileError) {
    let header = ChunkHeader(type: type, length: payload.count)
    var content = self
    try representing { () throws(ModelFileError) in
      try content.bound(of: header)?.check(UInt64(payload.count), header.place)
      try content.take(RawChunk(header: header, payload: payload, digest: []))
    }
    self = content
  }
}

/// What a reader would refuse the format has no place for.
private func representing(_ body: () throws(ModelFileError) -> Void) throws(ModelFileError) {
  do {
    try body()
  } catch {
    guard case .broken(_, let place, let reason) = error else { throw error }
    throw .notRepresentable("\(reason) (\(place.chunk))")
  }
}
