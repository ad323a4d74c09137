import ByteStreams
import Networks
import Tables
import Testing
import Workers

@testable import ModelFile

/// A model of several pieces of weights, whose chunks can be damaged one by one.
@Suite("Weights that several threads read") struct WeightReadingTests {
  private let model: Model
  private let bytes: [UInt8]
  /// Where the chunks of weights begin.
  private let places: [Int]

  private static let sample = Result { try makeSample() }

  init() throws { (model, bytes, places) = try Self.sample.get() }

  private static func makeSample() throws -> (Model, bytes: [UInt8], places: [Int]) {
    var model = SampleModels.large
    let layers = [(units: 700, activation: Activation.tanh), (600, .relu), (1, .identity)]
    let shape = try Shape(inputs: 1, layers: layers.map { Layer(units: $0.units, activation: $0.activation) })
    model.network = Network(
      shape: shape, parameters: (0..<shape.parameterCount).map { Float($0 &* 7919 % 2003 - 1001) / 1000 })
    let bytes = try model.fileBytes(as: ModelStorage(isStored: true))
    var places: [Int] = []
    var offset = Chunk.signature.count
    while offset < bytes.count {
      let length = bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
      if bytes[offset + 4..<offset + 8].elementsEqual(Chunk.weights.utf8) { places.append(offset) }
      offset += ChunkHeader.bytes + length + 4
    }
    return (model, bytes, places)
  }

  private func outcome(
    _ bytes: [UInt8], workers: Int, atOnce: Int = 1 << 25, pieceSize: Int = .max
  ) -> Result<Model, ModelFileError> {
    var limits = ModelFileLimits()
    limits.parametersAtOnce = atOnce
    return Result { () throws(ModelFileError) in
      try Model.read(
        from: ByteSource(bytes: bytes, name: "m.nnm", pieceSize: pieceSize), limits: limits,
        workers: Workers(count: workers)
      ).model
    }
  }

  @Test("are the model, however many they are and in whatever steps it gets its memory", arguments: [1, 2, 5])
  func whole(workers: Int) {
    #expect(places.count == 4)
    for atOnce in [1 << 25, 200_000, 1] {
      #expect(outcome(bytes, workers: workers, atOnce: atOnce) == .success(model), "\(atOnce) at once")
    }
    #expect(outcome(bytes, workers: workers, pieceSize: 10_007) == .success(model))
  }

  @Test("go on behind an unknown chunk between them", arguments: [1, 2, 5])
  func unknownChunk(workers: Int) throws {
    // The chunk behind it now has a wrong number: it is told where the other one has ended.
    let number = UInt16(truncatingIfNeeded: bytes[places[2] + 10])
    let (header, check) = ChunkHeader.bytes(type: "abCd", codec: .stored, length: 3, sequence: number)
    var end = PayloadWriter()
    end.integer(crc32([1, 2, 3], after: check))
    let longer = bytes[..<places[2]] + header + [1, 2, 3] + end.bytes + bytes[places[2]...]
    let error = #expect(throws: ModelFileError.self) { try outcome(Array(longer), workers: workers).get() }
    #expect(error?.rule == .sequence)
    #expect(error.map { "\($0)" }?.contains("WGHT, byte \(places[2] + 16 + 3 + 4)") == true)
  }

  /// A file damaged in the payloads of some pieces and cut off, and the piece that is told.
  private static let damages: [(pieces: [Int], cut: Int?, told: Int)] = [
    ([2], nil, 2), ([3, 1], nil, 1), ([1, 2], nil, 1), ([2], 3, 2), ([0], 1, 0), ([3], 3, 3),
  ]

  @Test("tell the first error in the order of the file", arguments: [1, 2, 5])
  func firstError(workers: Int) {
    for (pieces, cut, told) in Self.damages {
      var damaged = bytes
      for piece in pieces { damaged[places[piece] + 100] ^= 1 }
      if let cut { damaged.removeSubrange((places[cut] + 2000)...) }
      let isCutItself = cut == told
      guard case .failure(.broken(let rule, let place, _)) = outcome(damaged, workers: workers) else {
        Issue.record("\(pieces) damaged: accepted")
        continue
      }
      #expect(rule == (isCutItself ? .truncated : .payloadCheck), "\(pieces), cut in \(cut ?? -1)")
      #expect(place.offset == (isCutItself ? damaged.count : places[told]), "\(pieces), cut in \(cut ?? -1)")
    }
  }
}
