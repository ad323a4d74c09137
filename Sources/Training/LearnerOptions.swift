package import Networks

/// How the steps of a training go.
package struct LearnerOptions: Sendable, Equatable {
  package var loss: Loss
  /// From 0 to 1: the share of each target that goes to all classes alike. For losses of classes.
  package var labelSmoothing = 0.0
  package var optimizer = OptimizerKind.adam
  /// Nil: 0.9 for momentum and Nesterov, 0 for RMSprop. The other rules have none.
  package var momentum: Double?
  /// λ of the penalty λ Σ|w| on the weights.
  package var l1 = 0.0
  /// λ of the penalty ½ λ Σw² on the weights; AdamW shrinks them by rate · λ in each step instead.
  package var l2 = 0.0
  /// The longest gradient that a step takes as it is; a longer one is cut to this length.
  package var clipNorm: Double?
  /// The probability with which an output of a hidden layer is left out of a step, less than 1.
  package var dropout = 0.0
  /// Rows a step; 1 is record by record, as in the article.
  package var batch = 32
  /// Whether each epoch takes the rows in a new order.
  package var shuffle = true
  package var seed: UInt64 = 1

  package init(loss: Loss) { self.loss = loss }

  /// Rows of a step where there are so many in all, at least 1.
  package func batch(rows: Int) -> Int { optimizer == .lbfgs ? rows : min(max(batch, 1), rows) }

  /// Steps of a pass over so many rows.
  package func stepsPerEpoch(rows: Int) -> Int { (rows - 1) / batch(rows: rows) + 1 }

  /// Whether a step is nothing but plain gradient descent along one record.
  var descendsByRecord: Bool {
    batch <= 1 && optimizer == .sgd && l1 == 0 && l2 == 0 && clipNorm == nil && dropout == 0
  }

  /// What in these options cannot be had together; nil where all can.
  package var conflict: String? {
    if labelSmoothing > 0, !loss.isCrossEntropy { return "label smoothing needs a cross-entropy for its loss" }
    if momentum != nil, !optimizer.hasMomentum {
      return "\(optimizer.rawValue) has no momentum to set"
    }
    guard optimizer == .lbfgs else { return nil }
    if l1 > 0 { return "lbfgs needs a smooth loss, and an L1 penalty is none" }
    if clipNorm != nil { return "lbfgs finds the length of its steps itself: there is nothing to clip" }
    if dropout > 0 { return "lbfgs needs the same loss in every step, and dropout changes it" }
    return nil
  }

  /// The optimiser with its numbers.
  var rule: OptimizerOptions {
    var rule = OptimizerOptions(optimizer)
    if let momentum { rule.momentum = momentum }
    rule.l1 = l1
    rule.l2 = l2
    return rule
  }
}
