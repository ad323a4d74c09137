import Workers

/// Gathers the pieces of the weights, unpacks several at once, and puts the parameters together.
struct WeightReader {
  private(set) var parameters: [Float] = []
  private let workers: Workers
  private var waiting: [(chunk: StoredChunk, piece: WeightPiece)] = []
  private var rows: RowScalingReader?

  /// Pieces that wait for each thread: enough that none is idle for long, few enough to stay in the cache.
  private static let perThread = 4
  /// So many parameters get their memory at once. More are believed in steps, as their bytes come.
  private static let reserved = 1 << 25

  /// What remains of a piece once its parameters are in their place.
  struct Taken: Sendable {
    let rawLength: Int
    let digest: [UInt8]
  }

  init(workers: Workers) { self.workers = workers }

  var isFull: Bool { waiting.count >= (workers.count == 1 ? 1 : Self.perThread * workers.count) }

  mutating func append(_ chunk: StoredChunk, _ piece: WeightPiece) { waiting.append((chunk, piece)) }

  /// Checks and unpacks what waits, and returns what came of it in the order of the file.
  ///
  /// - Throws: the first error in that order.
  mutating func load(_ layout: WeightLayout) throws(ModelFileError) -> [Taken] {
    guard let last = waiting.last?.piece else { return [] }
    defer { waiting = [] }
    makeRoom(for: last, layout)
    return layout.scalar == .i8 ? try loadRows(layout) : try loadNumbers(layout)
  }

  private mutating func makeRoom(for last: WeightPiece, _ layout: WeightLayout) {
    let layer = layout.layers[last.layer].parameters
    let needed =
      layout.scalar == .i8 || last.isLast
      ? layer.upperBound : layer.lowerBound + last.bytes.upperBound / layout.scalar.width
    if parameters.capacity < needed {
      let all = layout.layers.last?.parameters.upperBound ?? 0
      parameters.reserveCapacity(min(all, max(Self.reserved, 2 * needed)))
    }
    parameters += repeatElement(0, count: needed - parameters.count)
  }

  private mutating func loadNumbers(_ layout: WeightLayout) throws(ModelFileError) -> [Taken] {
    let (waiting, workers) = (waiting, workers)
    let results = unsafe parameters.withUnsafeMutableBufferPointer { parameters in
      // Each piece writes the place of its own parameters.
      nonisolated(unsafe) let places = unsafe parameters
      return workers.map(waiting.count) { index -> Result<Taken, ModelFileError> in
        let (chunk, piece) = waiting[index]
        return Result { () throws(ModelFileError) in
          let raw = try chunk.unpacked(width: layout.scalar.width)
          let width = layout.scalar.width
          let first = layout.layers[piece.layer].parameters.lowerBound
          let range = (first + piece.bytes.lowerBound / width)..<(first + piece.bytes.upperBound / width)
          let isFinite = unsafe layout.scalar.decode(
            raw.payload, into: UnsafeMutableBufferPointer(rebasing: places[range]))
          guard isFinite else { throw .broken(.weightNotFinite, raw.header.place, "a weight is not finite") }
          return Taken(rawLength: raw.payload.count, digest: raw.digest)
        }
      }
    }
    var taken: [Taken] = []
    for result in results { taken.append(try result.get()) }
    return taken
  }

  private mutating func loadRows(_ layout: WeightLayout) throws(ModelFileError) -> [Taken] {
    let waiting = waiting
    let results = workers.map(waiting.count) { index in
      Result { () throws(ModelFileError) in try waiting[index].chunk.unpacked() }
    }
    var taken: [Taken] = []
    for (result, (_, piece)) in zip(results, waiting) {
      let raw = try result.get()
      if piece.bytes.lowerBound == 0 { rows = RowScalingReader(layout.layers[piece.layer]) }
      try rows?.take(raw, into: &parameters)
      taken.append(Taken(rawLength: raw.payload.count, digest: raw.digest))
    }
    return taken
  }
}
