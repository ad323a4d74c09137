import Matrices

/// How the learning rate changes in the course of a training.
package struct Schedule: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case constant
    /// A tenth of the rate after a third of the epochs, a hundredth after two.
    case step
    /// By the same factor from step to step, down to a hundredth.
    case exponential
    /// From the full rate down to 0 along half a cosine (Loshchilov & Hutter 2017, without restarts).
    case cosine
    /// Along half a cosine up from a 25th of the rate in the first 30 % of the steps, and down to a 10,000th of that in the
    /// others (Smith & Topin 2018, with PyTorch's numbers).
    case oneCycle = "one-cycle"
    /// A tenth of the rate whenever the figure that is watched has not become better for a while.
    case plateau
  }

  package var kind: Kind
  /// The full learning rate.
  package var rate: Double
  /// Steps in which the rate first rises in a straight line up to the full one; the schedule takes the others. Those of
  /// one-cycle's rise, where it is not 0.
  package var warmUp = 0
  /// What `plateau` has seen.
  package var plateau = Plateau()

  package init(_ kind: Kind, rate: Double) {
    self.kind = kind
    self.rate = rate
  }

  /// Whether all steps of an epoch have the same rate, whatever the epoch.
  package var isSteady: Bool { (kind == .constant || kind == .plateau) && warmUp == 0 }

  /// The rate of step `step` (from 0) of `stepsPerEpoch` in epoch `epoch` (from 1) of `epochs`.
  package func rate(epoch: Int, step: Int, stepsPerEpoch: Int, epochs: Int) -> Double {
    guard kind != .constant || warmUp > 0 else { return rate }
    let steps = Double(max(stepsPerEpoch, 1))
    let passed = Double(epoch - 1) * steps + Double(step)
    let all = Double(max(epochs, 1)) * steps
    if kind == .oneCycle {
      // PyTorch counts to the last step of each part, not to the first of the next.
      let top = (warmUp > 0 ? min(Double(warmUp), all) : 0.3 * all) - 1
      if passed < top { return eased(from: rate / 25, to: rate, passed / top) }
      return eased(from: rate, to: rate / 25e4, min((passed - top) / max(all - 1 - top, 1), 1))
    }
    if passed < Double(warmUp) { return rate * (passed + 1) / Double(warmUp) }
    let share = min((passed - Double(warmUp)) / max(all - Double(warmUp), 1), 1)
    return switch kind {
    case .constant, .oneCycle: rate
    case .step: share < 1.0 / 3 ? rate : share < 2.0 / 3 ? rate / 10 : rate / 100
    case .exponential: rate * exponential(share * naturalLogarithm(0.01))
    case .cosine: eased(from: rate, to: 0, share)
    case .plateau: (0..<plateau.reductions).reduce(rate) { rate, _ in rate / 10 }
    }
  }
}

/// Notices when a figure has stopped becoming better, as PyTorch's ReduceLROnPlateau does.
package struct Plateau: Sendable, Equatable {
  /// Epochs without a better figure that are waited for.
  package var patience = 10
  /// The best figure so far; the lower, the better.
  package var best = Double.infinity
  /// Epochs since.
  package var waited = 0
  /// How often the rate was reduced, at most to a 10¹²th.
  package var reductions = 0

  package init() {}

  /// Takes the figure of an epoch; one where higher is better with its sign turned. Better is by more than a 10,000th.
  package mutating func observe(_ figure: Double) {
    if figure < best - 1e-4 * (best.isFinite ? best.magnitude : 0) {
      best = figure
      waited = 0
      return
    }
    waited += 1
    guard waited > patience, reductions < 12 else { return }
    waited = 0
    reductions += 1
  }
}

/// From `start` to `end` along half a cosine, `share` of the way.
private func eased(from start: Double, to end: Double, _ share: Double) -> Double {
  end + (start - end) * (1 + cosine(ofHalfTurns: share)) / 2
}

/// cos(π `turn`) for `turn` in 0 … 1, by its Taylor series about ½: the same on every machine.
private func cosine(ofHalfTurns turn: Double) -> Double {
  let x = (0.5 - turn) * Double.pi
  var sum = 1.0
  for k in stride(from: 22, through: 2, by: -2) { sum = 1 - sum * x * x / Double(k * (k + 1)) }
  return x * sum
}
