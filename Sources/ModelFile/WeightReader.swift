import Workers

/// Gathers the pieces of the weights, unpacks several at once, and puts the parameters together.
struct WeightReader {
  private(set) var parameters: [Float] = []
  private let workers: Workers
  private var slots: [WeightSlot] = []
  private var waiting = 0
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

  var isFull: Bool { waiting >= (workers.count == 1 ? 1 : Self.perThread * workers.count) }

  /// An array whose memory is free for the next chunk.
  mutating func memory() -> [UInt8] { waiting < slots.count ? slots[waiting].takeMemory() : [] }

  mutating func append(_ chunk: StoredChunk, _ piece: WeightPiece) {
    if waiting == slots.count { slots.append(WeightSlot()) }
    slots[waiting].fill(chunk, piece)
    waiting += 1
  }

  /// Checks and unpacks what waits, and returns what came of it in the order of the file.
  ///
  /// - Throws: the first error in that order.
  mutating func load(_ layout: WeightLayout) throws(ModelFileError) -> [Taken] {
    guard waiting > 0, let last = slots[waiting - 1].piece else { return [] }
    let count = waiting
    waiting = 0
    makeRoom(for: last, layout)
    let workers = workers.worthwhile(for: slots[..<count].reduce(0) { $0 + ($1.piece?.bytes.count ?? 0) })
    nonisolated(unsafe) let filled = slots
    let results = unsafe parameters.withUnsafeMutableBufferPointer { parameters in
      // Each piece writes the place of its own parameters, and its own slot.
      nonisolated(unsafe) let places = unsafe parameters
      return workers.map(count) { index in
        Result { () throws(ModelFileError) in try unsafe filled[index].unpack(layout, into: places) }
      }
    }
    var taken: [Taken] = []
    for (result, slot) in zip(results, slots) {
      taken.append(try result.get())
      if layout.scalar == .i8 { try loadRows(slot, layout) }
    }
    return taken
  }

  private mutating func makeRoom(for last: WeightPiece, _ layout: WeightLayout) {
    let needed = last.parametersSoFar(layout)
    guard parameters.count < needed else { return }
    let all = layout.layers.last?.parameters.upperBound ?? 0
    if parameters.isEmpty, all <= Self.reserved {
      // Not filled: each piece writes its place, and a model is made of all pieces or not at all. The pages come to the
      // threads that write them first.
      parameters = unsafe [Float](unsafeUninitializedCapacity: all) { $1 = all }
      return
    }
    if parameters.capacity < needed { parameters.reserveCapacity(min(all, max(Self.reserved, 2 * needed))) }
    parameters += repeatElement(0, count: needed - parameters.count)
  }

  private mutating func loadRows(_ slot: WeightSlot, _ layout: WeightLayout) throws(ModelFileError) {
    guard let piece = slot.piece, let place = slot.place else { return }
    if piece.bytes.lowerBound == 0 { rows = RowScalingReader(layout.layers[piece.layer]) }
    try rows?.take(slot.raw[..<piece.bytes.count], place: place, into: &parameters)
  }
}

/// A piece of the weights that waits, and memory that is used for one piece after another.
final class WeightSlot {
  private(set) var piece: WeightPiece?
  /// The raw payload, where it is not that of the parameters themselves.
  private(set) var raw: [UInt8] = []
  private var chunk: StoredChunk?
  private var scratch: [UInt8] = []

  var place: ModelPlace? { chunk?.header.place }

  func fill(_ chunk: StoredChunk, _ piece: WeightPiece) {
    self.chunk = chunk
    self.piece = piece
  }

  /// Gives up the chunk that was here.
  func takeMemory() -> [UInt8] {
    let memory = chunk?.stored
    chunk = nil
    return memory ?? []
  }

  /// Unpacks the piece, and puts its parameters into their place among all unless they have row scales.
  func unpack(
    _ layout: WeightLayout, into parameters: UnsafeMutableBufferPointer<Float>
  ) throws(ModelFileError) -> WeightReader.Taken {
    guard let chunk, let piece else { return WeightReader.Taken(rawLength: 0, digest: []) }
    let count = piece.bytes.count
    let scalar = layout.scalar
    let digest: [UInt8]
    var isFinite = true
    if scalar == .f32 {
      // The bytes of the file are those of the parameters: unpacked, hashed and looked at where they stay.
      let place = unsafe UnsafeMutableBufferPointer(rebasing: parameters[piece.parameters(layout)])
      let bytes = UnsafeMutableRawBufferPointer(place)
      digest = try unsafe chunk.unpack(into: bytes, width: scalar.width, scratch: &scratch)
      isFinite = unsafe scalar.decode(UnsafeRawBufferPointer(bytes), into: place)
    } else {
      if raw.count < count { raw += repeatElement(0, count: count - raw.count) }
      var result = Result<[UInt8], ModelFileError>.success([])
      unsafe raw.withUnsafeMutableBytes { raw in
        let bytes = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[..<count])
        result = Result { () throws(ModelFileError) in
          try unsafe chunk.unpack(into: bytes, width: scalar.width, scratch: &scratch)
        }
        guard scalar != .i8, case .success = result else { return }
        isFinite = unsafe scalar.decode(
          UnsafeRawBufferPointer(bytes),
          into: UnsafeMutableBufferPointer(rebasing: parameters[piece.parameters(layout)]))
      }
      digest = try result.get()
    }
    guard isFinite else { throw .broken(.weightNotFinite, chunk.header.place, "a weight is not finite") }
    return WeightReader.Taken(rawLength: count, digest: digest)
  }
}
