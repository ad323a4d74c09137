/// How well one class of several is told from all the others, one versus the rest.
package struct ClassMetrics: Sendable {
  /// The class, 0 ..< classes.
  package let label: Int

  /// The weight of the rows that belong to the class: their number where rows weigh 1.
  package let support: Double

  /// The area under the receiver operating characteristic of the probability of the class; nil where all rows or none
  /// belong to it, or probabilities are not known.
  package let auc: Double?

  /// TP / (TP + FP), 0 where the class was never predicted.
  package let precision: Double

  /// TP / (TP + FN), 0 where the class never occurs.
  package let recall: Double

  /// 2 TP / (2 TP + FP + FN), 0 where the class neither occurs nor was predicted.
  package let f1: Double
}
