import Synchronization

/// A piece of the weights as it came, and its number among all pieces.
struct StoredPiece: Sendable {
  let number: Int
  let piece: WeightPiece
  let chunk: StoredChunk
}

/// What remains of a piece once its parameters are in their place.
struct LoadedPiece: Sendable {
  let place: ModelPlace
  let piece: WeightPiece
  let digest: [UInt8]
  /// The raw payload, where its parameters are not in their place yet.
  let raw: [UInt8]
}

/// Some chunks of weights that follow each other in a file. Threads take them in turn, one reading while the others
/// unpack what they have read, and bring back what came of them.
final class WeightSupply: Sendable {
  private struct State {
    var chunks: ChunkReader
    /// The header of a chunk that is not taken yet.
    var header: ChunkHeader?
    var next: Int
    var isOver = false
    var results: [Result<LoadedPiece, ModelFileError>?] = []
    /// Why no more could be read.
    var failure: ModelFileError?
  }

  private let layout: WeightLayout
  private let numbers: Range<Int>
  private let state: Mutex<State>

  /// The pieces of those numbers, or as many as there are; `header` is that of the first.
  init(_ chunks: ChunkReader, header: ChunkHeader, layout: WeightLayout, numbers: Range<Int>) {
    self.layout = layout
    self.numbers = numbers
    state = Mutex(State(chunks: chunks, header: header, next: numbers.lowerBound))
  }

  /// Reads the next piece; nil where there is none, or something is wrong before it.
  ///
  /// - Parameter memory: an array whose memory is used for it.
  func take(memory: consuming [UInt8]) -> StoredPiece? {
    var memory = memory
    return state.withLock { state in
      guard !state.isOver else { return nil }
      do throws(ModelFileError) {
        if let piece = try read(&state, memory: &memory) { return piece }
      } catch {
        state.failure = error
      }
      state.isOver = true
      return nil
    }
  }

  private func read(_ state: inout State, memory: inout [UInt8]) throws(ModelFileError) -> StoredPiece? {
    guard state.next < numbers.upperBound else { return nil }
    let header = if let header = state.header { header } else { try state.chunks.header() }
    state.header = header
    // Whether another chunk may stand here is not for the threads to say.
    guard header.type == Chunk.weights else { return nil }
    state.header = nil
    let piece = layout.pieces[state.next]
    let bound = PayloadBound.exactly(piece.bytes.count)
    let chunk = try state.chunks.payload(of: header, bound: bound, memory: memory)
    memory = []
    state.results.append(nil)
    state.next += 1
    return StoredPiece(number: state.next - 1, piece: piece, chunk: chunk)
  }

  /// Takes what came of a piece; nothing more is read after one that is wrong.
  func put(_ result: Result<LoadedPiece, ModelFileError>, for number: Int) {
    state.withLock { state in
      state.results[number - numbers.lowerBound] = result
      if case .failure = result { state.isOver = true }
    }
  }

  /// What came of all, in the order of the file, and the header that was read beyond; once all threads are done.
  ///
  /// - Throws: the first error in that order.
  func finish(_ chunks: inout ChunkReader) throws(ModelFileError) -> (loaded: [LoadedPiece], next: ChunkHeader?) {
    let (results, failure, header, left) = state.withLock { ($0.results, $0.failure, $0.header, $0.chunks) }
    chunks = left
    var loaded: [LoadedPiece] = []
    for case let result? in results { loaded.append(try result.get()) }
    if let failure { throw failure }
    return (loaded, header)
  }
}
