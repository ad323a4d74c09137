/// When a training ends before its last epoch.
package struct Stopping: Sendable, Equatable {
  /// The monitored figure that is good enough.
  package var goal: Double?
  /// Epochs without a better one, after which training ends.
  package var patience: Int?
  /// By how much an epoch must be better to count as such.
  package var minimalDelta = 0.0
  /// Seconds, after which training ends at the next step.
  package var seconds: Double?

  package init() {}
}

/// Which network a training leaves.
package enum Keep: String, Sendable, CaseIterable {
  /// That of the best epoch, whatever ended the training.
  case best
  case last
}

/// What makes one epoch better than another.
package enum Criterion: String, Sendable {
  /// The lower loss.
  case loss
  /// The better monitored figure and, of equal ones, the lower loss.
  case monitor = "metric"
}

/// Why a training ended.
package enum Ending: Sendable, Equatable {
  /// All epochs have passed.
  case epochs
  /// No step can make the loss any lower.
  case converged
  /// The monitored figure reached the value asked for.
  case reached
  /// There was no better epoch for as long as patience had it.
  case patience
  /// The time was over.
  case time
  /// The caller asked for it.
  case interrupted
  /// The loss or a parameter was no longer finite in this epoch.
  case diverged(epoch: Int)
}
