/// What the outputs of a network say of classes, the same for every tool.
extension Classes {
  /// The probability of every class, in the order of the labels, from the outputs for one row. Two classes may have one
  /// output, the probability of the positive one.
  package func probabilities(_ outputs: some Collection<Float>) -> [Float] {
    guard outputs.count == 1, let positive = outputs.first else { return Array(outputs) }
    return self.positive == 0 ? [positive, 1 - positive] : [1 - positive, positive]
  }

  /// The index of the class to predict: of two, the positive one from the threshold on; of more, the most probable one,
  /// the first of equals.
  ///
  /// - Parameter threshold: in place of the model's own.
  package func predicted(_ probabilities: [Float], threshold: Double? = nil) -> Int {
    if probabilities.count == 2 {
      return Double(probabilities[positive]) >= threshold ?? self.threshold ? positive : 1 - positive
    }
    var best = 0
    for index in probabilities.indices where probabilities[index] > probabilities[best] { best = index }
    return best
  }
}
