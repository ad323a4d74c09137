import ByteStreams

/// How long the raw payload of a chunk may be.
enum PayloadBound {
  /// So many bytes follow from the format and the chunks before.
  case exactly(Int)
  /// A limit of the reader's own, and the rule that has it.
  case atMost(Int, ModelRule)

  func check(_ count: UInt64, _ place: ModelPlace) throws(ModelFileError) {
    switch self {
    case .exactly(let bytes):
      guard count != bytes else { return }
      throw .broken(.payloadSize, place, "\(count) bytes where there are to be \(bytes)")
    case .atMost(let limit, let rule):
      guard count > limit else { return }
      throw .broken(rule, place, "\(count) bytes; the limit is \(limit)")
    }
  }

  /// The length of a compressed payload, which may be a little more than that of the raw one.
  func checkCompressed(_ length: Int, _ place: ModelPlace) throws(ModelFileError) {
    let raw: Int
    switch self {
    case .exactly(let bytes), .atMost(let bytes, _): raw = bytes
    }
    if length > raw + raw / 1000 + 1024 { try check(UInt64(length), place) }
  }
}

/// Reads chunks front to back from a file or a pipe. Memory follows the bytes that came, not the sizes that are told.
///
/// One thread at a time uses it.
struct ChunkReader: @unchecked Sendable {
  private let source: ByteSource
  private let limits: ModelFileLimits
  /// Bytes taken so far.
  private(set) var offset = 0
  /// Chunks whose header was taken.
  private(set) var count = 0

  /// Bytes read at once of what is not kept.
  private static let step = 1 << 16

  init(_ source: ByteSource, limits: ModelFileLimits) throws(ModelFileError) {
    self.source = source
    self.limits = limits
    let ahead: [UInt8]
    do { ahead = try source.peek(ForeignFile.bytesNeeded) } catch { throw .stream(error) }
    let found = try bytes(upTo: Chunk.signature.count)
    guard found == Chunk.signature else {
      guard found.isEmpty || !Chunk.signature.starts(with: found) else { throw truncated("the signature") }
      let name = ForeignFile.name(of: ahead).map { "; it looks like \($0)" }
      throw .broken(.signature, ModelPlace(chunk: "signature", offset: 0), name ?? "")
    }
  }

  /// The header of the next chunk.
  mutating func header() throws(ModelFileError) -> ChunkHeader {
    let start = offset
    let bytes = try exactly(ChunkHeader.bytes, of: "chunk \(count)")
    let header = try ChunkHeader(parsing: bytes, number: count, offset: start)
    guard count < limits.chunks else {
      throw .broken(.limitChunks, header.place, "more than \(limits.chunks) chunks")
    }
    count += 1
    return header
  }

  /// The payload of a chunk as it is stored, its size found possible and nothing else.
  ///
  /// - Parameter memory: an array whose memory is used again.
  mutating func payload(
    of header: ChunkHeader, bound: PayloadBound, memory: consuming [UInt8] = []
  ) throws(ModelFileError) -> StoredChunk {
    if header.codec == .stored {
      try bound.check(UInt64(header.length), header.place)
    } else {
      try bound.checkCompressed(header.length, header.place)
    }
    let stored = try exactly(header.length, of: header.type, memory: memory)
    let check = try exactly(4, of: header.type)
    return StoredChunk(header: header, stored: stored, check: check, bound: bound)
  }

  /// Checks the payload of a chunk that nobody wants.
  mutating func skip(_ header: ChunkHeader, limit: Int) throws(ModelFileError) {
    try PayloadBound.atMost(limit, .limitUnknown).check(UInt64(header.length), header.place)
    var check = header.check
    var left = header.length
    while left > 0 {
      let piece = try exactly(min(left, Self.step), of: header.type)
      check = crc32(piece[...], after: check)
      left -= piece.count
    }
    try StoredChunk.compare(try exactly(4, of: header.type), check, header.place)
  }

  /// Nothing may follow the last chunk.
  mutating func end(after header: ChunkHeader) throws(ModelFileError) {
    guard try bytes(upTo: 1).isEmpty else { throw .broken(.endTrailing, header.place, "bytes follow the end") }
  }

  private func truncated(_ what: String) -> ModelFileError {
    .broken(.truncated, ModelPlace(chunk: what, offset: offset), "it ends early")
  }

  private mutating func exactly(
    _ count: Int, of what: String, memory: consuming [UInt8] = []
  ) throws(ModelFileError) -> [UInt8] {
    let found = try bytes(upTo: count, memory: memory)
    guard found.count == count else { throw truncated(what) }
    return found
  }

  private mutating func bytes(upTo count: Int, memory: consuming [UInt8] = []) throws(ModelFileError) -> [UInt8] {
    var result = memory
    if result.count > count { result.removeSubrange(count...) }
    var filled = 0
    while filled < count {
      if filled == result.count {
        // A length that was told is believed for as much again as came.
        result += repeatElement(0, count: min(count - filled, max(filled, Chunk.pieceBytes)))
      }
      let got: Int
      do {
        got = try source.read(into: &result, at: filled, count: result.count - filled)
      } catch { throw .stream(error) }
      if got == 0 { break }
      filled += got
    }
    result.removeSubrange(filled...)
    offset += filled
    return result
  }
}
