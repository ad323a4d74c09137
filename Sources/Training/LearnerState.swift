import Matrices
import Networks

/// All that a learner needs beside its network and options to go on as if it had never stopped: kept for a resumed
/// training, which then comes to the same bytes.
package struct LearnerState: Sendable, Equatable {
  package var optimizer: OptimizerKind
  /// Epochs that are over.
  package var epochs: Int
  /// Steps made in the epoch under way.
  package var stepsOfEpoch: Int
  /// Steps made in all.
  package var steps: Int
  /// Tells which rows the steps of an epoch take; see ``Learner/pass``.
  package var pass: UInt64
  /// What the optimiser remembers: vectors as long as the parameters, one after the other.
  package var moments: [[Float]]

  package init(
    optimizer: OptimizerKind, epochs: Int, stepsOfEpoch: Int, steps: Int, pass: UInt64, moments: [[Float]]
  ) {
    self.optimizer = optimizer
    self.pass = pass
    self.epochs = epochs
    self.stepsOfEpoch = stepsOfEpoch
    self.steps = steps
    self.moments = moments
  }
}

extension Learner {
  package var state: LearnerState {
    LearnerState(
      optimizer: options.optimizer, epochs: progress.epochs, stepsOfEpoch: progress.steps, steps: optimizer.steps,
      pass: pass, moments: (lbfgs?.vectors ?? optimizer.moments).map(\.elements))
  }

  /// A number that differs where the steps of an epoch take other rows.
  var pass: UInt64 {
    var digest = Digest()
    for number in [rows, batch, options.shuffle ? 1 : 0, Int(truncatingIfNeeded: options.seed)] {
      digest.add(UInt32(truncatingIfNeeded: number))
      digest.add(UInt32(truncatingIfNeeded: number >> 32))
    }
    return digest.value
  }

  /// Goes on from a state that a learner of the same network, options and number of rows left. Where the steps are to take
  /// other rows, the epoch under way begins anew.
  package func resume(_ state: LearnerState) throws(TrainingError) {
    let counts = 0...1 << 48
    let stepsOfEpoch = state.pass == pass ? state.stepsOfEpoch : 0
    guard counts.contains(state.epochs), counts.contains(state.steps), (0..<stepsPerEpoch).contains(stepsOfEpoch)
    else {
      throw .unfitState("a count of epochs or steps that no training of \(rows) rows reaches")
    }
    let vectors = state.moments.count
    guard state.optimizer.remembersAs(options.optimizer),
      state.moments.allSatisfy({ $0.count == forward.parameters.count }),
      lbfgs == nil
        ? vectors == optimizer.moments.count : vectors.isMultiple(of: 2) && vectors <= 2 * LBFGS.memory
    else {
      throw .unfitState("it does not hold what \(options.optimizer.rawValue) remembers of each parameter")
    }
    lbfgs?.remember(state.moments)
    for (own, saved) in zip(optimizer.moments, state.moments) { own.assign(saved) }
    optimizer.steps = state.steps
    progress.epochs = state.epochs
    progress.steps = stepsOfEpoch
  }
}

extension OptimizerKind {
  /// Whether both keep the same of each parameter.
  fileprivate func remembersAs(_ other: OptimizerKind) -> Bool {
    let families: [[OptimizerKind]] = [[.adam, .adamw], [.momentum, .nesterov]]
    return self == other || families.contains { $0.contains(self) && $0.contains(other) }
  }
}
