import Matrices
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite struct GeneratorTests {
  @Test("The numbers are xoshiro256** seeded by SplitMix64, as published")
  func published() {
    // From the authors' C programs: splitmix64 from 1234567 fills the state.
    var generator = Generator(seed: 1_234_567)
    #expect(generator.state.0 == 6_457_827_717_110_365_317)
    #expect(generator.state.1 == 3_203_168_211_198_807_973)
    let (s0, s1) = (generator.state.0, generator.state.1)
    func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { x << k | x >> (64 - k) }
    #expect(generator.next() == rotated(s1 &* 5, 7) &* 9)
    #expect(generator.state.0 != s0)
  }

  @Test("Streams of one seed differ, and the same stream repeats")
  func streams() {
    var a = Generator(seed: 5, stream: 0)
    var b = Generator(seed: 5, stream: 1)
    var c = Generator(seed: 5, stream: 0)
    let first = (0..<4).map { _ in a.next() }
    #expect(first != (0..<4).map { _ in b.next() })
    #expect(first == (0..<4).map { _ in c.next() })
  }

  @Test("Normal numbers have mean 0, variance 1 and the tails of a normal distribution")
  func normal() {
    var generator = Generator(seed: 6)
    let count = 200_000
    let values = (0..<count).map { _ in generator.normal() }
    let mean = values.reduce(0, +) / Double(count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Double(count)
    #expect(abs(mean) < 0.01)
    #expect(abs(variance - 1) < 0.02)
    #expect(abs(Double(values.count { $0 > 1.959964 }) / Double(count) - 0.025) < 0.002)
  }

  @Test("Whole numbers below a bound are uniform")
  func uniformBelow() {
    var generator = Generator(seed: 7)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[generator.below(6)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
  }

  @Test("Shuffling keeps every element and does not keep the order")
  func shuffles() {
    var generator = Generator(seed: 8)
    var values = Array(0..<100)
    generator.shuffle(&values)
    #expect(values != Array(0..<100))
    #expect(values.sorted() == Array(0..<100))
  }

  @Test("Our logarithm and exponential agree with C's to 2 units in the last place")
  func elementary() {
    var generator = Generator(seed: 9)
    for _ in 0..<20_000 {
      let x = exp(80 * generator.uniform() - 40)
      #expect(abs(naturalLogarithm(x) - log(x)) <= 2 * max(log(x).ulp, 0x1p-53))
      let y = 1400 * generator.uniform() - 700
      #expect(abs(exponential(y) - exp(y)) <= 2 * exp(y).ulp)
    }
    #expect(exponential(-1e9) == 0)
    #expect(exponential(1e9) == .infinity)
    #expect(exponential(.nan).isNaN)
    #expect(naturalLogarithm(1) == 0)
  }
}
