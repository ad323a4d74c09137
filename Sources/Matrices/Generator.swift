/// Random numbers from a seed: the same on every machine, since no library function takes part.
///
/// xoshiro256** (Blackman & Vigna 2018), seeded by SplitMix64 as its authors advise.
package struct Generator: RandomNumberGenerator, Sendable, Equatable {
  /// The whole state, so that a run can be resumed.
  package private(set) var state: (UInt64, UInt64, UInt64, UInt64)

  /// Streams of one seed with other numbers are independent: one for the weights, one for the order of rows …
  package init(seed: UInt64, stream: UInt64 = 0) {
    var x = seed ^ (stream &* 0xD134_2543_DE82_EF95)
    func next() -> UInt64 {
      x &+= 0x9E37_79B9_7F4A_7C15
      var z = x
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  package static func == (a: Generator, b: Generator) -> Bool { a.state == b.state }

  package mutating func next() -> UInt64 {
    let scaled = state.1 &* 5
    let result = ((scaled << 7) | (scaled >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// Uniform in [0, 1), a multiple of 2⁻⁵³.
  package mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Uniform in 0 ..< `bound` (Lemire 2019, with rejection, so exactly uniform). `bound` is positive.
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0)
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// From N(0, 1), by the polar method (Marsaglia & Bray 1964). The second number of each pair is thrown away: the
  /// state is then the generator's own, and nothing more, when a run is resumed.
  package mutating func normal() -> Double {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let square = u * u + v * v
      if square > 0 && square < 1 { return u * (-2 * naturalLogarithm(square) / square).squareRoot() }
    }
  }

  /// Shuffles `values` (Fisher & Yates; Durstenfeld 1964).
  package mutating func shuffle<Element>(_ values: inout [Element]) {
    var last = values.count - 1
    while last > 0 {
      values.swapAt(last, below(last + 1))
      last -= 1
    }
  }

  /// The same for row numbers: the generic one, called from another module, allocates for every exchange.
  package mutating func shuffle(_ values: inout [Int]) {
    var last = values.count - 1
    while last > 0 {
      let other = below(last + 1)
      (values[last], values[other]) = (values[other], values[last])
      last -= 1
    }
  }
}
