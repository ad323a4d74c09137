import Matrices
import Networks
import Testing

@testable import Training

private func articleOptions(seed: UInt64) -> TrainingOptions {
  var options = TrainingOptions(monitor: .auc)
  options.optimizer = .sgd
  options.schedule = .constant
  options.rate = 0.05
  options.batch = 1
  options.epochs = 30
  options.seed = seed
  options.stopAt = 0.975
  return options
}

@Suite struct TrainerTests {
  @Test("The article's network learns the rings in at most 30 epochs on each of fifty seeds")
  func article() throws {
    var epochs: [Int] = []
    for seed in UInt64(1)...50 {
      let trainer = Trainer(loss: .binaryCrossEntropy, options: articleOptions(seed: seed))
      let result = trainer.train(try articleNetwork(seed: seed), on: rings(750, seed: seed)) { _ in }
      #expect(result.ending == .reached, "seed \(seed)")
      epochs.append(result.history.epochs.count)
    }
    // Computed independently: median 5, worst 13.
    #expect((3...7).contains(epochs.sorted()[25]), "\(epochs)")
  }

  @Test("Record by record is the textbook's loop, written out")
  func textbook() throws {
    let examples = rings(20, seed: 3)
    var options = articleOptions(seed: 3)
    options.epochs = 3
    options.shuffle = false
    options.stopAt = nil
    let network = try articleNetwork(seed: 3, sizes: [3, 1])
    let result = Trainer(loss: .binaryCrossEntropy, options: options).train(network, on: examples) { _ in }
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
    #expect(result.best?.epoch == 3)
    for (got, want) in zip(result.network.parameters, p) { #expect(abs(Double(got) - want) < 1e-5) }
  }

  @Test("The same arguments give the same bits, another seed others")
  func repeats() throws {
    let examples = rings(100, seed: 4)
    func parameters(_ seed: UInt64) throws -> [Float] {
      var options = TrainingOptions(monitor: .auc)
      options.epochs = 10
      options.seed = seed
      return Trainer(loss: .binaryCrossEntropy, options: options)
        .train(try articleNetwork(seed: 4), on: examples) { _ in }.network.parameters
    }
    #expect(try parameters(1) == parameters(1))
    #expect(try parameters(1) != parameters(2))
  }

  @Test("The best epoch is kept, not the last")
  func keepsBest() throws {
    let examples = rings(60, seed: 5)
    var options = TrainingOptions(monitor: .auc)
    options.rate = 1
    options.schedule = .constant
    options.epochs = 40
    let result = Trainer(loss: .binaryCrossEntropy, options: options)
      .train(try articleNetwork(seed: 5), on: examples) { _ in }
    let best = try #require(result.best)
    #expect(best.loss == result.history.epochs.map(\.loss).min())
    // Measured anew, the kept network has the loss that its row tells.
    var evaluation = Evaluation(
      of: Forward(result.network, capacity: 1), loss: .binaryCrossEntropy, monitor: .auc, rows: 60)
    let again = evaluation.run(on: examples)
    #expect(again.loss == best.loss)
    #expect(again.metric == best.metric)
  }

  @Test("A rate far too high is noticed as divergence, and nothing traps")
  func diverges() throws {
    var options = articleOptions(seed: 1)
    options.rate = 1e30
    options.stopAt = nil
    let shape = try Shape(
      inputs: 2, layers: [Layer(units: 4, activation: .relu), Layer(units: 1, activation: .identity)])
    var generator = Generator(seed: 1)
    let network = Initializer.auto.network(of: shape, generator: &generator)
    let result = Trainer(loss: .squaredError, options: options).train(network, on: rings(50, seed: 1)) { _ in }
    #expect(result.ending == .diverged(epoch: 1))
    #expect(result.best == nil)
  }

  @Test("No epochs leave the network as it was")
  func noEpochs() throws {
    var options = articleOptions(seed: 1)
    options.epochs = 0
    let network = try articleNetwork(seed: 1)
    let result = Trainer(loss: .binaryCrossEntropy, options: options).train(network, on: rings(10, seed: 1)) { _ in }
    #expect(result.network == network)
    #expect(result.history.epochs.isEmpty)
  }
}

@Suite struct ScheduleTests {
  @Test("The cosine falls from the full rate to nearly 0 and agrees with its definition")
  func cosine() {
    let rates = (1...100).map { Schedule(.cosine, rate: 0.5).rate(epoch: $0, step: 0, stepsPerEpoch: 1, epochs: 100) }
    #expect(rates[0] == 0.5)
    #expect(abs(rates[50] - 0.25) < 1e-12)
    #expect(rates[99] > 0 && rates[99] < 2e-4)
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
    #expect(Schedule(.constant, rate: 0.5).rate(epoch: 7, step: 0, stepsPerEpoch: 1, epochs: 100) == 0.5)
  }
}

@Suite struct MonitorTests {
  @Test("Each figure is what its name says")
  func values() throws {
    let outputs: [Float] = [0.1, 0.6, 0.4, 0.9]
    #expect(Monitor.auc.value(outputs: outputs, targets: [0, 1, 0, 1], columns: 1) == 1)
    #expect(Monitor.auc.value(outputs: outputs, targets: [0, 0, 1, 1], columns: 1) == 0.75)
    #expect(Monitor.auc.value(outputs: outputs, targets: [1, 1, 1, 1], columns: 1) == nil)
    #expect(Monitor.accuracy.value(outputs: outputs, targets: [0, 1, 1, 1], columns: 1) == 0.75)
    #expect(
      Monitor.accuracy.value(outputs: [0.2, 0.5, 0.3, 0.4, 0.4, 0.2], targets: [0, 1, 0, 0, 1, 0], columns: 3) == 0.5)
    let r2 = try #require(Monitor.r2.value(outputs: [1, 2, 3], targets: [1, 2, 4], columns: 1))
    #expect(abs(r2 - (1 - 1 / (14.0 / 3))) < 1e-12)
  }
}
