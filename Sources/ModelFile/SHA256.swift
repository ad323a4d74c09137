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
  static func digest(of bytes: [UInt8]) -> [UInt8] { unsafe bytes.withUnsafeBytes { unsafe digest(of: $0) } }

  /// The digest of bytes, 32 of them.
  static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = SHA256()
    unsafe hash.update(bytes)
    return hash.finish()
  }

  mutating func update(_ bytes: [UInt8]) { unsafe bytes.withUnsafeBytes { unsafe update($0) } }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    let missing = rest.isEmpty ? 0 : min(Self.blockBytes - rest.count, bytes.count)
    unsafe rest.append(contentsOf: bytes[..<missing])
    if rest.count == Self.blockBytes {
      unsafe rest.withUnsafeBytes { unsafe take(UnsafeRawBufferPointer(rebasing: $0[...])) }
      rest = []
    }
    let whole = (bytes.count - missing) / Self.blockBytes * Self.blockBytes
    unsafe take(UnsafeRawBufferPointer(rebasing: bytes[missing..<missing + whole]))
    unsafe rest.append(contentsOf: bytes[(missing + whole)...])
  }

  /// The digest, 32 bytes.
  func finish() -> [UInt8] {
    var copy = self
    let padding = [UInt8](repeating: 0, count: (2 * Self.blockBytes - 9 - rest.count) % Self.blockBytes)
    copy.update([0x80] + padding + bigEndian(length &* 8))
    return copy.state.flatMap { bigEndian($0) }
  }

  /// Takes in whole blocks.
  private mutating func take(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.baseAddress else { return }
    unsafe state.withUnsafeMutableBufferPointer { state in
      unsafe nn_sha256(
        state.baseAddress, first.assumingMemoryBound(to: UInt8.self), bytes.count / Self.blockBytes)
    }
  }
}

private func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  unsafe withUnsafeBytes(of: value.bigEndian) { unsafe Array($0) }
}
