/// A chunk as it came, its header checked and its payload not.
struct StoredChunk: Sendable {
  let header: ChunkHeader
  let stored: [UInt8]
  /// The check behind the payload, 4 bytes.
  let check: [UInt8]
  let bound: PayloadBound

  /// Checks the payload and unpacks it.
  func unpacked() throws(ModelFileError) -> RawChunk {
    try checkPayload()
    var payload: [UInt8] = []
    if let count = try inflated(into: &payload) { payload.removeSubrange(count...) } else { payload = stored }
    let isInDigest = !Chunk.isAncillary(header.type) && header.type != Chunk.end
    return RawChunk(header: header, payload: payload, digest: isInDigest ? SHA256.digest(of: payload) : [])
  }

  /// Checks the payload of weights and unpacks it to where it belongs. Depends on nothing but the chunk: several can be
  /// unpacked at once.
  ///
  /// - Parameters:
  ///   - raw: room for the raw payload, and no more.
  ///   - width: bytes a scalar.
  ///   - scratch: what is unpacked on the way, kept so that its memory is used again.
  /// - Returns: the digest of the raw payload.
  func unpack(
    into raw: UnsafeMutableRawBufferPointer, width: Int, scratch: inout [UInt8]
  ) throws(ModelFileError) -> [UInt8] {
    try checkPayload()
    let count = try inflated(into: &scratch)
    if header.codec == .shuffled {
      unsafe unshuffle(scratch, width: width, into: raw)
    } else {
      // `bound` has found it as long as that.
      unsafe raw.copyBytes(from: count == nil ? stored[...] : scratch[..<raw.count])
    }
    return unsafe SHA256.digest(of: UnsafeRawBufferPointer(raw))
  }

  private func checkPayload() throws(ModelFileError) {
    try Self.compare(check, crc32(stored[...], after: header.check), header.place)
  }

  /// Holds the check behind a payload against what was computed.
  static func compare(_ check: [UInt8], _ computed: UInt32, _ place: ModelPlace) throws(ModelFileError) {
    var reader = PayloadReader(check, place: place)
    guard computed == (try reader.integer(UInt32.self)) else {
      throw .broken(.payloadCheck, place, "the check of a payload fails")
    }
  }

  /// Inflates a payload that is compressed to the first bytes of `output`, and returns how many; nil for a stored one.
  private func inflated(into output: inout [UInt8]) throws(ModelFileError) -> Int? {
    guard header.codec != .stored else { return nil }
    func broken(_ rule: ModelRule, _ reason: String) -> ModelFileError { .broken(rule, header.place, reason) }
    guard stored.count >= 8 else { throw broken(.rawLength, "its raw length is missing") }
    var reader = PayloadReader(stored, place: header.place)
    let told: UInt64 = try reader.integer()
    try bound.check(told, header.place)
    guard told <= Chunk.expansion * stored.count else {
      throw broken(.rawLength, "\(told) bytes in \(stored.count); the limit is \(Chunk.expansion) to 1")
    }
    switch inflate(stored, from: 8, count: Int(told), into: &output) {
    case .done: return Int(told)
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
