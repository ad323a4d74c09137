import FoundationEssentials
import Matrices
import Networks
import TestSupport
import Testing

@testable import Training

/// Five steps of an optimiser by PyTorch in Float64, from Fixtures/gradients.
struct OptimizerCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Options: Decodable {
    let lr: Double?
    let momentum: Double?
    let dampening: Double?
    let betas: [Double]?
    let alpha: Double?
    let eps: Double?
    let weightDecay: Double?
    let amsgrad: Bool?
    let centered: Bool?
    let lrDecay: Double?
    let initialAccumulator: Double?

    enum CodingKeys: String, CodingKey {
      case lr, momentum, dampening, betas, alpha, eps, amsgrad, centered
      case weightDecay = "weight_decay"
      case lrDecay = "lr_decay"
      case initialAccumulator = "initial_accumulator_value"
    }
  }
  struct Step: Decodable {
    let grad: [Double]
    let params: [Double]?
    let clipped: [Double]?
  }

  let id: Int
  let optimiser: String
  let problem: String
  let options: Options
  let start: [Double]
  let steps: [Step]

  var testDescription: String { "\(id): \(optimiser), \(problem)" }

  /// Nil where the rule is none of ours.
  var rule: OptimizerOptions? {
    guard let kind = OptimizerKind(rawValue: optimiser) else { return nil }
    var rule = OptimizerOptions(kind)
    rule.momentum = options.momentum ?? rule.momentum
    rule.dampening = options.dampening ?? 0
    rule.beta1 = options.betas?[0] ?? rule.beta1
    rule.beta2 = options.alpha ?? options.betas?[1] ?? rule.beta2
    rule.epsilon = options.eps ?? rule.epsilon
    rule.l2 = options.weightDecay ?? 0
    rule.amsgrad = options.amsgrad ?? false
    rule.centered = options.centered ?? false
    return rule
  }

  /// The rate of a step, counted from 1.
  func rate(_ step: Int) -> Double { (options.lr ?? 0) / (1 + Double(step - 1) * (options.lrDecay ?? 0)) }

  static func all() throws -> [OptimizerCase] { try Answers.read().cases }

  /// The network of the problem `net`, with its rows.
  struct Answers: Decodable {
    struct Net: Decodable {
      let X: [[Double]]
      let Y: [[Double]]
    }
    let net: Net
    let cases: [OptimizerCase]

    static func read() throws -> Answers {
      try JSONDecoder().decode(Answers.self, from: Data(try Fixture.bytes("gradients/optimisers.json")))
    }
  }
}

/// Relative to the size of the answer, absolute below 1.
private func near(_ got: [Float], _ want: [Double]) -> Bool {
  got.count == want.count && zip(got, want).allSatisfy { abs(Double($0) - $1) <= 2e-5 * max(1, abs($1)) }
}

private func row(_ values: [Double]) -> Matrix {
  Matrix(rows: 1, columns: values.count, elements: values.map { Float($0) })
}

@Suite struct OptimizerTests {
  static let cases = Result { try OptimizerCase.all() }

  private func optimizer(of each: OptimizerCase) throws -> Optimizer {
    let optimizer = Optimizer(try #require(each.rule), count: each.start.count)
    if let value = each.options.initialAccumulator, value > 0 {
      optimizer.moments[0].assign([Float](repeating: Float(value), count: each.start.count))
    }
    return optimizer
  }

  @Test("Steps along given gradients are PyTorch's to 2e-5", arguments: try cases.get().filter { $0.rule != nil })
  func steps(each: OptimizerCase) throws {
    let optimizer = try optimizer(of: each)
    let parameters = row(each.start)
    for (number, step) in each.steps.enumerated() {
      optimizer.begin(rate: each.rate(number + 1))
      optimizer.move(parameters, gradient: row(step.grad), range: 0..<each.start.count, areWeights: true)
      #expect(near(parameters.elements, try #require(step.params)), "step \(number + 1)")
    }
  }

  @Test(
    "Steps along the gradients of a network are PyTorch's to 2e-5",
    arguments: try cases.get().filter { $0.rule != nil && $0.problem == "net" })
  func trains(each: OptimizerCase) throws {
    let net = try OptimizerCase.Answers.read().net
    let shape = try Shape(
      inputs: 2, layers: [Layer(units: 3, activation: .tanh), Layer(units: 1, activation: .sigmoid)])
    let forward = Forward(
      Network(shape: shape, parameters: each.start.map { Float($0) }), capacity: net.X.count)
    let backward = Backward(forward, loss: .binaryCrossEntropy)
    let inputs = Matrix(rows: net.X.count, columns: 2, elements: net.X.joined().map { Float($0) })
    let targets = Matrix(rows: net.Y.count, columns: 1, elements: net.Y.joined().map { Float($0) })
    let optimizer = try optimizer(of: each)
    for (number, step) in each.steps.enumerated() {
      forward.run(inputs)
      backward.run(inputs, targets: targets)
      optimizer.begin(rate: each.rate(number + 1))
      // PyTorch's decay takes the biases too.
      optimizer.move(
        forward.parameters, gradient: backward.gradient, range: 0..<shape.parameterCount, areWeights: true)
      #expect(near(forward.parameters.elements, try #require(step.params)), "step \(number + 1)")
    }
  }

  @Test("Cutting a gradient to a length is PyTorch's")
  func clips() throws {
    let each = try #require(try Self.cases.get().first { $0.problem == "clip by norm 1.0" })
    let gradient = row(each.steps[0].grad)
    #expect(gradient.dot(gradient) == 169)
    let parameters = Matrix(rows: 1, columns: 3)
    let optimizer = Optimizer(OptimizerOptions(.sgd), count: 3)
    optimizer.begin(rate: 1, scale: 1 / (gradient.dot(gradient).squareRoot() + 1e-6))
    optimizer.move(parameters, gradient: gradient, range: 0..<3, areWeights: true)
    #expect(near(parameters.elements.map { -$0 }, try #require(each.steps[0].clipped)))
  }

  @Test("All cases but those of rules that are not offered are held against")
  func others() throws {
    let others = try Self.cases.get().filter { $0.rule == nil }.map(\.optimiser)
    #expect(Set(others) == ["adadelta", "adamax", "nadam", "radam", "clip"])
    #expect(others.count { $0 == "clip" } == 2)
    #expect(try Self.cases.get().count == 62 && others.count == 10)
  }

  @Test(
    "Penalties pull at the weights and leave the biases alone",
    arguments: OptimizerKind.allCases.filter { $0 != .lbfgs })
  func penalties(kind: OptimizerKind) throws {
    for penalty in [\OptimizerOptions.l1, \.l2] {
      var options = OptimizerOptions(kind)
      options[keyPath: penalty] = 0.1
      let optimizer = Optimizer(options, count: 4)
      let parameters = Matrix(rows: 1, columns: 4, elements: [1, -1, 1, -1])
      optimizer.begin(rate: 0.1)
      optimizer.move(parameters, gradient: Matrix(rows: 1, columns: 4), range: 0..<2, areWeights: true)
      optimizer.move(parameters, gradient: Matrix(rows: 1, columns: 4), range: 2..<4, areWeights: false)
      let moved = parameters.elements
      #expect(moved[0] < 1 && moved[1] == -moved[0])
      #expect(moved[2] == 1 && moved[3] == -1)
    }
  }
}
