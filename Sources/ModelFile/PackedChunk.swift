/// A chunk as it will be stored, but for its place in the file.
struct PackedChunk: Sendable {
  let type: String
  let codec: Codec
  let stored: [UInt8]
  let rawLength: Int
  /// The SHA-256 of the raw payload, if the model's identifier depends on it.
  let digest: [UInt8]

  /// Up to so many raw bytes a codec is chosen by trying it.
  private static let triedWhole = 1 << 16
  /// Of a longer payload so many bytes are tried.
  private static let sampleBytes = 1 << 14

  /// Packs a payload with the codec that makes it smallest, of equals with the lower one. Depends on nothing but its
  /// arguments: several can be packed at once.
  ///
  /// - Parameter width: bytes a scalar; where it is given, the payload may be shuffled.
  init(_ type: String, _ payload: [UInt8], width: Int? = nil, isStored: Bool = false) {
    self.type = type
    rawLength = payload.count
    digest = Chunk.isAncillary(type) || type == Chunk.end ? [] : SHA256.digest(of: payload)
    let mayBePacked = !isStored && type != Chunk.end && (type != Chunk.resume || payload.count <= Chunk.pieceBytes)
    let codecs = mayBePacked ? Self.candidates(for: payload, width: width) : []
    var best = (codec: Codec.stored, bytes: payload)
    for codec in codecs {
      guard let bytes = Self.packed(payload, codec, width: width ?? 1, limit: best.bytes.count) else { continue }
      // A reader would not believe it.
      guard payload.count <= Chunk.expansion * bytes.count else { continue }
      best = (codec, bytes)
    }
    codec = best.codec
    stored = best.bytes
  }

  /// The codecs that are worth trying.
  private static func candidates(for payload: [UInt8], width: Int?) -> [Codec] {
    guard let width else { return [.zlib] }
    guard payload.count > triedWhole else { return [.zlib, .shuffled] }
    // Looking for repetitions takes five times as long, and in trained weights there are none.
    let sample = Array(payload[..<sampleBytes])
    func size(_ codec: Codec) -> Int {
      packed(sample, codec, width: width, limit: sampleBytes)?.count ?? sampleBytes
    }
    return size(.zlib) < size(.shuffled) ? [.zlib, .shuffled] : [.shuffled]
  }

  /// The payload under a codec, if that takes fewer bytes than `limit`.
  private static func packed(_ payload: [UInt8], _ codec: Codec, width: Int, limit: Int) -> [UInt8]? {
    var length = PayloadWriter()
    length.integer(UInt64(payload.count))
    let bytes = codec == .shuffled ? shuffled(payload, width: width) : payload
    let stream = deflated(bytes, huffmanOnly: codec == .shuffled, limit: limit - length.bytes.count)
    return stream.map { length.bytes + $0 }
  }
}
