import ByteStreams
import CChecksums
import CZlib
import ModelFile
import Workers

/// An input is read as it is and, its checks made right, once more, so that what lies behind them is reached too.
func fuzzModel(_ bytes: [UInt8]) {
  examine(bytes)
  examine(Repair.repaired(bytes))
}

/// What is read is written, and that must read as the same model.
private func examine(_ bytes: [UInt8]) {
  guard let (model, facts) = try? read(bytes, workers: 1) else { return }
  let storage = ModelStorage(scalar: facts.scalar.isExact ? facts.scalar : .f32, isStored: true)
  guard let written = try? model.fileBytes(as: storage, workers: .one) else {
    fatalError("a model that was read is not written")
  }
  guard let again = try? read(written, workers: 2), again.model == model else {
    fatalError("a model that was written is not read")
  }
  guard (try? again.model.fileBytes(as: storage, workers: .one)) == written else {
    fatalError("the same model is written otherwise")
  }
}

private func read(_ bytes: [UInt8], workers: Int) throws -> (model: Model, facts: ModelFileFacts) {
  // Enough for every rule, and little enough for a thousand inputs a second.
  var limits = ModelFileLimits()
  limits.parameters = 1 << 20
  return try Model.read(
    from: ByteSource(bytes: bytes, name: "input"), limits: limits, workers: Workers(count: workers))
}

/// Makes the lengths, numbers, checks and the digest of a file right, whatever its payloads hold.
private enum Repair {
  static let types = ["HEAD", "ARCH", "INPT", "OUTP", "mEAN", "tEXt", "hIST", "WGHT", "oPTS", "ENDM", "abCd", "ABCD"]
    .map { Array($0.utf8) }

  static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    // A chunk goes from the length before a known type to that before the next.
    let starts = bytes.indices.dropFirst(12).dropLast(16).filter { index in
      types.contains { bytes[index] == $0[0] && bytes[index...].starts(with: $0) }
    }.map { $0 - 4 }
    var file: [UInt8] = [0x89, 0x4E, 0x4E, 0x4D, 0x0D, 0x0A, 0x1A, 0x0A]
    var digests: [UInt8] = []
    var width = 4
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : bytes.count
      guard end - start >= 20 else { continue }
      let type = bytes[start + 4..<start + 8]
      let codec = bytes[start + 8]
      var payload = Array(bytes[start + 16..<end - 4])
      if type.elementsEqual("HEAD".utf8), payload.count > 5 { width = [4, 4, 8, 2, 2, 1][Int(payload[5] % 6)] }
      if type.elementsEqual("ENDM".utf8) {
        payload =
          little(UInt32(number + 1), 4) + little(UInt64(file.count + 64), 8) + sha256(digests)
      } else if type.first ?? 0 < 0x61, let raw = raw(payload, codec, width) {
        digests += type + little(UInt64(raw.count), 8) + sha256(raw)
      }
      let header =
        little(UInt32(payload.count), 4) + type + [codec, bytes[start + 9]]
        + little(UInt16(truncatingIfNeeded: number), 2)
      let check = crc(header)
      file += header + little(UInt32(check), 4) + payload
      file += little(UInt32(crc(payload, after: check)), 4)
    }
    return file
  }

  private static func raw(_ payload: [UInt8], _ codec: UInt8, _ width: Int) -> [UInt8]? {
    guard codec != 0 else { return payload }
    guard codec <= 2, payload.count > 8 else { return nil }
    let told = payload[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard told <= 1 << 20 else { return nil }
    var raw = [UInt8](repeating: 0, count: Int(told))
    var length = uLong(told)
    guard
      payload[8...].withUnsafeBufferPointer({ stream in
        uncompress(&raw, &length, stream.baseAddress, uLong(stream.count)) == Z_OK
      })
    else { return nil }
    guard codec == 2 else { return raw }
    var result = raw
    nn_unshuffle(raw.count / width, width, raw, &result)
    return result
  }

  private static func crc(_ bytes: [UInt8], after check: UInt = 0) -> UInt {
    UInt(crc32_z(check, bytes, bytes.count))
  }

  private static func little(_ value: some FixedWidthInteger, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    var padded = bytes + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    padded += little(UInt64(8 * bytes.count), 8).reversed()
    nn_sha256(&state, padded, padded.count / 64)
    return state.flatMap { little($0, 4).reversed() }
  }
}
