import Dispatch
import Synchronization
import Workers

/// Threads that take blocks of rows from one source, and hand on what they make of them in the order of the blocks.
///
/// It works in rounds. A round lasts as long as input is at hand: it ends when nothing came for some milliseconds and
/// everything in flight has been delivered. Between rounds the caller alone waits for input, so that an error is thrown
/// when it is found, and not when the input goes on.
final class BlockPipeline<Output: Sendable>: Sendable {
  /// How many blocks may be in flight for each thread, those included that wait for an earlier one. A block that is
  /// larger than usual, because a row is, counts as many.
  private static var blocksPerThread: Int { 4 }
  /// How long a thread waits for input before it looks whether the round is over, in milliseconds.
  private static var patience: Int32 { 5 }

  /// Where blocks come from.
  struct Supply {
    var source: BlockSource
    let expectedFields: Int?
    /// The block that the round begins with.
    var first: RowBlock?
    var isAtEnd = false
    var taken = 0
  }

  /// Where results wait for their turn.
  struct Order {
    var results: [Int: (output: Output, weight: Int)] = [:]
    var delivered = 0
    var isDelivering = false
    /// Results from this one on are not wanted: something is wrong before them.
    var limit = Int.max
  }

  private let supply: Mutex<Supply>
  private let order = Mutex(Order())
  private let slotCount: Int
  private let slots: DispatchSemaphore
  private let workers: Workers

  /// A pipeline that begins with the rows that are left of `first`.
  init(_ source: BlockSource, first: RowBlock, workers: Workers) {
    supply = Mutex(
      Supply(source: source, expectedFields: first.expectedFields, first: first.isSpent ? nil : first))
    slotCount = workers.count * Self.blocksPerThread
    slots = DispatchSemaphore(value: slotCount)
    self.workers = workers
  }

  /// Runs to the end of the source, or until `deliver` returns false; see ``Reader/forEachBlock(on:state:work:deliver:)``.
  func run<State>(
    states: inout [State], work: @Sendable (inout State, inout RowBlock) -> Output, deliver: (Output) -> Bool
  ) {
    unsafe states.withUnsafeMutableBufferPointer { buffer in
      withoutActuallyEscaping(deliver) { deliver in
        // Each piece uses the state of its own number, and results are delivered one at a time.
        nonisolated(unsafe) let states = unsafe buffer
        nonisolated(unsafe) let deliver = deliver
        while beginRound() {
          workers.run(workers.count) { piece in
            var block = RowBlock()
            while let number = take(&block) {
              block.findRows()
              let output = unsafe work(&states[piece], &block)
              let (weight, isLast) = (weight(of: block), block.failure != nil)
              // What a long row took is not kept while its result is written.
              if weight > 1 { block = RowBlock() }
              put(output, number, weight, isLast: isLast)
              deliverReady { unsafe deliver($0) }
            }
          }
        }
      }
    }
  }

  /// Waits for the first block of a round; false at the end.
  private func beginRound() -> Bool {
    guard order.withLock({ $0.limit == .max }) else { return false }
    return supply.withLock { supply in
      if supply.first != nil { return true }
      var block = RowBlock()
      guard !supply.isAtEnd, supply.source.next(into: &block, patience: nil) == .block else { return false }
      block.expectedFields = supply.expectedFields
      supply.first = block
      return true
    }
  }

  /// The number of usual blocks that a block counts as.
  private func weight(of block: RowBlock) -> Int {
    min(max((block.byteCount + Reader.usualBlockSize - 1) / Reader.usualBlockSize, 1), slotCount)
  }

  /// Takes the next block, and returns its number; nil where the round is over.
  private func take(_ block: inout RowBlock) -> Int? {
    while order.withLock({ $0.limit == .max }) {
      let (step, taken) = supply.withLock { take(&block, from: &$0) }
      if step == .block { return taken - 1 }
      if step == .end || order.withLock({ $0.delivered == taken }) { break }
    }
    return nil
  }

  /// Waits for room within the lock: all blocks in flight are earlier ones then, and none of them needs what is held
  /// here.
  private func take(_ block: inout RowBlock, from supply: inout Supply) -> (BlockSource.Step, taken: Int) {
    slots.wait()
    var step = BlockSource.Step.block
    if let first = supply.first {
      block = first
      supply.first = nil
    } else {
      step = supply.isAtEnd ? .end : supply.source.next(into: &block, patience: Self.patience)
      block.expectedFields = supply.expectedFields
    }
    if step == .block {
      supply.taken += 1
      for _ in 1..<weight(of: block) { slots.wait() }
    } else {
      slots.signal()
    }
    if step == .end { supply.isAtEnd = true }
    return (step, supply.taken)
  }

  private func put(_ output: Output, _ number: Int, _ weight: Int, isLast: Bool) {
    order.withLock { order in
      order.results[number] = (output, weight)
      if isLast { order.limit = min(order.limit, number + 1) }
    }
  }

  /// Delivers what is next in order, and what follows it, unless another thread is at it: that one goes on then.
  private func deliverReady(_ deliver: (Output) -> Bool) {
    while true {
      let next = order.withLock { order -> (output: Output, weight: Int, isWanted: Bool)? in
        guard !order.isDelivering, let result = order.results.removeValue(forKey: order.delivered) else { return nil }
        order.isDelivering = true
        return (result.output, result.weight, order.delivered < order.limit)
      }
      guard let next else { return }
      let goesOn = !next.isWanted || deliver(next.output)
      order.withLock { order in
        order.delivered += 1
        order.isDelivering = false
        if !goesOn { order.limit = 0 }
      }
      for _ in 0..<next.weight { slots.signal() }
    }
  }
}
