/// What a network came to on some rows.
package struct Figures: Sendable, Equatable {
  /// The mean loss.
  package var loss: Double
  /// The monitored figure; nil where it is undefined.
  package var metric: Double?

  package init(loss: Double, metric: Double?) {
    self.loss = loss
    self.metric = metric
  }
}

/// What one epoch came to, measured with the parameters as they were after it.
package struct EpochRecord: Sendable, Equatable {
  /// Counted from 1.
  package let epoch: Int
  /// Since training began.
  package let seconds: Double
  /// The learning rate with which the epoch began.
  package let rate: Double
  /// On the training rows.
  package let training: Figures
  /// On the rows held out, if there are any.
  package let validation: Figures?

  package init(epoch: Int, seconds: Double, rate: Double, training: Figures, validation: Figures?) {
    self.epoch = epoch
    self.seconds = seconds
    self.rate = rate
    self.training = training
    self.validation = validation
  }

  /// The figures that decide how good the epoch is: those of rows that were not learned from, where there are any.
  package var decisive: Figures { validation ?? training }
}

/// The course of a training.
package struct History: Sendable, Equatable {
  package let monitor: Monitor
  package internal(set) var epochs: [EpochRecord] = []

  package init(monitor: Monitor, epochs: [EpochRecord] = []) {
    self.monitor = monitor
    self.epochs = epochs
  }
}
