import CSV

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
  /// - Parameter least: the least probability of the positive one, in place of that of the model's own threshold.
  package func predicted(_ probabilities: [Float], from least: Float? = nil) -> Int {
    if probabilities.count == 2 {
      return probabilities[positive] >= least ?? leastPositive ? positive : 1 - positive
    }
    var best = 0
    for index in probabilities.indices where probabilities[index] > probabilities[best] { best = index }
    return best
  }
}

extension Float {
  /// The least number whose shortest text spells `threshold` or more.
  ///
  /// What is written of a probability is its text, which a reader takes for a `Double` a little beside the `Float`: so
  /// whoever holds that against the threshold decides as whoever holds the probability against this.
  package static func leastSpelling(_ threshold: Double) -> Float {
    var least = Float(threshold)
    while least.spelled >= threshold, least > -.infinity { least = least.nextDown }
    while least.spelled < threshold { least = least.nextUp }
    return least
  }

  /// The `Double` that its shortest text spells.
  private var spelled: Double {
    var text: [UInt8] = []
    Decimal.append(self, to: &text)
    return Decimal.double(text.span) ?? Double(self)
  }
}
