/// The parts that every `.nnm` file is made of; nnm(5) has the whole.
enum Chunk {
  static let signature: [UInt8] = [0x89, 0x4E, 0x4E, 0x4D, 0x0D, 0x0A, 0x1A, 0x0A]
  static let version: UInt16 = 1
  /// Length, type, codec, zero, sequence.
  static let headerBytes = 12
  /// The raw payload of `ENDM`: number of chunks, bytes in the file, digest.
  static let endBytes = 4 + 8 + 32
  /// A stored length is less.
  static let lengthBound = 1 << 31

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

/// Brings the first bytes of all scalars together, then the second ones …: the exponents of trained weights are much
/// alike, their last digits are noise.
func shuffled(_ bytes: [UInt8], width: Int) -> [UInt8] {
  let count = bytes.count / width
  return unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { result, initialized in
    for byte in 0..<width {
      for index in 0..<count { unsafe result[byte * count + index] = bytes[index * width + byte] }
    }
    initialized = count * width
  }
}

/// The inverse of `shuffled(_:width:)`.
func unshuffled(_ bytes: [UInt8], width: Int) -> [UInt8] {
  let count = bytes.count / width
  return unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { result, initialized in
    for index in 0..<count {
      for byte in 0..<width { unsafe result[index * width + byte] = bytes[byte * count + index] }
    }
    initialized = count * width
  }
}
