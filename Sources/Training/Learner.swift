import Matrices
package import Networks
package import Workers

/// How a step moves the parameters.
package struct LearnerOptions: Sendable, Equatable {
  package var loss: Loss
  package var optimizer = OptimizerKind.adam
  /// Rows a step; 1 is record by record, as in the article.
  package var batch = 32
  /// Whether each epoch takes the rows in a new order.
  package var shuffle = true
  package var seed: UInt64 = 1

  package init(loss: Loss) { self.loss = loss }
}

/// What a pass over the rows came to.
package struct EpochOutcome: Sendable, Equatable {
  /// Steps made, and rows that they took.
  package var steps: Int
  package var rows: Int
  /// Whether the pass ended before its last row. The next call of `runEpoch` goes on where this one stopped.
  package var endedEarly: Bool

  package init(steps: Int = 0, rows: Int = 0, endedEarly: Bool = false) {
    self.steps = steps
    self.rows = rows
    self.endedEarly = endedEarly
  }
}

/// Everything that one step needs, allocated once: a network that learns from batches of rows.
///
/// The parameters that it comes to depend on its arguments alone, not on the number of threads.
package final class Learner {
  package let options: LearnerOptions
  /// Rows of the examples that it is made for.
  package let rows: Int
  private let workers: Workers
  let forward: Forward
  private let backward: Backward
  var optimizer: Optimizer
  private let pieces: [ParameterPiece]
  /// The rows of a batch (`batch × inputs`, `batch × outputs`, `batch × 1`).
  private let inputs: Matrix
  private let targets: Matrix
  private let weights: Matrix
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
    let batch = min(max(options.batch, 1), rows)
    self.options = options
    self.rows = rows
    self.workers = workers
    forward = Forward(network, capacity: batch)
    backward = Backward(forward, loss: options.loss)
    optimizer = Optimizer(options.optimizer, count: network.parameters.count)
    pieces = network.shape.pieces(batch: batch)
    inputs = Matrix(rows: batch, columns: network.shape.inputs)
    targets = Matrix(rows: batch, columns: network.shape.outputs)
    weights = Matrix(rows: batch, columns: 1)
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
    forward.parametersDidChange()
  }

  /// Rows of a batch, but for the last of an epoch.
  package var batch: Int { forward.capacity }
  package var stepsPerEpoch: Int { (rows + batch - 1) / batch }
  /// Epochs that are over.
  package var epochs: Int { progress.epochs }

  /// One pass over `examples`, in a fresh order where the options say so, or the rest of a pass that ended early.
  ///
  /// `rate` gives the learning rate of each step of the epoch, counted from 0. `shouldStop` is asked before each step.
  package func runEpoch(
    on examples: Examples, rate: (_ step: Int) -> Double, shouldStop: () -> Bool = { false }
  ) -> EpochOutcome {
    precondition(examples.count == rows)
    arrange()
    var outcome = EpochOutcome()
    while progress.steps < stepsPerEpoch {
      if shouldStop() {
        outcome.endedEarly = true
        return outcome
      }
      let first = progress.steps * batch
      let indices = order[first..<min(first + batch, rows)]
      step(on: examples, indices, rate: rate(progress.steps))
      progress.steps += 1
      outcome.steps += 1
      outcome.rows += indices.count
    }
    progress.epochs += 1
    progress.steps = 0
    return outcome
  }

  /// Brings the rows into the order of the epoch under way. It depends on the seed and the number of the epoch alone, so
  /// that no state has to hold it.
  private func arrange() {
    guard options.shuffle else { return }
    var seeds = Generator(seed: options.seed, stream: 1)
    var generator = Generator(seed: seeds.next(), stream: UInt64(progress.epochs))
    for index in order.indices { order[index] = index }
    generator.shuffle(&order)
  }

  private func step(on examples: Examples, _ indices: ArraySlice<Int>, rate: Double) {
    let batch = 0..<indices.count
    let (inputs, targets) = (inputs.rows(batch), targets.rows(batch))
    let weights = examples.weights == nil ? nil : weights.rows(batch)
    let piece = forward.shape.rowsAPiece
    workers.run((indices.count + piece - 1) / piece) { [forward, backward] index in
      let rows = index * piece..<min((index + 1) * piece, indices.count)
      let some = indices[indices.startIndex + rows.lowerBound..<indices.startIndex + rows.upperBound]
      inputs.rows(rows).gather(some, from: examples.inputs)
      targets.rows(rows).gather(some, from: examples.targets)
      if let weights, let all = examples.weights { weights.rows(rows).gather(some, from: all) }
      forward.run(inputs, rows: rows)
      backward.propagate(targets: targets, weights: weights, rows: rows)
    }
    optimizer.begin()
    workers.run(pieces.count) { [forward, backward, optimizer, pieces] index in
      let piece = pieces[index]
      backward.collect(piece, inputs: inputs)
      for range in [forward.shape.weights(of: piece), forward.shape.biases(of: piece)] {
        optimizer.move(forward.parameters, gradient: backward.gradient, range: range, rate: rate)
      }
      forward.parametersDidChange(ofLayer: piece.layer, units: piece.units)
    }
  }
}
