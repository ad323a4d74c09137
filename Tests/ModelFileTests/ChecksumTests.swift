import CChecksums
import Testing

@testable import ModelFile

@Suite struct ChecksumTests {
  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func digest(_ text: String, pieces: Int = .max) -> String {
    var hash = SHA256()
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let end = min(bytes.count, index + min(pieces, bytes.count))
      hash.update(Array(bytes[index..<end]))
      index = end
    }
    return hexadecimal(hash.finish())
  }

  @Test(
    "SHA-256 gives the digests of FIPS 180-4's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func examples(text: String, expected: String) {
    #expect(digest(text) == expected)
    #expect(digest(text, pieces: 1) == expected)
  }

  @Test("SHA-256 of a million a's")
  func million() {
    #expect(
      digest(String(repeating: "a", count: 1_000_000), pieces: 1000)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(
    "The processor's SHA-256 is the plain one, at every length", arguments: [0, 1, 55, 56, 63, 64, 65, 127, 128, 1000])
  func plainTwin(count: Int) {
    let blocks = (0..<count * 64).map { UInt8(truncatingIfNeeded: $0 * 31 >> 3) }
    var states = [[UInt32]](repeating: (0..<8).map { UInt32($0) * 0x1234_5678 }, count: 2)
    blocks.withUnsafeBufferPointer {
      nn_sha256(&states[0], $0.baseAddress, count)
      nn_sha256_plain(&states[1], $0.baseAddress, count)
    }
    #expect(states[0] == states[1])
  }

  @Test("CRC-32 gives the check value of its catalogue, in one piece and in two")
  func cyclicRedundancyCheck() {
    #expect(crc32(Array("123456789".utf8)[...]) == 0xCBF4_3926)
    #expect(crc32(Array("6789".utf8)[...], after: crc32(Array("12345".utf8)[...])) == 0xCBF4_3926)
    #expect(crc32([][...]) == 0)
  }

  @Test("What stands for the beginning of some bytes has their CRC-32, and Adler-32 is its definition, at every length")
  func checksOfEveryLength() {
    let bytes = (0..<12_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 5) }
    for count in Array(0..<200) + [1000, 5535, 5536, 5537, 5568, 12_000] {
      let text = bytes.prefix(count)
      var register = UInt32.max
      var (low, high) = (1, 0)
      for byte in text {
        register ^= UInt32(byte)
        for _ in 0..<8 { register = register >> 1 ^ (register & 1) * 0xEDB8_8320 }
        low = (low + Int(byte)) % 65_521
        high = (high + low) % 65_521
      }
      #expect(crc32(text) == ~register, "\(count) bytes")
      #expect(nn_adler32(1, bytes, count) == UInt32(high << 16 | low), "\(count) bytes")
      let half = count / 2
      #expect(crc32(text.dropFirst(half), after: crc32(text.prefix(half))) == ~register, "\(count) bytes in two")
      let rest = Array(text.dropFirst(half))
      #expect(nn_adler32(nn_adler32(1, bytes, half), rest, rest.count) == UInt32(high << 16 | low))
    }
  }

  @Test("The greatest bytes there are do not overflow Adler-32")
  func greatestBytes() {
    let bytes = [UInt8](repeating: 0xFF, count: 100_000)
    var (low, high) = (65_520, 65_520)
    for byte in bytes {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    #expect(nn_adler32(65_520 << 16 | 65_520, bytes, bytes.count) == UInt32(high << 16 | low))
  }

  private func unshuffled(_ bytes: [UInt8], width: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: bytes.count)
    result.withUnsafeMutableBytes { unshuffle(bytes, width: width, into: $0) }
    return result
  }

  @Test("Shuffling brings equal bytes together, and back")
  func shuffles() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
    #expect(shuffled(bytes, width: 2) == [1, 3, 5, 7, 2, 4, 6, 8])
    for width in [1, 2, 4, 8] {
      let many = (0..<1000 * width).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 4) }
      #expect(unshuffled(shuffled(many, width: width), width: width) == many)
    }
    #expect(shuffled(bytes, width: 4) == [1, 5, 2, 6, 3, 7, 4, 8])
    #expect(unshuffled(shuffled(bytes, width: 4), width: 4) == bytes)
    #expect(shuffled([], width: 4) == [])
  }
}
