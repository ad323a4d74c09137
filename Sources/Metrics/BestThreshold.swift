package import Workers

/// A metric of labels that a threshold is chosen by, from the weights of true and false positives and of both classes.
package enum ThresholdCriterion: String, Sendable, CaseIterable {
  case accuracy, balancedAccuracy = "balanced_accuracy", precision, recall, f1, specificity, mcc, kappa

  /// The metric's value, or a number that orders thresholds as it does; not a number where there is none.
  func value(_ truePositives: Double, _ falsePositives: Double, _ positives: Double, _ negatives: Double) -> Double {
    let trueNegatives = negatives - falsePositives
    let predicted = truePositives + falsePositives
    let total = positives + negatives
    switch self {
    case .accuracy: return truePositives + trueNegatives
    case .balancedAccuracy:
      // A class that does not occur has no recall, and leaves the mean to the other.
      return truePositives.dividedOrZero(by: positives) + trueNegatives.dividedOrZero(by: negatives)
    case .precision: return truePositives / predicted
    case .recall: return truePositives
    case .f1: return 2 * truePositives / (predicted + positives)
    case .specificity: return trueNegatives
    case .mcc:
      let covariance = truePositives * total - predicted * positives
      let variance = predicted * (total - predicted)
      return variance > 0 ? covariance / variance.squareRoot() : 0
    case .kappa:
      // Observed agreement beyond chance, by the agreement that chance leaves to be won.
      let chance = predicted * positives + (total - predicted) * negatives
      return ((truePositives + trueNegatives) * total - chance) / (total * total - chance)
    }
  }
}

extension TwoClassSample {
  /// The score from which on rows are best predicted positive by `criterion`, the highest of those that tie; nil where
  /// the scores are not known, or the criterion has no value at any of them.
  package func bestThreshold(
    by criterion: ThresholdCriterion, workers: Workers = .one
  ) throws(Failure) -> Double? {
    guard let all = try summary(workers: workers)?.weights else { return nil }
    let (positives, negatives) = (all.positive.value, all.negative.value)
    var best: (value: Double, threshold: Double)?
    try forEachThreshold { threshold, truePositives, falsePositives in
      let value = criterion.value(truePositives, falsePositives, positives, negatives)
      if value > best?.value ?? -.infinity { best = (value, threshold) }
    }
    return best?.threshold
  }
}
