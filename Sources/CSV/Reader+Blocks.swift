package import Workers

extension Reader {
  /// Works on the rest of the rows, block by block, on several threads, and hands the results on in order.
  ///
  /// A block is whatever whole rows are there, up to some hundred kilobytes: rows from a pipe that pauses are worked on
  /// at once, and what comes of them is delivered before anything waits for more input. At most a few blocks a thread
  /// are in flight. With one thread everything runs in the caller.
  ///
  /// - Parameters:
  ///   - makeState: makes what a thread needs for its work; called at most once for each thread, in the caller.
  ///   - work: takes the rows of a block with ``RowBlock/next(_:)``, which throws what is wrong with a row in its place,
  ///     and makes one result of all, that error included. It runs on several threads at once; its result must not
  ///     depend on the state that it is given, and the results together not on where the rows were cut.
  ///   - deliver: takes the results in the order of the blocks, one at a time, but not always on the same thread. After
  ///     a final error in a block no block follows.
  /// - Throws: what `deliver` throws; nothing is delivered after that, nor read.
  package func forEachBlock<State, Output: Sendable, Failure: Error>(
    on workers: Workers, state makeState: () -> State,
    work: @Sendable (_ state: inout State, _ block: inout RowBlock) -> Output,
    deliver: (Output) throws(Failure) -> Void
  ) throws(Failure) {
    // The first row tells how many fields all others must have.
    guard !block.isSpent || readBlock() else { return }
    var states = [makeState()]
    guard workers.count > 1 else {
      repeat {
        try deliver(work(&states[0], &block))
      } while block.failure == nil && readBlock()
      return
    }
    while states.count < workers.count { states.append(makeState()) }
    var failure: Failure?
    BlockPipeline(source, first: block, workers: workers).run(states: &states, work: work) { output in
      do throws(Failure) {
        try deliver(output)
      } catch {
        failure = error
      }
      return failure == nil
    }
    if let failure { throw failure }
  }
}
