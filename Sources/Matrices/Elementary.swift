/// ln `x` for a positive normal number, from exactly rounded operations only: x = m · 2ᵉ with √½ ≤ m < √2 and
/// ln m = 2 artanh((m − 1) / (m + 1)), whose series needs 12 terms there.
///
/// C's `log` and `exp` differ between libraries in the last bit, and with them every initial weight and every loss in
/// a model file would; these two are the same on every machine.
package func naturalLogarithm(_ x: Double) -> Double {
  var mantissa = x.significand
  var exponent = Double(x.exponent)
  if mantissa > 2.0.squareRoot() {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  var sum = 0.0
  for k in stride(from: 23, through: 1, by: -2) { sum = sum * square + 1 / Double(k) }
  return exponent * 0.693_147_180_559_945_3 + 2 * s * sum
}

/// eˣ from exactly rounded operations only: x = n ln 2 + r with |r| ≤ ½ ln 2, and the Taylor series of eʳ to r¹³.
/// 0 below −708 and infinite above 709; NaN stays NaN.
package func exponential(_ x: Double) -> Double {
  guard x >= -708 else { return x.isNaN ? x : 0 }
  guard x <= 709 else { return .infinity }
  let n = (x * 1.442_695_040_888_963_4).rounded()
  let r = (x - n * 0.693_147_180_369_123_8) - n * 1.908_214_929_270_587_7e-10
  var sum = 1.0
  for k in stride(from: 13, through: 1, by: -1) { sum = 1 + sum * r / Double(k) }
  return sum * Double(sign: .plus, exponent: Int(n), significand: 1)
}
