import Workers

/// Reads the weights on several threads, and puts the parameters together.
struct WeightReader {
  private(set) var parameters: [Float] = []
  /// Pieces that were read.
  private(set) var count = 0
  private let workers: Workers
  /// See ``ModelFileLimits/parametersAtOnce``.
  private let atOnce: Int
  private var unpackers: [WeightUnpacker] = []
  private var rows: RowScalingReader?

  /// Pieces with row scales that wait for each thread's share: they are put together in their order.
  private static let scaledPerThread = 4

  init(workers: Workers, atOnce: Int) {
    self.workers = workers
    self.atOnce = atOnce
  }

  /// Reads chunks of weights, the header of the first of which was read, as long as one follows the other or to some
  /// point where it is to be called again.
  ///
  /// - Returns: what came of them, and the header of the chunk that follows if that was read.
  /// - Throws: the first error in the order of the file.
  mutating func read(
    _ header: ChunkHeader, from chunks: inout ChunkReader, _ layout: WeightLayout
  ) throws(ModelFileError) -> (loaded: [LoadedPiece], next: ChunkHeader?) {
    let end = makeRoom(layout)
    let workers = workers.worthwhile(for: layout.pieces[count..<end].reduce(0) { $0 + $1.bytes.count })
    while unpackers.count < workers.count { unpackers.append(WeightUnpacker()) }
    let supply = WeightSupply(chunks, header: header, layout: layout, numbers: count..<end)
    nonisolated(unsafe) let unpackers = unpackers
    unsafe parameters.withUnsafeMutableBufferPointer { parameters in
      // Each piece writes the place of its own parameters.
      nonisolated(unsafe) let places = unsafe parameters
      workers.run(workers.count) { unsafe unpackers[$0].unpack(supply, layout, into: places) }
    }
    let (loaded, next) = try supply.finish(&chunks)
    if layout.scalar == .i8 { for piece in loaded { try loadRows(piece, layout) } }
    count += loaded.count
    return (loaded, next)
  }

  /// Makes room for the parameters of the next pieces, as many as are believed, and returns the number after the last.
  private mutating func makeRoom(_ layout: WeightLayout) -> Int {
    let all = layout.layers.last?.parameters.upperBound ?? 0
    let needed = layout.pieces[count].parametersSoFar(layout)
    if parameters.count < needed {
      let room = min(all, max(atOnce, 2 * needed))
      let old = parameters
      // Not filled: each piece writes its place, and a model is made of all pieces or not at all. The pages come to the
      // threads that write them first.
      parameters = unsafe [Float](unsafeUninitializedCapacity: room) { new, initialized in
        _ = unsafe new.update(fromContentsOf: old)
        initialized = room
      }
    }
    let most = layout.scalar == .i8 ? Self.scaledPerThread * workers.count : layout.pieces.count
    var end = count + 1
    while end < layout.pieces.count, end - count < most,
      layout.pieces[end].parametersSoFar(layout) <= parameters.count
    {
      end += 1
    }
    return end
  }

  private mutating func loadRows(_ loaded: LoadedPiece, _ layout: WeightLayout) throws(ModelFileError) {
    if loaded.piece.bytes.lowerBound == 0 { rows = RowScalingReader(layout.layers[loaded.piece.layer]) }
    try rows?.take(loaded.raw[...], place: loaded.place, into: &parameters)
  }
}
