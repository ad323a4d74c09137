/// The 128 highest bits of the powers of five from 5⁻³⁴² to 5³²⁴, made once, where first needed.
///
/// Positive powers are rounded down, and so are negative ones, but for those up to 5⁻²⁷, which are rounded up: as the
/// algorithm of ``EiselLemire`` has them.
enum PowersOfFive {
  static let exponents = -342...324

  /// In the order of `exponents`.
  static let bits: [UInt128] = {
    var bits = [UInt128](repeating: 0, count: exponents.count)
    // 2¹²⁰⁰ over 5ⁿ keeps over 400 bits to the end, and dividing in steps rounds down as dividing at once would.
    var fraction = Natural(words: [UInt64](repeating: 0, count: 18) + [1 << 48])
    for n in 1 ... -exponents.lowerBound {
      fraction.divide(by: 5)
      bits[-n - exponents.lowerBound] = fraction.highestBits + (n <= 27 ? 1 : 0)
    }
    var power = Natural(words: [1])
    for n in 0...exponents.upperBound {
      if n > 0 { power.multiply(by: 5) }
      bits[n - exponents.lowerBound] = power.highestBits
    }
    return bits
  }()
}

/// A whole number of any size, the lowest word first.
private struct Natural {
  var words: [UInt64]

  mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in words.indices {
      let product = words[index].multipliedFullWidth(by: factor)
      let (sum, overflow) = product.low.addingReportingOverflow(carry)
      words[index] = sum
      carry = product.high + (overflow ? 1 : 0)
    }
    if carry > 0 { words.append(carry) }
  }

  mutating func divide(by divisor: UInt64) {
    var remainder: UInt64 = 0
    for index in words.indices.reversed() {
      (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
    }
    while words.last == 0 { words.removeLast() }
  }

  /// The highest 128 bits, the first of them 1.
  var highestBits: UInt128 {
    let shift = words.last?.leadingZeroBitCount ?? 0
    let top = (words.suffix(3).reversed() + [0, 0]).prefix(3).map { UInt128($0) }
    let two = top[0] << 64 | top[1]
    return shift == 0 ? two : two << UInt128(shift) | top[2] >> UInt128(64 - shift)
  }
}
