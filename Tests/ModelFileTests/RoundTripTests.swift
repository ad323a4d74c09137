import ByteStreams
import Networks
import Tables
import Testing

@testable import ModelFile

@Suite struct RoundTripTests {
  @Test("What is written is read", arguments: SampleModels.all.indices, [false, true])
  func roundTrip(index: Int, stored: Bool) throws {
    let model = SampleModels.all[index].model
    #expect(try read(model.fileBytes(as: ModelStorage(isStored: stored))) == model)
  }

  @Test("A pipe that brings a byte at a time gives the same model")
  func slowPipe() throws {
    let bytes = try SampleModels.multiclass.fileBytes()
    let source = ByteSource(bytes: bytes, name: "pipe", pieceSize: 1)
    #expect(try Model.read(from: source).model == SampleModels.multiclass)
  }

  @Test("The same model gives the same bytes")
  func sameBytes() throws {
    #expect(try SampleModels.binary.fileBytes() == SampleModels.binary.fileBytes())
  }

  @Test("Weights that compress are stored smaller, and read back exactly")
  func compression() throws {
    let model = SampleModels.large
    let (small, large) = (try model.fileBytes(), try model.fileBytes(as: ModelStorage(isStored: true)))
    #expect(small.count < large.count)
    #expect(try read(small) == model)
    #expect(try read(large) == model)
  }

  @Test("The identifier depends on the model, not on compression or comments")
  func identifier() throws {
    func identifier(_ model: Model, stored: Bool = false) throws -> String {
      let bytes = try model.fileBytes(as: ModelStorage(isStored: stored))
      return try Model.read(from: ByteSource(bytes: bytes, name: "m")).facts.identifier
    }
    let model = SampleModels.large
    var commented = model
    commented.text = ["note": "another one"]
    commented.history = HistoryTable(columns: ["epoch"], values: [1])
    commented.inputMeans = [0]
    commented.resume = ResumeState()
    #expect(try identifier(model) == identifier(model, stored: true))
    #expect(try identifier(model) == identifier(commented))
    var other = model
    other.network.parameters[0] += 1
    #expect(try identifier(model) != identifier(other))
    #expect(try identifier(model).count == 64)
  }

  @Test("The layout is the one of the specification, byte for byte")
  func layout() throws {
    let bytes = try SampleModels.binary.fileBytes(as: ModelStorage(isStored: true))
    #expect(Array(bytes[..<8]) == [0x89, 0x4E, 0x4E, 0x4D, 0x0D, 0x0A, 0x1A, 0x0A])
    // HEAD: 24 bytes, stored, sequence 0.
    #expect(Array(bytes[8..<20]) == [24, 0, 0, 0] + Array("HEAD".utf8) + [0, 0, 0, 0])
    #expect(
      Array(bytes[24..<48]) == [
        1, 0, 1, 0, 1, 1, 2, 0,  // version, least reader, binary, f32, layers
        2, 0, 0, 0, 1, 0, 0, 0,  // inputs, outputs
        13, 0, 0, 0, 0, 0, 0, 0,  // parameters
      ])
    // ARCH: 32 bytes, stored, sequence 1; 3 units of tanh, 1 of sigmoid.
    #expect(Array(bytes[52..<64]) == [32, 0, 0, 0] + Array("ARCH".utf8) + [0, 0, 1, 0])
    #expect(Array(bytes[68..<76]) == [3, 0, 0, 0, 2, 0, 1, 0])
    #expect(Array(bytes[84..<92]) == [1, 0, 0, 0, 1, 0, 1, 0])
    // ENDM: its digest is the last but for the check.
    let facts = try Model.read(from: ByteSource(bytes: bytes, name: "m")).facts
    #expect(Array(bytes[(bytes.count - 36)..<(bytes.count - 4)]) == facts.digest)
    #expect(facts.bytes == bytes.count)
  }

  @Test("What the format has no place for is refused before a byte is written")
  func notRepresentable() {
    var infinite = SampleModels.binary
    infinite.network.parameters[3] = .infinity
    var badName = SampleModels.binary
    badName.schema.inputs[0].name = ByteString([0x66, 0xFF])
    var longName = SampleModels.binary
    longName.schema.inputs[0].name = ByteString([UInt8](repeating: 0x61, count: 65_536))
    var fewMeans = SampleModels.binary
    fewMeans.inputMeans = [0.5]
    var noMean = SampleModels.binary
    noMean.inputMeans = [0.5, .nan]
    var twins = SampleModels.binary
    twins.resume = ResumeState()
    for _ in 0..<2 { twins.resume?.append("twin", .integers([])) }
    for model in [infinite, badName, longName, fewMeans, noMean, twins] {
      #expect {
        try model.fileBytes()
      } throws: { error in
        if case .some(.notRepresentable) = error as? ModelFileError { true } else { false }
      }
    }
  }
}
