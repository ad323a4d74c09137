import ByteStreams

/// One chunk, its checks passed and its payload unpacked.
struct RawChunk {
  let type: String
  let payload: [UInt8]
  /// Where it begins in the file.
  let offset: Int

  func reader() -> PayloadReader { PayloadReader(payload, chunk: type, offset: offset) }
}

/// How long the raw payload of a chunk may be.
enum PayloadBound {
  /// As long as the format or an earlier chunk says: anything else is damage.
  case atMost(Int)
  /// A limit of the reader's own.
  case limit(Int)

  var bytes: Int {
    switch self {
    case .atMost(let bytes), .limit(let bytes): bytes
    }
  }

  func exceeded(by count: UInt64, chunk: String, offset: Int) -> ModelFileError {
    switch self {
    case .atMost(let bytes):
      .damaged(chunk: chunk, offset: offset, reason: "\(count) bytes where there can be \(bytes)")
    case .limit(let bytes): .overLimit(chunk: chunk, what: "\(count) bytes; the limit is \(bytes)")
    }
  }
}

/// Reads chunks front to back from a file or a pipe. Memory follows the bytes that came, not the sizes that are told.
struct ChunkReader {
  private let source: ByteSource
  private let limits: ModelFileLimits
  /// Bytes taken so far.
  private(set) var offset = 0
  private(set) var count = 0
  private(set) var rawBytes = 0
  private(set) var digest = SHA256()

  private static let step = 1 << 16

  init(_ source: ByteSource, limits: ModelFileLimits) throws(ModelFileError) {
    self.source = source
    self.limits = limits
    let found = try bytes(upTo: Chunk.signature.count)
    guard found == Chunk.signature else {
      if !found.isEmpty, Chunk.signature.starts(with: found) { throw .truncated(offset: found.count) }
      throw .notAModel(found: known(found))
    }
  }

  /// The next chunk. `bound` tells how long its raw payload may be, by its type.
  mutating func next(bound: (String) -> PayloadBound) throws(ModelFileError) -> RawChunk {
    let start = offset
    guard count < limits.chunks else {
      throw .overLimit(chunk: "chunk \(count)", what: "more than \(limits.chunks) chunks")
    }
    let header = try exactly(Chunk.headerBytes)
    var fields = PayloadReader(header + (try exactly(4)), chunk: "chunk \(count)", offset: start)
    let length = Int(try fields.integer(UInt32.self))
    let letters = header[4..<8]
    _ = try fields.integer(UInt32.self)
    let codecCode: UInt8 = try fields.integer()
    let reserved: UInt8 = try fields.integer()
    let sequence: UInt16 = try fields.integer()
    guard crc32(header) == (try fields.integer(UInt32.self)) else {
      throw fields.damaged("the check of a chunk's header fails")
    }
    guard letters.allSatisfy(isLetter), !isSmall(header[6]) else { throw fields.damaged("a chunk's type is no type") }
    let type = String(decoding: letters, as: UTF8.self)
    func damaged(_ reason: String) -> ModelFileError { .damaged(chunk: type, offset: start, reason: reason) }
    guard reserved == 0 else { throw damaged("a reserved byte is not zero") }
    guard Int(sequence) == count else { throw damaged("chunk \(count) bears the number \(sequence)") }
    guard length < Chunk.lengthBound else { throw damaged("an impossible length") }
    guard let codec = Codec(rawValue: codecCode) else { throw .unsupported(chunk: type, what: "codec \(codecCode)") }
    guard codec != .shuffled || type == Chunk.weights else { throw damaged("codec 2 is for weights only") }
    guard codec == .stored || type != Chunk.end else { throw damaged("the last chunk is never compressed") }
    let bound = bound(type)
    // A stored payload is as long as its raw one; a compressed one may be at most a little longer.
    guard length <= bound.bytes + bound.bytes / 1000 + 1024 else {
      throw bound.exceeded(by: UInt64(length), chunk: type, offset: start)
    }
    let stored = try exactly(length)
    var check = PayloadReader(try exactly(4), chunk: type, offset: start)
    guard crc32(stored, after: crc32(header)) == (try check.integer(UInt32.self)) else {
      throw damaged("the check of a payload fails")
    }
    let payload = try unpacked(stored, codec, type: type, start: start, bound: bound)
    if !Chunk.isAncillary(type), type != Chunk.end { digest.update(criticalChunk: type, payload) }
    count += 1
    rawBytes += payload.count
    return RawChunk(type: type, payload: payload, offset: start)
  }

  /// Nothing may follow the last chunk.
  mutating func end() throws(ModelFileError) {
    let last = offset
    guard try bytes(upTo: 1).isEmpty else {
      throw .damaged(chunk: Chunk.end, offset: last, reason: "bytes follow the end")
    }
  }

  private func unpacked(
    _ stored: [UInt8], _ codec: Codec, type: String, start: Int, bound: PayloadBound
  ) throws(ModelFileError) -> [UInt8] {
    func damaged(_ reason: String) -> ModelFileError { .damaged(chunk: type, offset: start, reason: reason) }
    guard codec != .stored else {
      guard stored.count <= bound.bytes else {
        throw bound.exceeded(by: UInt64(stored.count), chunk: type, offset: start)
      }
      return stored
    }
    var reader = PayloadReader(stored, chunk: type, offset: start)
    let told: UInt64 = try reader.integer()
    guard told <= bound.bytes else { throw bound.exceeded(by: told, chunk: type, offset: start) }
    // Deflate cannot do better than 1,032 to 1.
    guard told <= 1032 * UInt64(stored.count) + 64 else { throw damaged("a raw length that its stream cannot hold") }
    guard let payload = inflated(Array(stored[8...]), count: Int(told)) else {
      throw damaged("its zlib stream is broken")
    }
    guard codec == .shuffled else { return payload }
    guard payload.count % 4 == 0 else { throw damaged("its payload is no whole number of scalars") }
    return unshuffled(payload, width: 4)
  }

  private mutating func exactly(_ count: Int) throws(ModelFileError) -> [UInt8] {
    let found = try bytes(upTo: count)
    guard found.count == count else { throw .truncated(offset: offset) }
    return found
  }

  private mutating func bytes(upTo count: Int) throws(ModelFileError) -> [UInt8] {
    var result: [UInt8] = []
    while result.count < count {
      let room = min(count - result.count, ChunkReader.step)
      let filled = result.count
      result += repeatElement(0, count: room)
      let got: Int
      do { got = try source.read(into: &result, at: filled, count: room) } catch { throw .stream(error) }
      result.removeSubrange((filled + got)...)
      if got == 0 { break }
    }
    offset += result.count
    return result
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || isSmall(byte) }
private func isSmall(_ byte: UInt8) -> Bool { (97...122).contains(byte) }

/// What a file that begins so is commonly called.
private func known(_ bytes: [UInt8]) -> String? {
  let signatures: [([UInt8], String)] = [
    ([0x89, 0x4E, 0x4E, 0x4D], "a model file whose newlines were converted"),
    ([0x09, 0x4E, 0x4E, 0x4D], "a model file stripped to 7 bits"),
    ([0x1F, 0x8B], "a gzip file"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip file (.npz, .keras, PyTorch)"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy file"),
    ([0x89, 0x48, 0x44, 0x46], "an HDF5 file (.h5)"),
    ([0x47, 0x47, 0x55, 0x46], "a GGUF file"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"),
    ([0x25, 0x50, 0x44, 0x46], "a PDF"),
  ]
  if bytes.isEmpty { return "an empty file" }
  if let match = signatures.first(where: { bytes.starts(with: $0.0) }) { return match.1 }
  return bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) ? "a text file" : nil
}
