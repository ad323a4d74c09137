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

  init(_ source: ByteSource, limits: ModelFileLimits, workers: Workers) throws(ModelFileError) {
    chunks = try ChunkReader(source, limits: limits)
    content = ModelContent(limits: limits)
    weights = WeightReader(workers: workers)
  }

  mutating func read() throws(ModelFileError) -> (model: Model, facts: ModelFileFacts) {
    while true {
      let result: (model: Model, facts: ModelFileFacts)?
      do {
        result = try readChunk()
      } catch {
        // What waits came first, and the first error is told.
        try loadWeights()
        throw error
      }
      if let result { return result }
    }
  }

  /// Reads a chunk; returns the model if it was the last one.
  private mutating func readChunk() throws(ModelFileError) -> (model: Model, facts: ModelFileFacts)? {
    let header = try chunks.header()
    guard let bound = try content.bound(of: header) else {
      try loadWeights()
      try chunks.skip(header, limit: content.limits.unknownBytes)
      rawBytes += header.length
      return nil
    }
    if header.type == Chunk.weights {
      guard let layout = content.layout else { return nil }
      let stored = try chunks.payload(of: header, bound: bound, memory: weights.memory())
      weights.append(stored, layout.pieces[content.piecesSeen - 1])
      if weights.isFull { try loadWeights() }
      return nil
    }
    let stored = try chunks.payload(of: header, bound: bound)
    try loadWeights()
    let chunk = try stored.unpacked()
    rawBytes += chunk.payload.count
    guard header.type == Chunk.end else {
      note(chunk)
      try content.take(chunk)
      return nil
    }
    let model = try finish(chunk)
    try chunks.end(after: header)
    return model
  }

  private mutating func loadWeights() throws(ModelFileError) {
    guard let layout = content.layout else { return }
    for chunk in try weights.load(layout) {
      rawBytes += chunk.rawLength
      digest.update(type: Chunk.weights, rawLength: chunk.rawLength, digest: chunk.digest)
    }
  }

  private mutating func note(_ chunk: RawChunk) {
    digest.update(type: chunk.header.type, rawLength: chunk.payload.count, digest: chunk.digest)
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
