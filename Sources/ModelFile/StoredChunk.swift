/// A chunk as it came, its header checked and its payload not.
struct StoredChunk: Sendable {
  let header: ChunkHeader
  let stored: [UInt8]
  /// The check behind the payload, 4 bytes.
  let check: [UInt8]
  let bound: PayloadBound

  /// Checks the payload and unpacks it. Depends on nothing but the chunk: several can be unpacked at once.
  ///
  /// - Parameter width: bytes a scalar, for a payload that is shuffled.
  func unpacked(width: Int = 1) throws(ModelFileError) -> RawChunk {
    try Self.compare(check, crc32(stored[...], after: header.check), header.place)
    let payload = try rawPayload(width: width)
    let isInDigest = !Chunk.isAncillary(header.type) && header.type != Chunk.end
    return RawChunk(header: header, payload: payload, digest: isInDigest ? SHA256.digest(of: payload) : [])
  }

  /// Holds the check behind a payload against what was computed.
  static func compare(_ check: [UInt8], _ computed: UInt32, _ place: ModelPlace) throws(ModelFileError) {
    var reader = PayloadReader(check, place: place)
    guard computed == (try reader.integer(UInt32.self)) else {
      throw .broken(.payloadCheck, place, "the check of a payload fails")
    }
  }

  private func rawPayload(width: Int) throws(ModelFileError) -> [UInt8] {
    guard header.codec != .stored else { return stored }
    func broken(_ rule: ModelRule, _ reason: String) -> ModelFileError { .broken(rule, header.place, reason) }
    guard stored.count >= 8 else { throw broken(.rawLength, "its raw length is missing") }
    var reader = PayloadReader(stored, place: header.place)
    let told: UInt64 = try reader.integer()
    try bound.check(told, header.place)
    guard told <= Chunk.expansion * stored.count else {
      throw broken(.rawLength, "\(told) bytes in \(stored.count); the limit is \(Chunk.expansion) to 1")
    }
    switch inflated(stored, from: 8, count: Int(told)) {
    case .bytes(let payload): return header.codec == .shuffled ? unshuffled(payload, width: width) : payload
    case .broken: throw broken(.zlibStream, "its zlib stream is broken")
    case .early: throw broken(.zlibEarly, "its zlib stream ends early")
    case .late: throw broken(.zlibLate, "its zlib stream holds more than was told")
    case .trailing: throw broken(.zlibTrailing, "bytes follow its zlib stream")
    }
  }
}

/// A chunk, its checks passed and its payload unpacked.
struct RawChunk: Sendable {
  let header: ChunkHeader
  let payload: [UInt8]
  /// The SHA-256 of the payload, if the model's identifier depends on it.
  let digest: [UInt8]

  func reader() -> PayloadReader { PayloadReader(payload, place: header.place) }
}

/// The identifier of a model while it is gathered: a digest of the digests of its critical chunks, each of which can be
/// computed by itself.
struct ModelDigest {
  private var hash = SHA256()

  /// Takes in a chunk; does nothing for one that the identifier does not depend on.
  mutating func update(type: String, rawLength: Int, digest: [UInt8]) {
    guard !digest.isEmpty else { return }
    var writer = PayloadWriter()
    for byte in type.utf8 { writer.integer(byte) }
    writer.integer(UInt64(rawLength))
    hash.update(writer.bytes + digest)
  }

  /// The identifier, 32 bytes.
  func finish() -> [UInt8] { hash.finish() }
}
