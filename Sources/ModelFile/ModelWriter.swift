import ByteStreams
import Networks
import Tables

extension Model {
  /// The bytes of the model's file: the same model and the same zlib give the same bytes.
  ///
  /// - Parameter stored: nothing is compressed, so that the bytes do not depend on the zlib either.
  /// - Throws: `.notRepresentable` where the format has no place for the model.
  package func fileBytes(stored: Bool = false) throws(ModelFileError) -> [UInt8] {
    guard network.parameters.allSatisfy(\.isFinite) else { throw .notRepresentable("a weight is not finite") }
    var assembler = ChunkAssembler(stored: stored)
    let shape = network.shape
    assembler.append(Chunk.head, Head(self, scalar: .f32).payload)
    assembler.append(Chunk.architecture, ArchitecturePayload.payload(shape))
    let (inputs, outputs) = try schema.payloads()
    assembler.append(Chunk.inputs, inputs)
    assembler.append(Chunk.outputs, outputs)
    let limits = ModelFileLimits()
    if let inputMeans {
      assembler.append(Chunk.inputMeans, try InputMeansPayload.payload(inputMeans, inputs: shape.inputs))
    }
    if !text.isEmpty {
      assembler.append(Chunk.text, try within(limits.textBytes, try TextPayload.payload(text), "the text"))
    }
    if let history {
      assembler.append(
        Chunk.history, try within(limits.historyBytes, try HistoryPayload.payload(history), "the history"))
    }
    for index in shape.layers.indices {
      var writer = PayloadWriter()
      writer.floats(network.weights(ofLayer: index))
      writer.floats(network.biases(ofLayer: index))
      assembler.append(Chunk.weights, writer.bytes, scalarWidth: ScalarType.f32.width)
    }
    if let resume {
      assembler.append(
        Chunk.resume, try within(limits.resumeBytes, try ResumePayload.payload(resume), "the training's state"))
    }
    return assembler.finished()
  }
}

extension Schema {
  /// Finds out whether the format has a place for the schema: names that are UTF-8 and not too long.
  ///
  /// - Throws: `.notRepresentable`.
  package func checkRepresentable() throws(ModelFileError) { _ = try payloads() }

  fileprivate func payloads() throws(ModelFileError) -> (inputs: [UInt8], outputs: [UInt8]) {
    let limit = ModelFileLimits().schemaBytes
    return (
      try within(limit, try InputsPayload.payload(inputs), "the columns"),
      try within(limit, try OutputsPayload.payload(targets), "the targets")
    )
  }
}

/// A payload that every reader takes.
private func within(_ limit: Int, _ payload: [UInt8], _ what: String) throws(ModelFileError) -> [UInt8] {
  guard payload.count <= limit else {
    throw .notRepresentable("\(what) would take \(payload.count) bytes; the limit is \(limit)")
  }
  return payload
}

/// Puts chunks one after another and ends with `ENDM`.
struct ChunkAssembler {
  private let stored: Bool
  private var bytes = Chunk.signature
  private var digest = SHA256()
  private var sequence: UInt16 = 0

  init(stored: Bool) { self.stored = stored }

  /// Appends a chunk under the codec that makes it smallest. With a scalar width the payload may be shuffled.
  mutating func append(_ type: String, _ payload: [UInt8], scalarWidth: Int? = nil) {
    if !Chunk.isAncillary(type) { digest.update(criticalChunk: type, payload) }
    var rawLength = PayloadWriter()
    rawLength.integer(UInt64(payload.count))
    var codec = Codec.stored
    var best = payload
    func consider(_ candidate: Codec, _ bytes: [UInt8], huffmanOnly: Bool) {
      let limit = best.count - rawLength.bytes.count
      guard let stream = deflated(bytes, huffmanOnly: huffmanOnly, limit: limit) else { return }
      codec = candidate
      best = rawLength.bytes + stream
    }
    if !stored {
      consider(.zlib, payload, huffmanOnly: false)
      if let scalarWidth { consider(.shuffled, shuffled(payload, width: scalarWidth), huffmanOnly: true) }
    }
    place(type, codec, best)
  }

  /// The whole file. The last chunk is never compressed, so that its size is known.
  consuming func finished() -> [UInt8] {
    var end = PayloadWriter()
    end.integer(UInt32(sequence) + 1)
    end.integer(UInt64(bytes.count + Chunk.headerBytes + 4 + Chunk.endBytes + 4))
    place(Chunk.end, .stored, end.bytes + digest.finish())
    return bytes
  }

  private mutating func place(_ type: String, _ codec: Codec, _ stored: [UInt8]) {
    var header = PayloadWriter()
    header.integer(UInt32(truncatingIfNeeded: stored.count))
    for byte in type.utf8 { header.integer(byte) }
    header.integer(codec.rawValue)
    header.integer(UInt8(0))
    header.integer(sequence)
    let headerCheck = crc32(header.bytes)
    header.integer(headerCheck)
    bytes += header.bytes
    bytes += stored
    var check = PayloadWriter()
    check.integer(crc32(stored, after: headerCheck))
    bytes += check.bytes
    sequence += 1
  }
}

extension SHA256 {
  /// Takes in a critical chunk: its type, its raw length as u64 and its raw payload.
  mutating func update(criticalChunk type: String, _ payload: [UInt8]) {
    var length = PayloadWriter()
    length.integer(UInt64(payload.count))
    update(Array(type.utf8))
    update(length.bytes)
    update(payload)
  }
}
