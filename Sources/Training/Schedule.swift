/// How the learning rate changes in the course of a training.
package struct Schedule: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case constant
    /// From the full rate down to 0 along half a cosine (Loshchilov & Hutter 2017, without restarts).
    case cosine
  }

  package var kind: Kind
  /// The full learning rate.
  package var rate: Double

  package init(_ kind: Kind, rate: Double) {
    self.kind = kind
    self.rate = rate
  }

  /// The rate of step `step` (from 0) of `stepsPerEpoch` in epoch `epoch` (from 1) of `epochs`.
  package func rate(epoch: Int, step: Int, stepsPerEpoch: Int, epochs: Int) -> Double {
    let passed = (Double(epoch - 1) + Double(step) / Double(max(stepsPerEpoch, 1))) / Double(max(epochs, 1))
    return switch kind {
    case .constant: rate
    case .cosine: rate * (1 + cosine(ofHalfTurns: min(passed, 1))) / 2
    }
  }
}

/// cos(π `turn`) for `turn` in 0 … 1, by its Taylor series about ½: the same on every machine.
private func cosine(ofHalfTurns turn: Double) -> Double {
  let x = (0.5 - turn) * Double.pi
  var sum = 1.0
  for k in stride(from: 22, through: 2, by: -2) { sum = 1 - sum * x * x / Double(k * (k + 1)) }
  return x * sum
}
