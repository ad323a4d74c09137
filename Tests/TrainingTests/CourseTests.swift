import Matrices
import Networks
import Testing
import Workers

@testable import Training

/// The article's way to learn: record by record, a fixed rate, until the area is good enough.
private func article(seed: UInt64) -> (learning: LearnerOptions, course: CourseOptions) {
  var learning = LearnerOptions(loss: .binaryCrossEntropy)
  learning.optimizer = .sgd
  learning.batch = 1
  learning.seed = seed
  var course = CourseOptions(monitor: .auc, answer: .twoClasses)
  course.schedule = Schedule(.constant, rate: 0.05)
  course.epochs = 30
  course.stopping.goal = 0.975
  return (learning, course)
}

/// Adam at a fixed rate, so that a course does not depend on its planned end.
private func adam(epochs: Int, rate: Double = 0.01) -> (learning: LearnerOptions, course: CourseOptions) {
  var course = CourseOptions(monitor: .auc, answer: .twoClasses)
  course.schedule = Schedule(.constant, rate: rate)
  course.epochs = epochs
  return (LearnerOptions(loss: .binaryCrossEntropy), course)
}

extension Course {
  /// Goes on to the end.
  fileprivate func finish() { while next() != nil {} }
}

/// Rings of which every fourth row bears the wrong label: what a network learns of them in the end is wrong.
private func misleadingRings(_ rows: Int, seed: UInt64) -> Examples {
  let rings = rings(rows, seed: seed)
  for row in stride(from: 0, to: rows, by: 4) { rings.targets[row, 0] = 1 - rings.targets[row, 0] }
  return rings
}

private func course(
  _ network: Network, on examples: Examples, validation: Examples? = nil,
  _ options: (learning: LearnerOptions, course: CourseOptions)
) -> Course {
  Course(
    network, on: examples, validation: validation, learning: options.learning, options: options.course)
}

@Suite struct CourseTests {
  @Test("The article's network learns the rings in at most 30 epochs on each of fifty seeds")
  func articlesRings() throws {
    var epochs: [Int] = []
    for seed in UInt64(1)...50 {
      let course = course(try articleNetwork(seed: seed), on: rings(750, seed: seed), article(seed: seed))
      course.finish()
      #expect(course.ending == .reached, "seed \(seed)")
      epochs.append(course.history.epochs.count)
    }
    // Computed independently: median 5, worst 13.
    #expect((3...7).contains(epochs.sorted()[25]), "\(epochs)")
  }

  @Test("Record by record is the textbook's loop, written out")
  func textbook() throws {
    let examples = rings(20, seed: 3)
    var options = article(seed: 3)
    options.course.epochs = 3
    options.course.stopping.goal = nil
    options.learning.shuffle = false
    let network = try articleNetwork(seed: 3, sizes: [3, 1])
    let course = course(network, on: examples, options)
    course.finish()
    var p = network.parameters.map(Double.init)  // 6 weights, 3 biases, 3 weights, 1 bias
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }
    for _ in 0..<3 {
      for row in 0..<20 {
        let x = [Double(examples.inputs[row, 0]), Double(examples.inputs[row, 1])]
        let hidden = (0..<3).map { sigmoid(p[6 + $0] + p[2 * $0] * x[0] + p[2 * $0 + 1] * x[1]) }
        let output = sigmoid(p[12] + p[9] * hidden[0] + p[10] * hidden[1] + p[11] * hidden[2])
        let delta = output - Double(examples.targets[row, 0])
        let below = (0..<3).map { delta * p[9 + $0] * hidden[$0] * (1 - hidden[$0]) }
        for unit in 0..<3 {
          p[9 + unit] -= 0.05 * delta * hidden[unit]
          p[6 + unit] -= 0.05 * below[unit]
          for input in 0..<2 { p[2 * unit + input] -= 0.05 * below[unit] * x[input] }
        }
        p[12] -= 0.05 * delta
      }
    }
    // The last epoch is the best one here: the loss falls.
    #expect(course.best?.record.epoch == 3)
    for (got, want) in zip(course.result.parameters, p) { #expect(abs(Double(got) - want) < 1e-5) }
  }

  @Test("The same arguments give the same bits, another seed others")
  func repeats() throws {
    let examples = rings(100, seed: 4)
    func parameters(_ seed: UInt64) throws -> [Float] {
      var options = adam(epochs: 10)
      options.learning.seed = seed
      let course = course(try articleNetwork(seed: 4), on: examples, options)
      course.finish()
      return course.result.parameters
    }
    #expect(try parameters(1) == parameters(1))
    #expect(try parameters(1) != parameters(2))
  }

  @Test("The best epoch is kept, or the last where that is asked for")
  func keeps() throws {
    let examples = rings(60, seed: 5)
    var options = adam(epochs: 40, rate: 1)
    let best = course(try articleNetwork(seed: 5), on: examples, options)
    best.finish()
    options.course.keep = .last
    let last = course(try articleNetwork(seed: 5), on: examples, options)
    last.finish()
    #expect(best.resultRecord?.training.loss == best.history.epochs.map(\.training.loss).min())
    #expect(last.resultRecord?.epoch == 40)
    // Measured anew, the kept networks have the figures that their rows tell.
    for course in [best, last] {
      let evaluation = Evaluation(
        course.result, loss: .binaryCrossEntropy, answer: .twoClasses, rows: 60, workers: .one)
      #expect(evaluation.figures(.auc, on: MeasuredRows(examples)) == course.resultRecord?.training)
    }
  }

  @Test("With rows held out, their figures decide which epoch is best")
  func validation() throws {
    let options = adam(epochs: 100, rate: 0.1)
    let course = course(
      try articleNetwork(seed: 6), on: misleadingRings(41, seed: 6), validation: rings(200, seed: 7), options)
    course.finish()
    let best = try #require(course.resultRecord)
    #expect(best.validation?.loss == course.history.epochs.compactMap(\.validation?.loss).min())
    #expect(best.training.loss > course.history.epochs.map(\.training.loss).min() ?? .infinity)
  }

  @Test("A named figure decides instead of the loss, and among equal ones the loss")
  func criterion() throws {
    var options = adam(epochs: 30, rate: 0.3)
    options.course.criterion = .monitor
    let course = course(try articleNetwork(seed: 6), on: rings(100, seed: 6), options)
    course.finish()
    let best = try #require(course.resultRecord)
    let top = course.history.epochs.compactMap(\.training.metric).max()
    #expect(best.training.metric == top)
    let equals = course.history.epochs.filter { $0.training.metric == top }
    #expect(best.training.loss == equals.map(\.training.loss).min())
  }

  @Test("Patience ends a training after so many epochs without a better one")
  func patience() throws {
    var options = adam(epochs: 500, rate: 0.1)
    options.course.stopping.patience = 5
    let course = course(
      try articleNetwork(seed: 6), on: misleadingRings(41, seed: 6), validation: rings(200, seed: 7), options)
    course.finish()
    #expect(course.ending == .patience)
    let epochs = course.history.epochs
    #expect(course.resultRecord?.epoch == epochs.count - 5)
  }

  @Test("What is not better by more than the least difference does not count for patience")
  func minimalDelta() throws {
    var options = adam(epochs: 500)
    options.course.stopping.patience = 2
    options.course.stopping.minimalDelta = 1e3
    let course = course(try articleNetwork(seed: 6), on: rings(40, seed: 6), options)
    course.finish()
    #expect(course.ending == .patience && course.history.epochs.count == 3)
    // The best epoch is the best nevertheless.
    #expect(course.resultRecord?.training.loss == course.history.epochs.map(\.training.loss).min())
  }

  @Test("A time that is over ends a training at the next step")
  func time() throws {
    var options = adam(epochs: 1_000_000)
    options.course.stopping.seconds = 0.05
    let course = course(try articleNetwork(seed: 6), on: rings(40, seed: 6), options)
    course.finish()
    #expect(course.ending == .time && course.history.epochs.count < 1_000_000)
  }

  @Test("Fifty epochs and fifty more are a hundred, to the bit, wherever the first fifty ended")
  func resumes() throws {
    let (network, examples, others) = (try articleNetwork(seed: 8), rings(90, seed: 8), rings(30, seed: 9))
    let whole = course(network, on: examples, validation: others, adam(epochs: 100))
    whole.finish()
    let first = course(network, on: examples, validation: others, adam(epochs: 50))
    first.finish()
    // In the middle of an epoch, too.
    let broken = course(network, on: examples, validation: others, adam(epochs: 100))
    var steps = 0
    while broken.next(shouldStop: {
      steps += 1
      return steps == 100
    }) != nil {}
    #expect(broken.ending == .interrupted)
    for state in [first.state, broken.state] {
      let second = course(network, on: examples, validation: others, adam(epochs: 100))
      try second.resume(state)
      second.finish()
      #expect(second.result == whole.result)
      #expect(second.state.network == whole.state.network && second.state.learner == whole.state.learner)
      #expect(second.history.epochs.map(\.training) == whole.history.epochs.map(\.training))
      #expect(second.resultRecord?.epoch == whole.resultRecord?.epoch)
    }
  }

  @Test("A state of another network or figure is refused")
  func refusesStates() throws {
    let examples = rings(30, seed: 1)
    let first = course(try articleNetwork(seed: 1), on: examples, adam(epochs: 1))
    first.finish()
    let smaller = course(try articleNetwork(seed: 1, sizes: [3, 1]), on: examples, adam(epochs: 2))
    #expect(throws: TrainingError.self) { try smaller.resume(first.state) }
    var options = adam(epochs: 2)
    options.course.monitor = .accuracy
    let other = course(try articleNetwork(seed: 1), on: examples, options)
    #expect(throws: TrainingError.self) { try other.resume(first.state) }
  }

  @Test("A rate far too high is noticed as divergence, and nothing traps")
  func diverges() throws {
    var options = article(seed: 1)
    options.learning.loss = .squaredError
    options.course.answer = .quantities([Answer.Unit(shift: 0, scale: 1)])
    options.course.monitor = .r2
    options.course.stopping.goal = nil
    options.course.schedule = Schedule(.constant, rate: 1e30)
    let shape = try Shape(
      inputs: 2, layers: [Layer(units: 4, activation: .relu), Layer(units: 1, activation: .identity)])
    var generator = Generator(seed: 1)
    let network = Initializer.auto.network(of: shape, generator: &generator)
    let course = course(network, on: rings(50, seed: 1), options)
    course.finish()
    #expect(course.ending == .diverged(epoch: 1))
    #expect(course.best == nil)
  }

  @Test("No epochs leave the network as it was")
  func noEpochs() throws {
    var options = article(seed: 1)
    options.course.epochs = 0
    let network = try articleNetwork(seed: 1)
    let course = course(network, on: rings(10, seed: 1), options)
    #expect(course.next() == nil && course.ending == .epochs)
    #expect(course.result == network)
    #expect(course.history.epochs.isEmpty)
  }
}
