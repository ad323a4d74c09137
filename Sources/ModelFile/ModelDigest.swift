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
