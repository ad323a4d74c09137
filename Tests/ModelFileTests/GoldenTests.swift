import ByteStreams
import Glibc
import Networks
import Tables
import TestSupport
import Testing

@testable import ModelFile

/// To make the files anew, for a model that is new: `NN_GOLDEN=write swift test --filter GoldenTests`.
@Suite("The golden models") struct GoldenTests {
  /// The names of the files of a folder of Fixtures that end so.
  private static func names(in folder: String, suffix: String = ".nnm") throws -> [String] {
    try TemporaryFolder.names(of: "\(Fixture.package)/Fixtures/\(folder)").filter { $0.hasSuffix(suffix) }
  }

  @Test("Every file reads as the model that it was, and the writer still makes it so", arguments: GoldenModel.all)
  func golden(_ golden: GoldenModel) throws {
    let path = "golden/\(golden.name).nnm"
    let written = try golden.model.fileBytes(as: golden.storage)
    if getenv("NN_GOLDEN") != nil { try Files.write(written, to: Array("\(Fixture.package)/Fixtures/\(path)".utf8)) }
    let bytes = try Fixture.bytes(path)
    let model = try read(bytes)
    #expect(model.schema == golden.model.schema)
    #expect(model.network.shape == golden.model.network.shape)
    #expect(model.text == golden.model.text)
    #expect(model.history == golden.model.history)
    #expect(model.inputMeans == golden.model.inputMeans)
    #expect(model.resume == golden.model.resume)
    if golden.storage.scalar.isExact { #expect(model.network.parameters == golden.model.network.parameters) }
    // Another zlib may pack otherwise.
    if golden.storage.isStored { #expect(bytes == written) }
    #expect(try read(written) == model)
  }

  @Test("No file is without its model")
  func noStrayFile() throws {
    #expect(try Set(Self.names(in: "golden")) == Set(GoldenModel.all.map { "\($0.name).nnm" }))
  }

  @Test("Their codecs are all there")
  func codecs() throws {
    var codecs: Set<UInt8> = []
    for golden in GoldenModel.all {
      let bytes = try Fixture.bytes("golden/\(golden.name).nnm")
      var offset = Chunk.signature.count
      while offset < bytes.count {
        let length = bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        if Array(bytes[offset + 4..<offset + 8]) == Array("WGHT".utf8) { codecs.insert(bytes[offset + 8]) }
        offset += ChunkHeader.bytes + length + 4
      }
    }
    #expect(codecs == [0, 1, 2])
  }
}
