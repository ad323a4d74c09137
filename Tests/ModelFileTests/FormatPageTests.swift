import ByteStreams
import Networks
import TestSupport
import Testing

@testable import ModelFile

@Suite("nnm(5) and the code agree") struct FormatPageTests {
  private let page: String

  init() throws { page = String(decoding: try Files.read(Array("\(Fixture.package)/man/nnm.5".utf8)), as: UTF8.self) }

  @Test("The page names every rule, and no other")
  func rules() throws {
    let sections = try #require(page.firstMatch(of: /(?s)\n\.Ss Limits\n(.+)\n\.Ss Versions\n/)).1
    let told = sections.matches(of: /(?m)^\.It Li ([a-z0-9-]+)$|Ta Li (limit-[a-z]+)$/)
      .compactMap { $0.1 ?? $0.2 }.map(String.init)
    #expect(Set(told) == Set(ModelRule.allCases.map(\.rawValue)))
    #expect(told.count == ModelRule.allCases.count)
  }

  /// The bytes of the dump in EXAMPLES: `0008  18 00 00 00    24 bytes`.
  private func dump() throws -> [UInt8] {
    var bytes: [UInt8] = []
    for line in page.matches(of: /(?m)^([0-9a-f]{4})  ((?:[0-9a-f]{2} )*[0-9a-f]{2})/) {
      #expect(Int(line.1, radix: 16) == bytes.count, "\(line.0)")
      bytes += line.2.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    }
    return bytes
  }

  @Test("The writer makes the file that is taken apart, byte for byte")
  func dumpIsWritten() throws {
    let bytes = try dump()
    let model = try read(bytes)
    #expect(model.network.shape.sizes == [2, 1])
    #expect(try model.fileBytes(as: ModelStorage(isStored: true)) == bytes)
  }
}
