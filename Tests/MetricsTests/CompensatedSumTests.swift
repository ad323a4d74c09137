import Metrics
import Testing

@Suite("Compensated sum")
struct CompensatedSumTests {
  private func sum(_ terms: [Double]) -> Double {
    var sum = CompensatedSum()
    for term in terms { sum.add(term) }
    return sum.value
  }

  @Test("what a large term rounds off comes back when it is taken away again")
  func cancellation() {
    #expect(sum([1, 1e100, 1, -1e100]) == 2)
    #expect(sum([1e16, 1, -1e16]) == 1)
  }

  @Test("a tenth, a million times, is a hundred thousand")
  func manyTerms() {
    #expect(sum([Double](repeating: 0.1, count: 1_000_000)) == 100_000)
  }

  @Test("no term is 0, and a sum that leaves the range is not finite")
  func extremes() {
    #expect(sum([]) == 0)
    #expect(!sum([.greatestFiniteMagnitude, .greatestFiniteMagnitude]).isFinite)
    #expect(!sum([1, .nan]).isFinite)
  }
}
