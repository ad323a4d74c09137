/// A running sum whose rounding error does not grow with the number of terms.
///
/// The part that each addition rounds off is kept in a second number (T. Ogita, S. M. Rump and S. Oishi, "Accurate Sum
/// and Dot Product", 2005), by D. E. Knuth's exact sum of two numbers, which asks for no branch. The error is one rounding of the result, plus a term of the second order in the number
/// of terms, so a metric does not depend on the order of its rows.
package struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var lost = 0.0

  /// The empty sum, 0.
  package init() {}

  /// The sum so far; not finite once a term was not, or once the sum left the range of `Double`.
  package var value: Double { sum + lost }

  /// Adds what another sum has come to.
  package mutating func add(_ other: CompensatedSum) {
    add(other.sum)
    lost += other.lost
  }

  /// Adds one term.
  package mutating func add(_ term: Double) {
    let total = sum + term
    let added = total - sum
    lost += (sum - (total - added)) + (term - added)
    sum = total
  }
}

extension Sequence<Double> {
  /// The compensated sum of the elements.
  func compensatedSum() -> Double {
    var sum = CompensatedSum()
    for term in self { sum.add(term) }
    return sum.value
  }
}
