package import Networks
package import Workers

/// How to train.
package struct TrainingOptions: Sendable, Equatable {
  package var optimizer = OptimizerKind.adam
  package var schedule = Schedule.Kind.cosine
  package var rate = 0.01
  /// Rows a step; 1 is record by record, as in the article.
  package var batch = 32
  package var epochs = 200
  /// Whether each epoch takes the rows in a new order.
  package var shuffle = true
  package var seed: UInt64 = 1
  package var monitor: Monitor
  /// Training ends after the first epoch whose monitored figure reaches this.
  package var stopAt: Double?

  package init(monitor: Monitor) { self.monitor = monitor }
}

/// Why a training ended.
package enum Ending: Sendable, Equatable {
  /// All epochs have passed.
  case epochs
  /// The monitored figure reached the value asked for.
  case reached
  /// The loss or a parameter was no longer finite in this epoch.
  case diverged(epoch: Int)
}

/// What a training leaves.
package struct TrainingResult: Sendable {
  /// The network after the best epoch.
  package let network: Network
  /// The epoch of `network`; nil if not one was finite.
  package let best: EpochRecord?
  package let history: History
  package let ending: Ending
}

/// Mini-batch gradient descent.
package struct Trainer {
  package let options: TrainingOptions
  package let loss: Loss
  package let workers: Workers

  package init(loss: Loss, options: TrainingOptions, workers: Workers = .one) {
    self.loss = loss
    self.options = options
    self.workers = workers
  }

  /// Trains `network` on `examples` (at least one) and calls `observe` after every epoch.
  ///
  /// The best epoch is the one with the lowest loss; when training ends because the monitored figure was reached, it
  /// is the last. The result depends on the arguments alone: every machine with fused multiply-add gives the same bits.
  package func train<Failure: Error>(
    _ network: Network, on examples: Examples, observe: (EpochRecord) throws(Failure) -> Void
  ) throws(Failure) -> TrainingResult {
    var learning = LearnerOptions(loss: loss)
    learning.optimizer = options.optimizer
    learning.batch = options.batch
    learning.shuffle = options.shuffle
    learning.seed = options.seed
    let learner = Learner(network, options: learning, rows: examples.count, workers: workers)
    let schedule = Schedule(options.schedule, rate: options.rate)
    var evaluation = Evaluation(
      of: learner.forward, loss: loss, monitor: options.monitor, rows: examples.count, workers: workers)
    var history = History(monitor: options.monitor)
    var best: (record: EpochRecord, network: Network)?
    var ending = Ending.epochs
    let clock = ContinuousClock()
    let start = clock.now

    for epoch in stride(from: 1, through: options.epochs, by: 1) {
      func rate(_ step: Int) -> Double {
        schedule.rate(epoch: epoch, step: step, stepsPerEpoch: learner.stepsPerEpoch, epochs: options.epochs)
      }
      _ = learner.runEpoch(on: examples, rate: rate)
      let (loss, metric) = evaluation.run(on: examples)
      guard loss.isFinite && learner.isFinite else {
        ending = .diverged(epoch: epoch)
        break
      }
      let record = EpochRecord(
        epoch: epoch, seconds: (clock.now - start) / .seconds(1), rate: rate(0), loss: loss, metric: metric)
      history.epochs.append(record)
      try observe(record)
      if let target = options.stopAt, let metric, metric >= target { ending = .reached }
      if ending == .reached || best.map({ loss < $0.record.loss }) ?? true { best = (record, learner.network) }
      if ending == .reached { break }
    }
    return TrainingResult(
      network: best?.network ?? network, best: best?.record, history: history, ending: ending)
  }
}
