import TestSupport
import Testing
import Workers

@testable import Metrics

@Suite("Radix sort")
struct RadixSortTests {
  /// The keys in order, equal ones as they stood.
  private func naive(_ keys: [UInt64]) -> [UInt32] {
    keys.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }.map { UInt32($0) }
  }

  private func check(_ keys: [UInt64], _ comment: Comment) {
    let order = naive(keys)
    for threads in [1, 3] {
      var sorted = keys
      var rows = keys.indices.map { UInt32($0) }
      RadixSort.sort(&sorted, carrying: &rows, workers: Workers(count: threads))
      #expect(rows == order, comment)
      #expect(sorted == order.map { keys[Int($0)] }, comment)
    }
  }

  @Test("keys of every kind are in order, equal ones as they stood, on any number of threads")
  func order() {
    var generator = SeededGenerator(seed: 1)
    let count = 100_000
    check((0..<count).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }, "any")
    check((0..<count).map { _ in UInt64.random(in: 0...300, using: &generator) }, "low bits only")
    check((0..<count).map { _ in UInt64.random(in: 0...99, using: &generator) << 40 }, "high bits only")
    check((0..<count).map { _ in 0.5 + Double.random(in: 0...1e-12, using: &generator) }.map(\.bitPattern), "close")
    check((0..<count).map { _ in Double(Int.random(in: 0...999, using: &generator)) / 1000 }.map(\.bitPattern), "ties")
    check([UInt64](repeating: 7, count: count), "one value")
    check((0..<UInt64(count)).reversed(), "falling")
    // Few that agree in their high bits are put in order afterwards.
    let close = (0..<count).map { index -> UInt64 in
      let isSwapped = index % 50 < 2
      return UInt64(index / 2) << 30 | UInt64(isSwapped ? 1 - index % 2 : index % 2)
    }
    check(close, "a few close")
  }

  @Test("few keys too", arguments: [0, 1, 2, 100])
  func few(_ count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    check((0..<count).map { _ in UInt64.random(in: 0...50, using: &generator) }, "\(count)")
  }
}
