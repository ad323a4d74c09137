import CKernels
import Dispatch
import Synchronization

/// A number of threads that share the pieces of a piece of work, the calling thread among them.
///
/// What is computed never depends on `count`: the caller cuts the work into pieces by the work alone, each piece writes
/// to a place of its own, and what is summed over pieces is summed afterwards, in their order.
package struct Workers: Sendable {
  /// How many pieces run at once, at least 1.
  package let count: Int

  package init(count: Int) {
    self.count = max(count, 1)
  }

  /// One thread: everything runs in the caller, in order.
  package static let one = Workers(count: 1)

  /// As many as the processors that this process may run on.
  package static var all: Workers { Workers(count: availableProcessors) }

  /// The processors that this process may run on: the affinity mask, as `nproc` counts them.
  package static var availableProcessors: Int { max(Int(nn_processors()), 1) }

  /// Calls `body` once for each of `0..<pieces`, up to `count` at a time, and returns when all have returned. Each thread
  /// begins with a run of pieces of its own, the same in every work of so many pieces, and helps with the others' then.
  package func run(_ pieces: Int, _ body: @Sendable (_ piece: Int) -> Void) {
    let threads = min(count, pieces)
    guard threads > 1 else {
      for piece in 0..<max(pieces, 0) { body(piece) }
      return
    }
    guard !share(pieces, among: threads, body) else { return }
    // A work within a work, or beside one.
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        body(piece)
      }
    }
  }

  /// Lets the crew that waits for such work do it, where it is free.
  private func share(_ pieces: Int, among threads: Int, _ body: @Sendable (_ piece: Int) -> Void) -> Bool {
    withoutActuallyEscaping(body) { body in
      unsafe withUnsafePointer(to: body) { body in
        unsafe nn_share(
          threads, pieces,
          { context, piece in
            unsafe context?.assumingMemoryBound(to: (@Sendable (Int) -> Void).self).pointee(piece)
          }, UnsafeMutableRawPointer(mutating: body))
      }
    }
  }

  /// The results of `body` for `0..<pieces`, in their order, computed up to `count` at a time.
  package func map<Result: Sendable>(_ pieces: Int, _ body: @Sendable (_ piece: Int) -> Result) -> [Result] {
    guard count > 1, pieces > 1 else { return (0..<max(pieces, 0)).map(body) }
    var results = [Result?](repeating: nil, count: pieces)
    unsafe results.withUnsafeMutableBufferPointer { buffer in
      // Each piece writes the place of its own result.
      nonisolated(unsafe) let places = unsafe buffer
      run(pieces) { unsafe places[$0] = body($0) }
    }
    return results.compactMap { $0 }
  }
}
