import FoundationEssentials
import Matrices
import Networks
import TestSupport
import Testing
import Training

/// A problem with one known optimum, from Fixtures/gradients/convex: a table to train on, and what the best network says
/// of another.
struct ConvexProblem: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let sizes: [Int]
  let activation: String
  let loss: String
  let bestMSE: Double?
  let bestLogLoss: Double?
  let bestMAE: Double?

  enum CodingKeys: String, CodingKey {
    case name, sizes, activation, loss
    case bestMSE = "best_mse"
    case bestLogLoss = "best_log_loss"
    case bestMAE = "best_mae"
  }

  var testDescription: String { name }
  var best: Double { bestMSE ?? bestLogLoss ?? bestMAE ?? .nan }

  var network: Network {
    get throws {
      let activation = try #require(Activation(named: activation))
      let shape = try Shape(inputs: sizes[0], layers: [Layer(units: sizes[1], activation: activation)])
      return Network(shape: shape, parameters: [Float](repeating: 0, count: shape.parameterCount))
    }
  }

  var ourLoss: Loss {
    get throws {
      let losses: [String: Loss] = [
        "mse": .squaredError, "mae": .absoluteError, "bce": .binaryCrossEntropy, "cce": .categoricalCrossEntropy,
      ]
      return try #require(losses[loss])
    }
  }

  static func all() throws -> [ConvexProblem] {
    try JSONDecoder().decode([ConvexProblem].self, from: Data(try Fixture.bytes("gradients/convex/problems.json")))
  }

  /// The rows of one of its tables, without the header.
  func table(_ kind: String) throws -> [[Double]] {
    try Fixture.text("gradients/convex/\(name).\(kind).csv").split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",").compactMap { Double($0) }
    }
  }

  func inputs(_ kind: String) throws -> Matrix {
    let rows = try table(kind)
    return Matrix(
      rows: rows.count, columns: sizes[0], elements: rows.flatMap { $0.prefix(sizes[0]) }.map { Float($0) })
  }

  /// Its training rows; a class becomes a column of its own.
  var examples: Examples {
    get throws {
      let rows = try table("train")
      let targets = rows.flatMap { row -> [Double] in
        guard loss == "cce" else { return Array(row[sizes[0]...]) }
        return (0..<sizes[1]).map { Double($0) == row[sizes[0]] ? 1 : 0 }
      }
      return Examples(
        inputs: try inputs("train"),
        targets: Matrix(rows: rows.count, columns: sizes[1], elements: targets.map { Float($0) }))
    }
  }
}

@Suite struct ConvexTests {
  static let problems = Result { try ConvexProblem.all() }

  /// Trains until nothing gets better, at most `epochs`.
  private func trained(_ problem: ConvexProblem, epochs: Int = 200) throws -> (network: Network, epochs: Int) {
    let examples = try problem.examples
    var options = LearnerOptions(loss: try problem.ourLoss)
    options.optimizer = .lbfgs
    let learner = Learner(try problem.network, options: options, rows: examples.count)
    for _ in 0..<epochs {
      if learner.runEpoch(on: examples, rate: { _ in 1 }).converged { break }
    }
    return (learner.network, learner.epochs)
  }

  private func meanLoss(of network: Network, _ problem: ConvexProblem) throws -> Double {
    let (examples, loss) = (try problem.examples, try problem.ourLoss)
    let forward = Forward(network, capacity: examples.count)
    let outputs = forward.run(examples.inputs)
    return loss.sum(logits: forward.logits(rows: examples.count), outputs: outputs, targets: examples.targets)
      / Double(loss.terms(rows: examples.count, outputs: examples.targets.columns))
  }

  @Test("L-BFGS ends at the optimum of a smooth problem", arguments: try problems.get().filter { $0.loss != "mae" })
  func smooth(problem: ConvexProblem) throws {
    let (network, epochs) = try trained(problem)
    #expect(epochs < 50)
    let inputs = try problem.inputs("test")
    let outputs = Forward(network, capacity: inputs.rows).run(inputs).elements
    let expected = try problem.table("expected").joined()
    #expect(outputs.count == expected.count)
    for (got, want) in zip(outputs, expected) { #expect(abs(Double(got) - want) <= 1e-4) }
    #expect(try meanLoss(of: network, problem) <= problem.best * (1 + 1e-6))
  }

  @Test("L-BFGS comes within half a hundredth of the least absolute error, which has corners")
  func corners() throws {
    let problem = try #require(try Self.problems.get().first { $0.loss == "mae" })
    let (network, _) = try trained(problem)
    #expect(try meanLoss(of: network, problem) <= problem.best * 1.005)
  }
}
