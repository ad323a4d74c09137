import Matrices
package import Networks
package import Workers

/// What a pass over the rows came to.
package struct EpochOutcome: Sendable, Equatable {
  /// Steps made, and rows that they took.
  package var steps: Int
  package var rows: Int
  /// Whether the pass ended before its last row. The next call of `runEpoch` goes on where this one stopped.
  package var endedEarly: Bool
  /// Whether no step can make the loss any lower; L-BFGS alone can tell.
  package var converged: Bool

  package init(steps: Int = 0, rows: Int = 0, endedEarly: Bool = false, converged: Bool = false) {
    self.steps = steps
    self.rows = rows
    self.endedEarly = endedEarly
    self.converged = converged
  }
}

/// Everything that one step needs, allocated once: a network that learns from batches of rows.
///
/// The parameters that it comes to depend on its arguments alone, not on the number of threads.
package final class Learner {
  package let options: LearnerOptions
  /// Rows of the examples that it is made for.
  package let rows: Int
  /// Rows of a batch, but for the last of an epoch.
  package let batch: Int
  private let gradient: BatchGradient
  let optimizer: Optimizer
  var lbfgs: LBFGS?
  /// What takes the steps of an epoch record by record, where they are such and nobody looks at each.
  private let records: RecordDescent?
  /// The order of the rows in the epoch under way.
  private var order: [Int]
  var progress = Progress()

  /// How far the training is.
  struct Progress {
    /// Epochs that are over, and steps made of the next.
    var epochs = 0
    var steps = 0
  }

  /// A learner that begins at `network`, for examples of `rows` rows, at least 1.
  package init(_ network: Network, options: LearnerOptions, rows: Int, workers: Workers = .one) {
    precondition(rows > 0 && options.conflict == nil)
    let batch = options.batch(rows: rows)
    self.options = options
    self.rows = rows
    self.batch = batch
    gradient = BatchGradient(
      network, loss: options.loss, labelSmoothing: options.labelSmoothing, batch: batch, dropsOut: options.dropout > 0,
      workers: workers)
    optimizer = Optimizer(options.rule, count: network.parameters.count)
    lbfgs =
      options.optimizer == .lbfgs
      ? LBFGS(gradient.forward.parameters, gradient: gradient.backward.gradient) : nil
    records =
      options.descendsByRecord && !network.shape.isWorthThreads(batch: 1)
      ? RecordDescent(gradient.forward, loss: options.loss, labelSmoothing: options.labelSmoothing) : nil
    order = Array(0..<rows)
  }

  /// The network as it is now.
  package var network: Network { forward.network }

  /// Whether no parameter is infinite or NaN.
  package var isFinite: Bool { forward.parameters.isFinite }

  /// Takes the parameters of `network`, which has the same shape, and goes on from there.
  package func take(_ network: Network) {
    precondition(network.shape == forward.shape)
    forward.parameters.assign(network.parameters)
    lbfgs?.parametersDidChange()
  }

  var forward: Forward { gradient.forward }

  package var stepsPerEpoch: Int { (rows + batch - 1) / batch }
  /// Epochs that are over.
  package var epochs: Int { progress.epochs }

  /// One pass over `examples`, in a fresh order where the options say so, or the rest of a pass that ended early.
  ///
  /// `rate` gives the learning rate of each step of the epoch, counted from 0; `isSteady` says that all are the same.
  /// `shouldStop` is asked before each step, or before each few that take some 100 microseconds.
  /// `observe` is told the mean loss over the rows of each step, as it was before the step.
  package func runEpoch(
    on examples: Examples, rate: (_ step: Int) -> Double, isSteady: Bool = false, shouldStop: () -> Bool = { false },
    observe: ((_ step: Int, _ loss: Double) -> Void)? = nil
  ) -> EpochOutcome {
    precondition(examples.count == rows)
    arrange()
    var outcome = EpochOutcome()
    if let records, observe == nil {
      descend(
        by: records, on: examples, rate: rate, isSteady: isSteady, shouldStop: shouldStop, outcome: &outcome)
      if outcome.endedEarly { return outcome }
    }
    while progress.steps < stepsPerEpoch {
      if shouldStop() {
        outcome.endedEarly = true
        return outcome
      }
      let first = progress.steps * batch
      let some = first..<min(first + batch, rows)
      let rate = rate(progress.steps)
      if lbfgs == nil {
        let loss = step(on: examples, some, rate: rate, measuresLoss: observe != nil)
        if let observe, let loss { observe(progress.steps, loss) }
      } else {
        outcome.converged = !descend(on: examples, rate: rate)
      }
      progress.steps += 1
      outcome.steps += 1
      outcome.rows += some.count
    }
    progress.epochs += 1
    progress.steps = 0
    return outcome
  }

  /// Brings the rows into the order of the epoch under way. It depends on the seed and the number of the epoch alone, so
  /// that no state has to hold it.
  private func arrange() {
    guard options.shuffle, options.optimizer != .lbfgs else { return }
    var seeds = Generator(seed: options.seed, stream: 1)
    var generator = Generator(seed: seeds.next(), stream: UInt64(progress.epochs))
    for index in order.indices { order[index] = index }
    generator.shuffle(&order)
  }

  /// The steps of an epoch that are left, of one record each, some at a time.
  private func descend(
    by records: RecordDescent, on examples: Examples, rate: (_ step: Int) -> Double, isSteady: Bool,
    shouldStop: () -> Bool, outcome: inout EpochOutcome
  ) {
    records.take()
    let atOnce = recordsAtOnce
    var rates = isSteady ? [Float](repeating: Float(rate(0)), count: atOnce) : []
    while progress.steps < stepsPerEpoch, !shouldStop() {
      let some = progress.steps..<min(progress.steps + atOnce, stepsPerEpoch)
      if !isSteady { rates = some.map { Float(rate($0)) } }
      records.run(
        order, some, rates: rates, inputs: examples.inputs, targets: examples.targets, weights: examples.weights)
      optimizer.steps += some.count
      progress.steps += some.count
      outcome.steps += some.count
      outcome.rows += some.count
    }
    outcome.endedEarly = progress.steps < stepsPerEpoch
    records.leave()
  }

  /// Records of one call: enough to make the call cheap, few enough to stop within some 100 microseconds.
  private var recordsAtOnce: Int { max(min((1 << 18) / forward.shape.parameterCount, 256), 1) }

  /// One step along the gradient of some rows. Gives their mean loss, where that is asked for.
  private func step(
    on examples: Examples, _ some: Range<Int>, rate: Double, measuresLoss: Bool
  ) -> Double? {
    let dropout =
      options.dropout > 0
      ? Dropout(rate: options.dropout, seed: options.seed, step: optimizer.steps) : nil
    guard let most = options.clipNorm else {
      optimizer.begin(rate: rate)
      return gradient.run(on: examples, order, some, dropout: dropout, measuresLoss: measuresLoss) {
        [optimizer, parameters = forward.parameters, slope = gradient.backward.gradient] in
        optimizer.move(parameters, gradient: slope, $0)
      }
    }
    let loss = gradient.run(on: examples, order, some, dropout: dropout, measuresLoss: measuresLoss) { _ in }
    // As PyTorch's clip_grad_norm_.
    let norm = gradient.backward.gradient.dot(gradient.backward.gradient).squareRoot()
    optimizer.begin(rate: rate, scale: min(1, most / (norm + 1e-6)))
    gradient.forEachPiece { [optimizer, parameters = forward.parameters, slope = gradient.backward.gradient] in
      optimizer.move(parameters, gradient: slope, $0)
    }
    return loss
  }

  /// One line search over all rows. Whether it found anything lower.
  private func descend(on examples: Examples, rate: Double) -> Bool {
    let penalty = options.l2
    let (shape, parameters, slope) = (forward.shape, forward.parameters, gradient.backward.gradient)
    let lower = lbfgs?.step(rate: rate) {
      var loss = gradient.run(on: examples, order, 0..<rows, dropout: nil, measuresLoss: true) { _ in } ?? .nan
      guard penalty > 0 else { return loss }
      for layer in shape.layers.indices {
        let weights = parameters.columns(shape.weights(ofLayer: layer))
        loss += 0.5 * penalty * weights.dot(weights)
        slope.columns(shape.weights(ofLayer: layer)).add(weights, times: penalty)
      }
      return loss
    }
    return lower != nil
  }
}
