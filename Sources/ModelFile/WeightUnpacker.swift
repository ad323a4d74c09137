/// Unpacks pieces of the weights, one after another, in memory that is used again.
final class WeightUnpacker {
  private var stored: [UInt8] = []
  private var scratch: [UInt8] = []
  private var raw: [UInt8] = []

  /// Takes pieces from a supply until there are no more.
  func unpack(_ supply: WeightSupply, _ layout: WeightLayout, into parameters: UnsafeMutableBufferPointer<Float>) {
    while let piece = supply.take(memory: giveStored()) {
      let result = Result { () throws(ModelFileError) in try unsafe load(piece, layout, into: parameters) }
      supply.put(result, for: piece.number)
      stored = piece.chunk.stored
    }
  }

  private func giveStored() -> [UInt8] {
    var memory: [UInt8] = []
    swap(&memory, &stored)
    return memory
  }

  /// Unpacks a piece, and puts its parameters into their place among all unless they have row scales.
  private func load(
    _ stored: StoredPiece, _ layout: WeightLayout, into parameters: UnsafeMutableBufferPointer<Float>
  ) throws(ModelFileError) -> LoadedPiece {
    let (piece, chunk, scalar) = (stored.piece, stored.chunk, layout.scalar)
    let count = piece.bytes.count
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
    return LoadedPiece(
      place: chunk.header.place, piece: piece, digest: digest, raw: scalar == .i8 ? Array(raw[..<count]) : [])
  }
}
