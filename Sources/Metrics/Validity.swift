extension Double {
  /// The number itself, or nil where it is infinite or not a number: the form in which every metric is given.
  var finite: Double? { isFinite ? self : nil }

  /// The quotient, or 0 where the denominator is 0: scikit-learn's `zero_division` for precision, recall and F1.
  func dividedOrZero(by denominator: Double) -> Double { denominator == 0 ? 0 : self / denominator }
}

extension Sequence<Double> {
  /// Whether every element is finite.
  var areFinite: Bool { allSatisfy { $0.isFinite } }

  /// Whether every element is a probability: a number in 0 … 1.
  var areProbabilities: Bool { allSatisfy { $0 >= 0 && $0 <= 1 } }
}
