/// What training makes small. Means as in PyTorch: over all elements, and for categorical cross-entropy over rows.
package enum Loss: String, Sendable, CaseIterable {
  /// −(y ln p + (1 − y) ln(1 − p)) with p the sigmoid of the logit.
  case binaryCrossEntropy = "binary-cross-entropy"
  /// −Σ y ln p with p the softmax of the logits, or the sigmoid of each.
  case categoricalCrossEntropy = "categorical-cross-entropy"
  /// (a − y)²
  case squaredError = "squared-error"
  /// |a − y|
  case absoluteError = "absolute-error"
  /// ½ (a − y)² up to a distance of 1, |a − y| − ½ beyond (Huber 1964).
  case huber = "huber"

  /// The loss that belongs to an output activation: its derivative by the logits is then p − y, without a product
  /// that vanishes where the activation saturates.
  package init(matching activation: Activation) {
    switch activation {
    case .sigmoid: self = .binaryCrossEntropy
    case .softmax: self = .categoricalCrossEntropy
    default: self = .squaredError
    }
  }

  /// Whether it is of probabilities.
  package var isCrossEntropy: Bool { self == .binaryCrossEntropy || self == .categoricalCrossEntropy }

  /// Whether outputs of that activation have this loss: the cross-entropies are of probabilities.
  package func fits(_ activation: Activation) -> Bool {
    switch self {
    case .binaryCrossEntropy: activation == .sigmoid
    case .categoricalCrossEntropy: activation == .softmax || activation == .sigmoid
    case .squaredError, .absoluteError, .huber: true
    }
  }

  /// How many terms the mean is over.
  package func terms(rows: Int, outputs: Int) -> Int {
    self == .categoricalCrossEntropy ? rows : rows * outputs
  }

  /// What label smoothing (Szegedy et al. 2016) draws the targets of a class towards: all classes alike.
  func uniform(_ outputs: Int) -> Float { 1 / Float(self == .binaryCrossEntropy ? 2 : outputs) }
}
