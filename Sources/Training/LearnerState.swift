import Matrices
import Networks

/// All that a learner needs beside its network and options to go on as if it had never stopped: kept for a resumed
/// training, which then comes to the same bytes.
package struct LearnerState: Sendable, Equatable {
  /// Epochs that are over.
  package var epochs: Int
  /// Steps made in the epoch under way.
  package var stepsOfEpoch: Int
  /// Steps made in all.
  package var steps: Int
  /// What the optimiser remembers: vectors as long as the parameters, one after the other.
  package var moments: [[Float]]

  package init(epochs: Int, stepsOfEpoch: Int, steps: Int, moments: [[Float]]) {
    self.epochs = epochs
    self.stepsOfEpoch = stepsOfEpoch
    self.steps = steps
    self.moments = moments
  }
}

extension Learner {
  package var state: LearnerState {
    LearnerState(
      epochs: progress.epochs, stepsOfEpoch: progress.steps, steps: optimizer.steps,
      moments: (lbfgs?.vectors ?? optimizer.moments).map(\.elements))
  }

  /// Goes on from a state that a learner of the same network, options and number of rows left.
  package func resume(_ state: LearnerState) throws(TrainingError) {
    let counts = 0...1 << 48
    guard counts.contains(state.epochs), counts.contains(state.steps), (0..<stepsPerEpoch).contains(state.stepsOfEpoch)
    else {
      throw .unfitState("a count of epochs or steps that no training of \(rows) rows reaches")
    }
    let vectors = state.moments.count
    guard state.moments.allSatisfy({ $0.count == forward.parameters.count }),
      lbfgs == nil
        ? vectors == optimizer.moments.count : vectors.isMultiple(of: 2) && vectors <= 2 * LBFGS.memory
    else {
      throw .unfitState("it does not hold what \(options.optimizer.rawValue) remembers of each parameter")
    }
    lbfgs?.remember(state.moments)
    for (own, saved) in zip(optimizer.moments, state.moments) { own.assign(saved) }
    optimizer.steps = state.steps
    progress.epochs = state.epochs
    progress.steps = state.stepsOfEpoch
  }
}
