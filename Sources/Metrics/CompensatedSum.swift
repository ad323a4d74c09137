/// A running sum whose rounding error does not grow with the number of terms.
///
/// Neumaier's variant of Kahan's summation (A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation
/// endlicher Summen", 1974): the part that each addition rounds off is kept in a second number, whichever of the two
/// operands it was lost from. The error is one rounding of the result, plus a term of the second order in the number
/// of terms, so a metric does not depend on the order of its rows.
package struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var lost = 0.0

  /// The empty sum, 0.
  package init() {}

  /// The sum so far; not finite once a term was not, or once the sum left the range of `Double`.
  package var value: Double { sum + lost }

  /// Adds one term.
  package mutating func add(_ term: Double) {
    let total = sum + term
    lost += sum.magnitude >= term.magnitude ? (sum - total) + term : (term - total) + sum
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
