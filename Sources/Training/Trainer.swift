import Matrices
package import Networks

/// How to train.
package struct TrainingOptions: Sendable, Equatable {
  package var optimizer = OptimizerKind.adam
  package var schedule = Schedule.cosine
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

  package init(loss: Loss, options: TrainingOptions) {
    self.loss = loss
    self.options = options
  }

  /// Trains `network` on `examples` (at least one) and calls `observe` after every epoch.
  ///
  /// The best epoch is the one with the lowest loss; when training ends because the monitored figure was reached, it
  /// is the last. The result depends on the arguments alone: every machine with fused multiply-add gives the same bits.
  package func train<Failure: Error>(
    _ network: Network, on examples: Examples, observe: (EpochRecord) throws(Failure) -> Void
  ) throws(Failure) -> TrainingResult {
    let rows = examples.count
    let batch = min(options.batch, rows)
    let forward = Forward(network, capacity: batch)
    let backward = Backward(forward, loss: loss)
    var evaluation = Evaluation(of: forward, loss: loss, monitor: options.monitor, rows: rows)
    var optimizer = Optimizer(options.optimizer, count: network.parameters.count)
    let inputs = Matrix(rows: batch, columns: examples.inputs.columns)
    let targets = Matrix(rows: batch, columns: examples.targets.columns)
    var order = Array(0..<rows)
    var generator = Generator(seed: options.seed, stream: 1)
    var history = History(monitor: options.monitor)
    var best: (record: EpochRecord, network: Network)?
    var ending = Ending.epochs
    let clock = ContinuousClock()
    let start = clock.now

    for epoch in stride(from: 1, through: options.epochs, by: 1) {
      let rate = options.schedule.rate(options.rate, epoch: epoch, of: options.epochs)
      if options.shuffle { generator.shuffle(&order) }
      for first in stride(from: 0, to: rows, by: batch) {
        let indices = order[first..<min(first + batch, rows)]
        let someInputs = inputs.rows(0..<indices.count)
        let someTargets = targets.rows(0..<indices.count)
        someInputs.gather(indices, from: examples.inputs)
        someTargets.gather(indices, from: examples.targets)
        forward.run(someInputs)
        backward.run(someInputs, targets: someTargets)
        optimizer.step(forward.parameters, gradient: backward.gradient, rate: rate)
        forward.parametersDidChange()
      }
      let (loss, metric) = evaluation.run(on: examples)
      guard loss.isFinite && forward.parameters.isFinite else {
        ending = .diverged(epoch: epoch)
        break
      }
      let record = EpochRecord(
        epoch: epoch, seconds: (clock.now - start) / .seconds(1), rate: rate, loss: loss, metric: metric)
      history.epochs.append(record)
      try observe(record)
      if let target = options.stopAt, let metric, metric >= target { ending = .reached }
      if ending == .reached || best.map({ loss < $0.record.loss }) ?? true { best = (record, forward.network) }
      if ending == .reached { break }
    }
    return TrainingResult(
      network: best?.network ?? network, best: best?.record, history: history, ending: ending)
  }
}
