/// The parts that every `.nnm` file is made of; nnm(5) has the whole.
enum Chunk {
  static let signature: [UInt8] = [0x89, 0x4E, 0x4E, 0x4D, 0x0D, 0x0A, 0x1A, 0x0A]
  static let version: UInt16 = 1
  /// The raw payload of `ENDM`: number of chunks, bytes in the file, digest.
  static let endBytes = 4 + 8 + 32
  /// A stored length is less.
  static let lengthBound: UInt32 = 1 << 31
  /// The raw bytes of every `WGHT` of a layer but its last: pieces are packed and unpacked several at once, and one
  /// fits a processor's cache.
  static let pieceBytes = 1 << 20
  /// A raw payload is at most so many times longer than the stored one: more than any trained network needs, and
  /// little enough that the memory of a reader follows the bytes that came.
  static let expansion = 64

  static let head = "HEAD"
  static let architecture = "ARCH"
  static let inputs = "INPT"
  static let outputs = "OUTP"
  static let inputMeans = "mEAN"
  static let text = "tEXt"
  static let history = "hIST"
  static let weights = "WGHT"
  static let resume = "oPTS"
  static let end = "ENDM"

  /// A chunk whose type begins with a small letter may be skipped by a reader that does not know it.
  static func isAncillary(_ type: String) -> Bool { type.utf8.first.map { $0 >= 0x61 } ?? false }
}

/// How a payload is stored.
enum Codec: UInt8 {
  case stored = 0
  case zlib = 1
  /// The bytes of equal significance brought together, then zlib: for `WGHT` only.
  case shuffled = 2
}

/// The 16 bytes that a chunk begins with.
struct ChunkHeader {
  static let bytes = 16

  var type: String
  var codec: Codec
  /// Stored bytes of the payload.
  var length: Int
  /// The byte of the file where the chunk begins.
  var offset: Int
  /// The check of the first 12 bytes, with which that of the payload begins.
  var check: UInt32

  var place: ModelPlace { ModelPlace(chunk: type, offset: offset) }

  /// The bytes of a header, the check included.
  static func bytes(type: String, codec: Codec, length: Int, sequence: UInt16) -> (bytes: [UInt8], check: UInt32) {
    var writer = PayloadWriter()
    writer.integer(UInt32(truncatingIfNeeded: length))
    for byte in type.utf8 { writer.integer(byte) }
    writer.integer(codec.rawValue)
    writer.integer(UInt8(0))
    writer.integer(sequence)
    let check = crc32(writer.bytes[...])
    writer.integer(check)
    return (writer.bytes, check)
  }

  init(type: String, length: Int) {
    self.type = type
    codec = .stored
    self.length = length
    offset = 0
    check = 0
  }

  /// Reads the header of chunk `number`.
  init(parsing bytes: [UInt8], number: Int, offset: Int) throws(ModelFileError) {
    self.offset = offset
    var fields = PayloadReader(bytes, place: ModelPlace(chunk: "chunk \(number)", offset: offset))
    let length: UInt32 = try fields.integer()
    let letters = bytes[4..<8]
    _ = try fields.integer(UInt32.self)
    let code: UInt8 = try fields.integer()
    let reserved: UInt8 = try fields.integer()
    let sequence: UInt16 = try fields.integer()
    check = crc32(bytes[..<12])
    guard check == (try fields.integer(UInt32.self)) else {
      throw fields.broken(.headerCheck, "the check of a chunk's header fails")
    }
    guard letters.allSatisfy({ Self.isCapital($0) || Self.isCapital($0 ^ 0x20) }), Self.isCapital(bytes[6]) else {
      throw fields.broken(.chunkType, "a chunk's type is no type")
    }
    type = String(decoding: letters, as: UTF8.self)
    fields = PayloadReader(bytes, place: ModelPlace(chunk: type, offset: offset))
    guard reserved == 0 else { throw fields.broken(.headerReserved, "a reserved byte is not zero") }
    guard Int(sequence) == number else {
      throw fields.broken(.sequence, "chunk \(number) bears the number \(sequence)")
    }
    guard length < Chunk.lengthBound else { throw fields.broken(.chunkLength, "an impossible length") }
    self.length = Int(length)
    guard let codec = Codec(rawValue: code) else { throw fields.broken(.unsupportedCodec, "codec \(code)") }
    self.codec = codec
    guard codec != .shuffled || type == Chunk.weights else {
      throw fields.broken(.shuffledPlace, "codec 2 is for weights only")
    }
    guard codec == .stored || type != Chunk.end else {
      throw fields.broken(.endStored, "the last chunk is never compressed")
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
}
