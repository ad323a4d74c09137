import Matrices
import Networks
import Testing
import Training
import Workers

@Suite struct LearnerTests {
  private func options(batch: Int = 8, seed: UInt64 = 1) -> LearnerOptions {
    var options = LearnerOptions(loss: .binaryCrossEntropy)
    options.batch = batch
    options.seed = seed
    return options
  }

  /// Trains for `epochs` epochs and says where that led.
  private func learner(
    _ network: Network, _ options: LearnerOptions, on examples: Examples, epochs: Int, workers: Workers = .one
  ) -> Learner {
    let learner = Learner(network, options: options, rows: examples.count, workers: workers)
    for _ in 0..<epochs { _ = learner.runEpoch(on: examples) { _ in 0.05 } }
    return learner
  }

  @Test("An epoch takes every row once, in steps of a batch and a shorter last one")
  func countsSteps() throws {
    let examples = rings(50, seed: 1)
    let learner = Learner(try articleNetwork(seed: 1), options: options(batch: 16), rows: 50)
    var asked: [Int] = []
    let outcome = learner.runEpoch(on: examples) { step in
      asked.append(step)
      return 0.1
    }
    #expect(asked == [0, 1, 2, 3])
    #expect(outcome == EpochOutcome(steps: 4, rows: 50, endedEarly: false))
    #expect(learner.epochs == 1)
  }

  @Test(
    "Going on from a saved state gives the bits of a training that never stopped", arguments: OptimizerKind.allCases)
  func resumes(kind: OptimizerKind) throws {
    let examples = rings(50, seed: 2)
    var options = options()
    options.optimizer = kind
    let network = try articleNetwork(seed: 2)
    let whole = learner(network, options, on: examples, epochs: 10)
    let half = learner(network, options, on: examples, epochs: 5)
    let other = Learner(half.network, options: options, rows: 50)
    try other.resume(half.state)
    for _ in 0..<5 { _ = other.runEpoch(on: examples) { _ in 0.05 } }
    #expect(other.network == whole.network)
    #expect(other.state == whole.state)
  }

  @Test("A pass that was stopped goes on with the row it had come to")
  func stopsBetweenSteps() throws {
    let examples = rings(50, seed: 3)
    let network = try articleNetwork(seed: 3)
    let whole = learner(network, options(), on: examples, epochs: 1)
    let stopped = Learner(network, options: options(), rows: 50)
    var asked = 0
    let first = stopped.runEpoch(on: examples) { _ in
      0.05
    } shouldStop: {
      asked += 1
      return asked > 3
    }
    #expect(first == EpochOutcome(steps: 3, rows: 24, endedEarly: true))
    #expect(stopped.epochs == 0)
    let other = Learner(stopped.network, options: options(), rows: 50)
    try other.resume(stopped.state)
    let second = other.runEpoch(on: examples) { _ in 0.05 }
    #expect(second == EpochOutcome(steps: 4, rows: 26, endedEarly: false))
    #expect(other.network == whole.network)
  }

  @Test("The number of threads changes no bit", arguments: [2, 3, 8])
  func threads(count: Int) throws {
    var generator = Generator(seed: 4)
    let shape = try Shape(
      inputs: 40,
      layers: [
        Layer(units: 150, activation: .relu), Layer(units: 130, activation: .gelu),
        Layer(units: 1, activation: .sigmoid),
      ])
    // Enough work for several pieces in both halves of a step.
    #expect(shape.rowsAPiece < 100 && shape.pieces(batch: 200).count > 3)
    let network = Initializer.auto.network(of: shape, generator: &generator)
    let rows = 500
    let inputs = Matrix(rows: rows, columns: 40, elements: (0..<40 * rows).map { _ in Float(generator.normal()) })
    let targets = Matrix(rows: rows, columns: 1, elements: (0..<rows).map { _ in Float(generator.below(2)) })
    let weights = (0..<rows).map { _ in generator.uniform() }
    let examples = Examples(inputs: inputs, targets: targets, weights: weights)
    let one = learner(network, options(batch: 200), on: examples, epochs: 2)
    let several = learner(network, options(batch: 200), on: examples, epochs: 2, workers: Workers(count: count))
    #expect(one.network == several.network)
  }

  @Test(
    "Record by record, the parameters are those of batches of one row, bit for bit",
    arguments: Activation.hidden + [.softmax], Loss.allCases)
  func descendsByRecord(activation: Activation, loss: Loss) throws {
    let last: Activation = activation == .softmax || loss != .binaryCrossEntropy ? activation : .sigmoid
    guard loss.fits(last) else { return }
    let hidden = activation == .softmax ? .tanh : activation
    var generator = Generator(seed: 6)
    // One panel, two, and a part of one.
    let shape = try Shape(
      inputs: 3,
      layers: [
        Layer(units: 18, activation: hidden), Layer(units: 33, activation: hidden), Layer(units: 5, activation: last),
      ])
    let network = Initializer.auto.network(of: shape, generator: &generator)
    let inputs = Matrix(rows: 30, columns: 3, elements: (0..<90).map { _ in Float(generator.normal()) })
    let targets = Matrix(rows: 30, columns: 5, elements: (0..<150).map { _ in Float(generator.below(2)) })
    for weights in [nil, (0..<30).map { _ in generator.uniform() }] {
      let examples = Examples(inputs: inputs, targets: targets, weights: weights)
      var options = LearnerOptions(loss: loss)
      options.optimizer = .sgd
      options.batch = 1
      let records = learner(network, options, on: examples, epochs: 2)
      // The gradient of such a step is clipped to a length that it never has: it takes the way of all others.
      options.clipNorm = 1e30
      let batches = learner(network, options, on: examples, epochs: 2)
      #expect(records.network == batches.network)
      #expect(records.network != network)
      #expect(records.state == batches.state)
    }
  }

  @Test("A rate that is said to be steady is that of every step", arguments: [1, 8])
  func steady(batch: Int) throws {
    let examples = rings(700, seed: 9)
    let network = try articleNetwork(seed: 9)
    var options = options(batch: batch)
    options.optimizer = .sgd
    let asked = learner(network, options, on: examples, epochs: 2)
    let steady = Learner(network, options: options, rows: 700)
    for _ in 0..<2 { _ = steady.runEpoch(on: examples, rate: { _ in 0.05 }, isSteady: true) }
    #expect(steady.network == asked.network && steady.network != network)
  }

  @Test("A row of weight 2 counts as two rows, and one of weight 0 as none")
  func weighs() throws {
    let base = rings(3, seed: 5)
    let network = try articleNetwork(seed: 5)
    func trained(_ rows: [Int], _ weights: [Double]?) -> [Float] {
      let inputs = Matrix(rows: rows.count, columns: 2)
      let targets = Matrix(rows: rows.count, columns: 1)
      inputs.gather(rows, from: 0, of: base.inputs)
      targets.gather(rows, from: 0, of: base.targets)
      var options = options(batch: 10)
      options.optimizer = .sgd
      let examples = Examples(inputs: inputs, targets: targets, weights: weights)
      return learner(network, options, on: examples, epochs: 3).network.parameters
    }
    for (got, want) in zip(trained([0, 1, 2], [1, 2, 0]), trained([0, 1, 1], nil)) { #expect(abs(got - want) < 1e-6) }
  }

  @Test("The loss of each step is that of its rows before the step")
  func observesLosses() throws {
    let examples = rings(50, seed: 7)
    let learner = Learner(try articleNetwork(seed: 7), options: options(batch: 50), rows: 50)
    let forward = Forward(learner.network, capacity: 50)
    let outputs = forward.run(examples.inputs)
    let before =
      Loss.binaryCrossEntropy.sum(logits: forward.logits(rows: 50), outputs: outputs, targets: examples.targets) / 50
    var observed: [Double] = []
    for _ in 0..<2 {
      _ = learner.runEpoch(on: examples) { _ in
        0.1
      } observe: { step, loss in
        #expect(step == 0)
        observed.append(loss)
      }
    }
    // The rows come in another order, and so do the terms of the sum.
    #expect(abs(observed[0] - before) < 1e-12)
    #expect(observed[1] < observed[0])
  }

  @Test("A step along a clipped gradient is no longer than it may be")
  func clips() throws {
    let examples = rings(50, seed: 8)
    let network = try articleNetwork(seed: 8)
    func length(clip: Double?) -> Double {
      var options = options(batch: 50)
      options.optimizer = .sgd
      options.clipNorm = clip
      let learner = Learner(network, options: options, rows: 50)
      _ = learner.runEpoch(on: examples) { _ in 1 }
      return zip(learner.network.parameters, network.parameters)
        .reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }.squareRoot()
    }
    let free = length(clip: nil)
    #expect(abs(length(clip: free / 4) / (free / 4) - 1) < 1e-4)
    #expect(abs(length(clip: free * 4) / free - 1) < 1e-6)
  }

  @Test("What is dropped changes from step to step, comes back with the seed, and is nothing at a rate of 0")
  func dropsOut() throws {
    let examples = rings(64, seed: 9)
    let network = try articleNetwork(seed: 9)
    func trained(dropout: Double, seed: UInt64 = 1) -> Network {
      var options = options(batch: 16, seed: seed)
      options.dropout = dropout
      options.shuffle = false
      return learner(network, options, on: examples, epochs: 2).network
    }
    #expect(trained(dropout: 0.3) == trained(dropout: 0.3))
    #expect(trained(dropout: 0.3) != trained(dropout: 0.3, seed: 2))
    #expect(trained(dropout: 0) == trained(dropout: 0, seed: 2))
    #expect(trained(dropout: 0.3) != trained(dropout: 0))
  }

  @Test("Options that cannot be had together are told")
  func conflicts() {
    #expect(options().conflict == nil)
    for change: (inout LearnerOptions) -> Void in [
      { $0.momentum = 0.9 }, { ($0.loss, $0.labelSmoothing) = (.squaredError, 0.1) },
      { ($0.optimizer, $0.l1) = (.lbfgs, 0.1) }, { ($0.optimizer, $0.dropout) = (.lbfgs, 0.1) },
      { ($0.optimizer, $0.clipNorm) = (.lbfgs, 1) },
    ] {
      var options = options()
      change(&options)
      #expect(options.conflict != nil)
    }
  }

  @Test("A state of another training is refused, whatever it holds")
  func refusesStates() throws {
    let learner = Learner(try articleNetwork(seed: 6), options: options(), rows: 50)
    let good = learner.state
    var bad = [good, good, good, good, good]
    bad[0].epochs = -1
    bad[1].stepsOfEpoch = 7
    bad[2].steps = .max
    bad[3].moments.removeLast()
    bad[4].moments[0].append(0)
    for state in bad {
      #expect(throws: TrainingError.self) { try learner.resume(state) }
      #expect(learner.state == good)
    }
  }
}
