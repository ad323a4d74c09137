package import ByteStreams
package import Workers

extension Model {
  /// Whether a file that begins with `bytes` is a model, or means to be one.
  package static func begins(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: Chunk.signature.prefix(4)) }

  /// Reads a model once, front to back, from a file or a pipe, and checks every byte of it.
  package static func read(
    from source: ByteSource, limits: ModelFileLimits = ModelFileLimits(), workers: Workers = .all
  ) throws(ModelFileError) -> (model: Model, facts: ModelFileFacts) {
    var reader = try ModelReader(source, limits: limits, workers: workers)
    return try reader.read()
  }
}

/// Reads one model.
private struct ModelReader {
  private var chunks: ChunkReader
  private var content: ModelContent
  private var weights: WeightReader
  private var digest = ModelDigest()
  private var rawBytes = 0
  /// The header of the next chunk, where it was read already.
  private var next: ChunkHeader?

  init(_ source: ByteSource, limits: ModelFileLimits, workers: Workers) throws(ModelFileError) {
    chunks = try ChunkReader(source, limits: limits)
    content = ModelContent(limits: limits)
    weights = WeightReader(workers: workers, atOnce: limits.parametersAtOnce)
  }

  mutating func read() throws(ModelFileError) -> (model: Model, facts: ModelFileFacts) {
    while true {
      let header = if let next { next } else { try chunks.header() }
      next = nil
      guard let bound = try content.bound(of: header) else {
        try chunks.skip(header, limit: content.limits.unknownBytes)
        rawBytes += header.length
        continue
      }
      if header.type == Chunk.weights {
        try readWeights(from: header)
        continue
      }
      let chunk = try chunks.payload(of: header, bound: bound).unpacked()
      rawBytes += chunk.payload.count
      if header.type == Chunk.end {
        let result = try finish(chunk)
        try chunks.end(after: header)
        return result
      }
      digest.update(type: header.type, rawLength: chunk.payload.count, digest: chunk.digest)
      try content.take(chunk)
    }
  }

  /// Reads chunks of weights from that of `header` on, whose place is right.
  private mutating func readWeights(from header: ChunkHeader) throws(ModelFileError) {
    guard let layout = content.layout else { return }
    let (loaded, following) = try weights.read(header, from: &chunks, layout)
    content.piecesRead = weights.count
    next = following
    for chunk in loaded {
      let count = chunk.piece.bytes.count
      rawBytes += count
      digest.update(type: Chunk.weights, rawLength: count, digest: chunk.digest)
    }
  }

  private func finish(_ chunk: RawChunk) throws(ModelFileError) -> (model: Model, facts: ModelFileFacts) {
    var reader = chunk.reader()
    let count: UInt32 = try reader.integer()
    let length: UInt64 = try reader.integer()
    guard count == chunks.count else {
      throw reader.broken(.endChunks, "it counts \(count) chunks, and there are \(chunks.count)")
    }
    guard length == chunks.offset else {
      throw reader.broken(.endBytes, "it counts \(length) bytes, and there are \(chunks.offset)")
    }
    let found = digest.finish()
    guard chunk.payload.suffix(found.count).elementsEqual(found) else {
      throw reader.broken(.digest, "its digest differs")
    }
    guard let head = content.head, let model = content.model(parameters: weights.parameters) else {
      throw reader.broken(.incomplete, "it ends before its weights")
    }
    let facts = ModelFileFacts(
      digest: found, bytes: chunks.offset, rawBytes: rawBytes, version: head.version, scalar: head.scalar)
    return (model, facts)
  }
}
