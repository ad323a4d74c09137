package import Networks
package import Workers

/// How long to train, what to watch and what to leave.
package struct CourseOptions: Sendable, Equatable {
  package var epochs = 200
  /// Its warm-up is counted in epochs here.
  package var schedule = Schedule(.cosine, rate: 0.01)
  package var monitor: Monitor
  package var answer: Answer
  package var criterion = Criterion.loss
  package var stopping = Stopping()
  package var keep = Keep.best
  /// How many of the rows to learn from are measured after an epoch, the same each time; nil for all.
  package var measuredRows: Int? = CourseOptions.usualMeasuredRows

  /// Enough for the area under a curve to be within some thousandths of that of all rows, and few enough for the
  /// measuring of long tables to cost little beside the learning.
  package static let usualMeasuredRows = 1 << 17

  package init(monitor: Monitor, answer: Answer) {
    self.monitor = monitor
    self.answer = answer
  }
}

/// A training, epoch by epoch: the caller asks for the next one, and may look, save and stop in between.
///
/// What it comes to depends on its arguments alone, never on `workers`: every machine with fused multiply-add gives the
/// same bits. A time limit and an interruption are the exceptions: they end a course where it happens to be.
package final class Course {
  package let options: CourseOptions
  package private(set) var history: History
  /// The best epoch so far and the network after it; nil while no epoch has ended with finite figures.
  package private(set) var best: (record: EpochRecord, network: Network)?
  /// Nil while the course may go on.
  package private(set) var ending: Ending?
  private let learner: Learner
  private var schedule: Schedule
  private let training: Examples
  /// Those of the `training` rows, and those that only tell how well it goes, whose figures an epoch has.
  private let measured: MeasuredRows
  private let validation: MeasuredRows?
  private let evaluation: Evaluation
  /// What the figures of an epoch are of, as a number that differs where any of it does: the rows that are measured, their
  /// weights, and the loss. Those of one basis alone can be compared.
  package private(set) lazy var basis: UInt64 = {
    var digest = Digest()
    for byte in learner.options.loss.rawValue.utf8 { digest.add(UInt32(byte)) }
    for rows in [measured, validation].compactMap(\.self) {
      for row in rows.order ?? [] { digest.add(UInt32(truncatingIfNeeded: row)) }
      for matrix in [rows.inputs, rows.targets, rows.weights].compactMap(\.self) { digest.add(matrix) }
    }
    return digest.value
  }()
  /// The last epoch that was better than those before it by `minimalDelta`; what patience goes by.
  private var lastProgress: EpochRecord?
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// A course that begins at `network`.
  ///
  /// - Parameters:
  ///   - training: the rows to learn from, at least one.
  ///   - validation: rows that only tell how well it goes, at least one; nil where there are none.
  package init(
    _ network: Network, on training: Examples, validation: Examples? = nil, learning: LearnerOptions,
    options: CourseOptions, workers: Workers = .one
  ) {
    self.options = options
    self.training = training
    measured = MeasuredRows(training, atMost: options.measuredRows, seed: learning.seed)
    self.validation = validation.map { MeasuredRows($0) }
    history = History(monitor: options.monitor)
    schedule = options.schedule
    schedule.warmUp *= learning.stepsPerEpoch(rows: training.count)
    learner = Learner(network, options: learning, rows: training.count, workers: workers)
    evaluation = Evaluation(
      network, loss: learning.loss, answer: options.answer, rows: max(measured.count, validation?.count ?? 0),
      workers: workers)
    start = clock.now
  }

  package var trainingRows: Int { training.count }
  package var measuredRows: Int { measured.count }
  package var validationRows: Int { validation?.count ?? 0 }

  /// The network that the course leaves: that of the best epoch, or of the last step unless that ruined it.
  package var result: Network {
    keep == .best ? best?.network ?? learner.network : learner.network
  }

  /// The epoch that `result` is of; nil where it is of none that has ended.
  package var resultRecord: EpochRecord? {
    keep == .best ? best?.record : history.epochs.last
  }

  private var keep: Keep { isDiverged ? .best : options.keep }

  /// Whether the last step left a network that is none, from which no course can go on.
  package var isDiverged: Bool {
    if case .diverged? = ending { true } else { false }
  }

  /// One more epoch; nil where the course has ended, and `ending` says why.
  ///
  /// `shouldStop` is asked before every step, or every few that take some 100 microseconds.
  package func next(shouldStop: () -> Bool = { false }) -> EpochRecord? {
    guard ending == nil else { return nil }
    let epoch = learner.epochs + 1
    guard epoch <= options.epochs else { return end(.epochs) }
    let rate = { [schedule, stepsPerEpoch = learner.stepsPerEpoch, epochs = options.epochs] step in
      schedule.rate(epoch: epoch, step: step, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
    }
    var isInterrupted = false
    let outcome = learner.runEpoch(on: training, rate: rate, isSteady: schedule.isSteady) {
      isInterrupted = shouldStop()
      return isInterrupted || isTimeOver
    }
    guard !outcome.endedEarly else { return end(isInterrupted ? .interrupted : .time) }
    evaluation.take(learner.forward.parameters)
    let figures = evaluation.figures(options.monitor, on: measured)
    guard figures.loss.isFinite, learner.isFinite else { return end(.diverged(epoch: epoch)) }
    let record = EpochRecord(
      epoch: epoch, seconds: (clock.now - start) / .seconds(1), rate: rate(0), training: figures,
      validation: validation.map { evaluation.figures(options.monitor, on: $0) })
    take(record, network: { learner.network })
    if outcome.converged, ending == nil { ending = .converged }
    return record
  }

  private func end(_ ending: Ending) -> EpochRecord? {
    self.ending = ending
    return nil
  }

  private var isTimeOver: Bool {
    guard let seconds = options.stopping.seconds else { return false }
    // Not as a duration, which cannot be as long as a number.
    return (clock.now - start) / .seconds(1) >= seconds
  }

  /// Enters an epoch that is over into the history, and decides what it means.
  private func take(_ record: EpochRecord, network: () -> Network) {
    note(record)
    if let goal = options.stopping.goal, let metric = record.decisive.metric,
      options.monitor.reaches(metric, goal)
    {
      // What was asked for is this epoch, not one with a lower loss that had not reached it.
      ending = .reached
      best = (record, network())
      return
    }
    if best.map({ isBetter(record, than: $0.record) }) ?? true { best = (record, network()) }
    if let patience = options.stopping.patience, let lastProgress, record.epoch - lastProgress.epoch >= patience {
      ending = .patience
    }
  }

  /// Enters an epoch into the history, and into what goes by all of them.
  private func note(_ record: EpochRecord) {
    history.epochs.append(record)
    schedule.plateau.observe(record.decisive.loss)
    if lastProgress.map({ isBetter(record, than: $0, by: options.stopping.minimalDelta) }) ?? true {
      lastProgress = record
    }
  }

  /// Whether an epoch is better than another by more than `delta`.
  private func isBetter(_ record: EpochRecord, than other: EpochRecord, by delta: Double = 0) -> Bool {
    let (new, old) = (record.decisive, other.decisive)
    guard old.loss.isFinite else { return new.loss.isFinite }
    guard options.criterion == .monitor, new.metric != old.metric || delta > 0 else {
      return new.loss < old.loss - delta
    }
    guard let newMetric = new.metric else { return false }
    guard let oldMetric = old.metric else { return true }
    return options.monitor.isError ? newMetric < oldMetric - delta : newMetric > oldMetric + delta
  }
}

/// All that a course needs, beside its arguments, to go on as if it had never stopped.
package struct CourseState: Sendable {
  package var learner: LearnerState
  /// The network as the last step left it.
  package var network: Network
  /// The best epoch, if there is one, and the network after it.
  package var best: (epoch: Int, network: Network)?
  package var history: History
  /// Tells what the figures of the history are of; see ``Course/basis``.
  package var basis: UInt64

  package init(
    learner: LearnerState, network: Network, best: (epoch: Int, network: Network)?, history: History, basis: UInt64
  ) {
    self.learner = learner
    self.network = network
    self.best = best
    self.history = history
    self.basis = basis
  }
}

extension Course {
  package var state: CourseState {
    CourseState(
      learner: learner.state, network: learner.network, best: best.map { ($0.record.epoch, $0.network) },
      history: history, basis: basis)
  }

  /// Goes on from a state that a course of the same arguments left, but perhaps of fewer epochs. Where the rows or the loss
  /// are others, the best epoch is one of those to come: its figures say nothing about these.
  package func resume(_ state: CourseState) throws(TrainingError) {
    let best = state.best.flatMap { best in
      state.history.epochs.first { $0.epoch == best.epoch }.map { (record: $0, network: best.network) }
    }
    guard state.network.shape == learner.network.shape, best.map({ $0.network.shape == state.network.shape }) ?? true
    else { throw .unfitState("it is of another network") }
    guard state.history.monitor == options.monitor else {
      throw .unfitState("its history is of \(state.history.monitor.name), not of \(options.monitor.name)")
    }
    try learner.resume(state.learner)
    learner.take(state.network)
    guard state.basis == basis else {
      history = state.history
      return
    }
    // What ended the course before is no reason not to go on, and which epoch was best stands, by whatever it was found.
    for record in state.history.epochs { note(record) }
    self.best = best
  }
}
