/// How the learning rate changes from epoch to epoch.
package enum Schedule: String, Sendable, CaseIterable {
  case constant
  /// From the full rate down to 0 along half a cosine (Loshchilov & Hutter 2017, without restarts).
  case cosine

  /// The rate in epoch `epoch` of `epochs`, both counted from 1.
  package func rate(_ rate: Double, epoch: Int, of epochs: Int) -> Double {
    switch self {
    case .constant: rate
    case .cosine: rate * (1 + cosineOf(halfTurns: Double(epoch - 1) / Double(max(epochs, 1)))) / 2
    }
  }
}

/// cos(π `turn`) for `turn` in 0 … 1, by its Taylor series about ½: the same on every machine.
private func cosineOf(halfTurns turn: Double) -> Double {
  let x = (0.5 - turn) * Double.pi
  var sum = 1.0
  for k in stride(from: 22, through: 2, by: -2) { sum = 1 - sum * x * x / Double(k * (k + 1)) }
  return x * sum
}
