import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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

  @Test(arguments: [2, 3, 8]) func worksMayStandWithinWorksAndBesideThem(threads: Int) {
    let workers = Workers(count: threads)
    let calls = Mutex([Int](repeating: 0, count: 60))
    workers.run(3) { outer in
      workers.run(20) { inner in calls.withLock { $0[outer * 20 + inner] += 1 } }
    }
    #expect(calls.withLock { $0 } == [Int](repeating: 1, count: 60))
  }

  @Test func manyShortWorksFollowEachOther() {
    // Some while the others look out for work, some after they have gone to sleep.
    let workers = Workers(count: 3)
    var sums: [Int] = []
    for turn in 0..<20_000 {
      let sum = Atomic(0)
      workers.run(5) { sum.add($0 + turn, ordering: .relaxed) }
      sums.append(sum.load(ordering: .relaxed))
      if turn % 2_000 == 0 { usleep(500) }
    }
    #expect(sums == (0..<20_000).map { 10 + 5 * $0 })
  }

  @Test func countIsNeverUnderOne() {
    #expect(Workers(count: 0).count == 1 && Workers(count: -3).count == 1)
    #expect(Workers.all.count == Workers.availableProcessors && Workers.availableProcessors >= 1)
  }
}
