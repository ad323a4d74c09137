import ByteStreams
import Networks
import Tables
import Testing

@testable import ModelFile

/// The kind of an error, for comparing.
private func kind(_ error: (any Error)?) -> String {
  switch error as? ModelFileError {
  case .broken(let rule, _, _): rule.kind.rawValue
  case .notRepresentable: "not representable"
  case .stream: "stream"
  case nil: "none"
  }
}

private func kindOfReading(_ bytes: [UInt8], limits: ModelFileLimits = ModelFileLimits()) -> String {
  do {
    _ = try read(bytes, limits: limits)
    return "accepted"
  } catch {
    return kind(error)
  }
}

/// A model put together from chunks, so that single ones can be wrong under right checks.
private struct ChunkList {
  var chunks: [(type: String, payload: [UInt8])]

  init(_ model: Model = SampleModels.binary) throws {
    let shape = model.network.shape
    chunks = [
      (Chunk.head, Head(model, scalar: .f32).payload), (Chunk.architecture, ArchitecturePayload.payload(shape)),
      (Chunk.inputs, try InputsPayload.payload(model.schema.inputs)),
      (Chunk.outputs, try OutputsPayload.payload(model.schema.targets)),
    ]
    for index in shape.layers.indices {
      var writer = PayloadWriter()
      writer.floats(model.network.weights(ofLayer: index))
      writer.floats(model.network.biases(ofLayer: index))
      chunks.append((Chunk.weights, writer.bytes))
    }
  }

  var bytes: [UInt8] {
    var writer = ChunkWriter()
    for chunk in chunks { writer.append(PackedChunk(chunk.type, chunk.payload, isStored: true)) }
    return writer.finished()
  }

  /// With byte `offset` of the first chunk of a type replaced.
  func replacing(_ type: String, _ offset: Int, by byte: UInt8) -> ChunkList {
    var copy = self
    if let index = copy.chunks.firstIndex(where: { $0.type == type }) { copy.chunks[index].payload[offset] = byte }
    return copy
  }
}

@Suite struct DamageTests {
  @Test("Every flip of one bit is refused", arguments: SampleModels.all.indices, [false, true])
  func flips(index: Int, stored: Bool) throws {
    let bytes = try SampleModels.all[index].model.fileBytes(as: ModelStorage(isStored: stored))
    for position in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[position] ^= 1 << bit
        let kind = kindOfReading(damaged)
        if kind == "accepted" || kind == "stream" { Issue.record("bit \(bit) of byte \(position): \(kind)") }
      }
    }
  }

  @Test("Every truncation is refused as one", arguments: SampleModels.all.indices)
  func truncations(index: Int) throws {
    let bytes = try SampleModels.all[index].model.fileBytes()
    #expect(kindOfReading([]) == "not a model")
    for count in 1..<bytes.count {
      let kind = kindOfReading(Array(bytes[..<count]))
      if kind != "truncated" { Issue.record("\(count) bytes: \(kind)") }
    }
  }

  @Test("A byte behind the end is refused")
  func trailing() throws {
    #expect(kindOfReading(try SampleModels.binary.fileBytes() + [0]) == "damaged")
  }

  @Test("Converted newlines and stripped bits are named")
  func conversions() throws {
    let bytes = try SampleModels.binary.fileBytes()
    let unix = bytes.filter { $0 != 0x0D }
    #expect(kindOfReading(unix) == "not a model")
    #expect(kindOfReading(bytes.map { $0 & 0x7F }) == "not a model")
    #expect(throws: ModelFileError.self) { try read(bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }) }
  }

  @Test("A lost, doubled or moved chunk is refused")
  func order() throws {
    let sound = try ChunkList()
    #expect(kindOfReading(sound.bytes) == "accepted")
    for index in sound.chunks.indices {
      var lost = sound
      lost.chunks.remove(at: index)
      #expect(kindOfReading(lost.bytes) == "damaged")
      var doubled = sound
      doubled.chunks.insert(sound.chunks[index], at: index)
      #expect(kindOfReading(doubled.bytes) != "accepted")
      var moved = sound
      moved.chunks.swapAt(index, (index + 1) % sound.chunks.count)
      #expect(kindOfReading(moved.bytes) != "accepted")
    }
  }

  @Test("An unknown ancillary chunk is skipped, an unknown critical one refused")
  func unknownChunks() throws {
    var list = try ChunkList()
    list.chunks.insert(("abCd", [1, 2, 3]), at: 4)
    #expect(try read(list.bytes).network == SampleModels.binary.network)
    list.chunks[4].type = "ABCD"
    #expect(kindOfReading(list.bytes) == "unsupported")
  }

  @Test("Wrong content under right checks is refused for what it is")
  func content() throws {
    let sound = try ChunkList()
    let cases: [(String, Int, UInt8, String)] = [
      ("HEAD", 0, 0, "damaged"),  // version 0
      ("HEAD", 2, 2, "damaged"),  // a least reader above the version
      ("HEAD", 4, 9, "unsupported"),  // task
      ("HEAD", 5, 9, "unsupported"),  // scalar
      ("HEAD", 6, 0, "damaged"),  // no layers
      ("HEAD", 11, 0xFF, "over a limit"),  // inputs
      ("HEAD", 23, 0xFF, "over a limit"),  // parameters
      ("HEAD", 16, 14, "damaged"),  // parameters that do not follow
      ("ARCH", 4, 99, "unsupported"),  // activation
      ("ARCH", 6, 0, "unsupported"),  // no biases
      ("ARCH", 6, 2, "damaged"),  // neither biases nor none
      ("ARCH", 7, 1, "damaged"),  // reserved
      ("ARCH", 3, 0xFF, "over a limit"),  // a width
      ("ARCH", 2, 1, "damaged"),  // a width that does not follow
      ("ARCH", 15, 0x3F, "damaged"),  // a parameter where there is none
      ("INPT", 3, 0xFF, "damaged"),  // a count beyond the payload
      ("INPT", 6, 0xFF, "damaged"),  // a name that is not UTF-8
      ("INPT", 8, 7, "unsupported"),  // kind of column
      ("INPT", 9, 7, "unsupported"),  // missing-value rule
      ("INPT", 10, 7, "unsupported"),  // scaler
      ("INPT", 11, 7, "damaged"),  // reserved
      ("OUTP", 11, 7, "unsupported"),  // kind of target
      ("WGHT", 3, 0x7F, "accepted"),
    ]
    for (type, offset, byte, expected) in cases {
      let kind = kindOfReading(sound.replacing(type, offset, by: byte).bytes)
      #expect(kind == expected, "\(type) byte \(offset) = \(byte)")
    }
    // A quiet NaN among the weights.
    let notFinite = sound.replacing("WGHT", 3, by: 0x7F).replacing("WGHT", 2, by: 0xC0)
    #expect(kindOfReading(notFinite.bytes) == "damaged")
  }

  @Test("Wrong means of inputs and states of a training are refused for what they are")
  func ancillaryContent() throws {
    var means = PayloadWriter()
    for mean in [0.5, -2.0] { means.double(mean) }
    var state = ResumeState()
    state.append("a", .integers([7]))
    state.append("b", .floats([1]))
    let sections = try ResumePayload.payload(state)
    func kind(_ type: String, _ payload: [UInt8], at index: Int, replacing bytes: (Int, [UInt8])? = nil) throws
      -> String
    {
      var list = try ChunkList()
      var payload = payload
      if let (offset, bytes) = bytes { payload.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
      list.chunks.insert((type, payload), at: index)
      return kindOfReading(list.bytes)
    }
    #expect(try kind("mEAN", means.bytes, at: 4) == "accepted")
    #expect(try kind("mEAN", means.bytes, at: 3) == "damaged")  // before the targets
    #expect(try kind("mEAN", means.bytes, at: 5) == "damaged")  // after a layer
    #expect(try kind("mEAN", Array(means.bytes.dropLast(8)), at: 4) == "damaged")
    #expect(try kind("mEAN", means.bytes + means.bytes, at: 4) == "damaged")
    #expect(try kind("mEAN", means.bytes, at: 4, replacing: (6, [0xF0, 0x7F])) == "damaged")  // infinite
    #expect(try kind("oPTS", sections, at: 6) == "accepted")
    #expect(try kind("oPTS", sections, at: 5) == "damaged")  // before the last layer
    #expect(try kind("oPTS", sections + [0], at: 6) == "damaged")
    #expect(try kind("oPTS", Array(sections.dropLast()), at: 6) == "damaged")
    #expect(try kind("oPTS", sections, at: 6, replacing: (3, [0xFF])) == "damaged")  // too many sections
    #expect(try kind("oPTS", sections, at: 6, replacing: (7, [9])) == "unsupported")  // kind of section
    #expect(try kind("oPTS", sections, at: 6, replacing: (15, [0x80])) == "damaged")  // 2⁶³ values
    #expect(try kind("oPTS", sections, at: 6, replacing: (26, [0x61])) == "damaged")  // two of one name
  }

  @Test("A payload of another length than follows is damage, one over a limit is not")
  func lengths() throws {
    for type in ["HEAD", "ARCH", "WGHT"] {
      var long = try ChunkList()
      if let index = long.chunks.firstIndex(where: { $0.type == type }) { long.chunks[index].payload.append(0) }
      #expect(kindOfReading(long.bytes) == "damaged", "\(type)")
    }
  }

  @Test("What a reader would refuse is not written")
  func writerLimits() {
    var model = SampleModels.binary
    model.text = ["long": ByteString([UInt8](repeating: 0x61, count: 65_535))]
    for key in 0..<20 { model.text[ByteString("key \(key)")] = model.text["long"] }
    var history = SampleModels.binary
    history.history = HistoryTable(columns: ["epoch"], values: [Double](repeating: 0, count: 9 << 20))
    for model in [model, history] {
      #expect {
        try model.fileBytes(as: ModelStorage(isStored: true))
      } throws: { kind($0) == "not representable" }
    }
  }

  @Test("Keys that Unicode holds for one are two")
  func keys() throws {
    var model = SampleModels.binary
    model.text = [ByteString([0xC3, 0xA9]): "composed", ByteString([0x65, 0xCC, 0x81]): "decomposed"]
    #expect(try read(model.fileBytes()).text.count == 2)
  }

  @Test("A later version is unsupported, not damaged")
  func laterVersion() throws {
    let later = try ChunkList().replacing("HEAD", 0, by: 2).replacing("HEAD", 2, by: 2)
    #expect(kindOfReading(later.bytes) == "unsupported")
    // A later writer whose file this reader can still use.
    #expect(kindOfReading(try ChunkList().replacing("HEAD", 0, by: 2).bytes) == "accepted")
  }

  @Test("Duplicate names and labels are refused; NFC and NFD are two names")
  func names() throws {
    var twins = SampleModels.binary
    twins.schema.inputs[1].name = twins.schema.inputs[0].name
    var labels = SampleModels.binary
    labels.schema.targets[0].kind = .classes(Classes(labels: ["a", "a"], positive: 1, threshold: 0.5))
    for model in [twins, labels] {
      #expect {
        try model.fileBytes()
      } throws: { kind($0) == "not representable" }
    }
    #expect(kindOfReading(try SampleModels.multiclass.fileBytes()) == "accepted")
  }

  @Test("A schema that does not add up to the network is not written")
  func schema() throws {
    var wide = SampleModels.binary
    wide.schema.inputs.append(SampleModels.regression.schema.inputs[0])
    var many = SampleModels.binary
    many.schema.targets = SampleModels.multiclass.schema.targets
    for model in [wide, many] {
      #expect {
        try model.fileBytes()
      } throws: { kind($0) == "not representable" }
    }
    var task = SampleModels.binary
    task.schema.targets = [SampleModels.regression.schema.targets[0]]
    #expect(kindOfReading(try task.fileBytes()) == "accepted")  // one sigmoid serves a quantity as well
    // But nothing else gives a probability.
    for activation: UInt8 in [0, 10] {
      #expect(kindOfReading(try ChunkList().replacing("ARCH", 20, by: activation).bytes) == "damaged")
    }
  }

  @Test("A bomb is refused without its memory")
  func bomb() throws {
    // A megabyte of zeros as a kilobyte: told as what it is, and as more than its chunk may hold.
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let stream = try #require(deflated(zeros, huffmanOnly: false, limit: zeros.count))
    var output: [UInt8] = []
    func kind(_ stream: [UInt8], count: Int = 1 << 20) -> Inflation {
      inflate([9] + stream, from: 1, count: count, into: &output)
    }
    #expect(kind(stream) == .done)
    #expect(output == zeros + [0])
    #expect(kind(stream, count: zeros.count - 1) == .late)
    #expect(kind(stream, count: zeros.count + 1) == .early)
    #expect(kind(stream + [0]) == .trailing)
    #expect(kind(Array(stream.dropLast())) == .early)
    #expect(kind(Array(stream.dropLast(4)) + [0, 0, 0, 0]) == .broken)
    #expect(kind([], count: 0) == .early)
    #expect(kind(deflated([], huffmanOnly: false, limit: 100) ?? [], count: 0) == .done)
    var limits = ModelFileLimits()
    limits.textBytes = 1000
    var model = SampleModels.binary
    model.text = ["long": ByteString(String(repeating: "abcdefghijklmnopqrstuvwxyz", count: 200))]
    #expect(kindOfReading(try model.fileBytes(), limits: limits) == "over a limit")
    #expect(kindOfReading(try model.fileBytes()) == "accepted")
  }

  @Test("Limits can be lowered")
  func limits() throws {
    let bytes = try SampleModels.large.fileBytes()
    var limits = ModelFileLimits()
    limits.parameters = 1000
    #expect(kindOfReading(bytes, limits: limits) == "over a limit")
    limits = ModelFileLimits()
    limits.layers = 1
    #expect(kindOfReading(bytes, limits: limits) == "over a limit")
    limits = ModelFileLimits()
    limits.chunks = 3
    #expect(kindOfReading(bytes, limits: limits) == "over a limit")
  }
}
