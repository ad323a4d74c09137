/// What a training wrote down after each epoch. Every list is as long as `epochs`, or empty where there is none.
package struct TrainingHistory: Sendable {
  /// The numbers of the epochs, rising.
  package let epochs: [Double]
  /// The loss on the training rows.
  package let loss: [Double]
  /// The loss on the validation rows.
  package let validationLoss: [Double]
  /// What `metric` measures.
  package let metricName: String
  /// The metric on the training rows.
  package let metric: [Double]
  /// The metric on the validation rows.
  package let validationMetric: [Double]
  /// The epoch whose weights were kept; nil for the one of lowest loss, on the validation rows if there are any.
  package let bestEpoch: Double?

  /// A history of `epochs.count` epochs.
  package init(
    epochs: [Double], loss: [Double], validationLoss: [Double] = [], metricName: String = "metric",
    metric: [Double] = [], validationMetric: [Double] = [], bestEpoch: Double? = nil
  ) {
    self.epochs = epochs
    self.loss = loss
    self.validationLoss = validationLoss
    self.metricName = metricName
    self.metric = metric
    self.validationMetric = validationMetric
    self.bestEpoch = bestEpoch
  }

  /// The index of the best epoch.
  var bestIndex: Int? {
    if let bestEpoch { return epochs.firstIndex(of: bestEpoch) }
    let losses = validationLoss.isEmpty ? loss : validationLoss
    return losses.indices.filter { losses[$0].isFinite }.min { losses[$0] < losses[$1] }
  }
}
