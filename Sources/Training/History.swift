/// What one epoch came to, measured with the parameters as they were after it, over the training rows.
package struct EpochRecord: Sendable, Equatable {
  /// Counted from 1.
  package let epoch: Int
  /// Since training began.
  package let seconds: Double
  /// The learning rate of the epoch.
  package let rate: Double
  /// The mean loss.
  package let loss: Double
  /// The monitored figure; nil where it is undefined.
  package let metric: Double?
}

/// The course of a training.
package struct History: Sendable {
  package let monitor: Monitor
  package internal(set) var epochs: [EpochRecord] = []
}
