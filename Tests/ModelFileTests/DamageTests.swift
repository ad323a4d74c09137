import ByteStreams
import Networks
import Tables
import TestSupport
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

@Suite struct DamageTests {
  /// One of each task, scalar and codec, and one with every chunk.
  private static let kinds = GoldenModel.all.filter { model in
    ["task", "chunks", "codec", "scalar"].contains { model.name.hasPrefix($0) }
  }

  private static func bytes(of golden: GoldenModel) throws -> [UInt8] { try Fixture.bytes("golden/\(golden.name).nnm") }

  @Test("Every flip of one bit is refused", arguments: kinds)
  func flips(golden: GoldenModel) throws {
    var bytes = try Self.bytes(of: golden)
    for position in bytes.indices {
      for bit in 0..<8 {
        bytes[position] ^= 1 << bit
        let kind = kindOfReading(bytes)
        if kind == "accepted" || kind == "stream" { Issue.record("bit \(bit) of byte \(position): \(kind)") }
        bytes[position] ^= 1 << bit
      }
    }
  }

  @Test("Every truncation is refused as one", arguments: kinds)
  func truncations(golden: GoldenModel) throws {
    let bytes = try Self.bytes(of: golden)
    #expect(kindOfReading([]) == "not a model")
    for count in 1..<bytes.count {
      let kind = kindOfReading(Array(bytes[..<count]))
      if kind != "truncated" { Issue.record("\(count) bytes: \(kind)") }
    }
  }

  @Test("What is appended is refused", arguments: kinds)
  func trailing(golden: GoldenModel) throws {
    let bytes = try Self.bytes(of: golden)
    for tail in [[0], [0x0A], Array("\n# a comment\n".utf8), bytes] {
      #expect(kindOfReading(bytes + tail) == "damaged")
    }
  }

  @Test("Converted newlines and stripped bits are refused, and named", arguments: kinds)
  func conversions(golden: GoldenModel) throws {
    let bytes = try Self.bytes(of: golden)
    let conversions = [
      bytes.filter { $0 != 0x0D }, bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }, bytes.map { $0 & 0x7F },
      Array(String(decoding: bytes, as: UTF8.self).utf8), bytes.flatMap { Array(String(UnicodeScalar($0)).utf8) },
    ]
    for converted in conversions {
      #expect {
        try read(converted)
      } throws: { "\($0)".hasPrefix("not a model file; it looks like a model file ") }
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
