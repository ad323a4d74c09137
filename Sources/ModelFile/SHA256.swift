import CChecksums

/// SHA-256 (FIPS 180-4) over bytes that come in parts.
///
/// The algorithm is 60 lines of C, with the processor's own instructions where it has them: a package for it would be
/// many times the size of this suite. It guards against damage, not against an adversary.
struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// What does not fill a block yet.
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  private static let blockBytes = 64

  /// The digest of bytes, 32 of them.
  static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  mutating func update(_ bytes: [UInt8]) {
    length &+= UInt64(bytes.count)
    let missing = rest.isEmpty ? 0 : min(Self.blockBytes - rest.count, bytes.count)
    rest += bytes[..<missing]
    if rest.count == Self.blockBytes {
      take(rest, from: 0, blocks: 1)
      rest = []
    }
    let blocks = (bytes.count - missing) / Self.blockBytes
    take(bytes, from: missing, blocks: blocks)
    rest += bytes[(missing + blocks * Self.blockBytes)...]
  }

  /// The digest, 32 bytes.
  func finish() -> [UInt8] {
    var copy = self
    let padding = [UInt8](repeating: 0, count: (2 * Self.blockBytes - 9 - rest.count) % Self.blockBytes)
    copy.update([0x80] + padding + bigEndian(length &* 8))
    return copy.state.flatMap { bigEndian($0) }
  }

  private mutating func take(_ bytes: [UInt8], from offset: Int, blocks: Int) {
    guard blocks > 0 else { return }
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe state.withUnsafeMutableBufferPointer { state in
        guard let bytes = bytes.baseAddress else { return }
        unsafe nn_sha256(state.baseAddress, bytes + offset, blocks)
      }
    }
  }
}

private func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  unsafe withUnsafeBytes(of: value.bigEndian) { unsafe Array($0) }
}
