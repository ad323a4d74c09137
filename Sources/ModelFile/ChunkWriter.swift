/// Puts chunks one after another and ends with `ENDM`.
struct ChunkWriter {
  private var bytes = Chunk.signature
  private var digest = ModelDigest()
  private var sequence: UInt16 = 0

  init() {}

  mutating func append(_ chunk: PackedChunk) {
    digest.update(type: chunk.type, rawLength: chunk.rawLength, digest: chunk.digest)
    let (header, check) = ChunkHeader.bytes(
      type: chunk.type, codec: chunk.codec, length: chunk.stored.count, sequence: sequence)
    bytes += header
    bytes += chunk.stored
    var end = PayloadWriter()
    end.integer(crc32(chunk.stored[...], after: check))
    bytes += end.bytes
    sequence += 1
  }

  /// The whole file. The last chunk is never compressed, so that its size is known.
  consuming func finished() -> [UInt8] {
    var end = PayloadWriter()
    end.integer(UInt32(sequence) + 1)
    end.integer(UInt64(bytes.count + ChunkHeader.bytes + Chunk.endBytes + 4))
    append(PackedChunk(Chunk.end, end.bytes + digest.finish()))
    return bytes
  }
}
