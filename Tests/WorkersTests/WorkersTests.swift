import Synchronization
import Testing

@testable import Workers

@Suite struct WorkersTests {
  @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 1000]) func everyPieceRunsOnce(threads: Int, pieces: Int) {
    let calls = Mutex([Int](repeating: 0, count: pieces))
    Workers(count: threads).run(pieces) { piece in calls.withLock { $0[piece] += 1 } }
    #expect(calls.withLock { $0 } == [Int](repeating: 1, count: pieces))
  }

  @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 1000]) func resultsStandInTheOrderOfThePieces(threads: Int, pieces: Int) {
    let results = Workers(count: threads).map(pieces) { String($0 * $0) }
    #expect(results == (0..<pieces).map { String($0 * $0) })
  }

  @Test func piecesRunAtTheSameTime() {
    // Two pieces that wait for each other: one thread alone would never end.
    let arrived = Atomic(0)
    Workers(count: 2).run(2) { _ in
      arrived.add(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < 2 {}
    }
    #expect(arrived.load(ordering: .relaxed) == 2)
  }

  @Test func countIsNeverUnderOne() {
    #expect(Workers(count: 0).count == 1 && Workers(count: -3).count == 1)
    #expect(Workers.all.count == Workers.availableProcessors && Workers.availableProcessors >= 1)
  }
}
