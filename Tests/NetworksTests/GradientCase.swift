import FoundationEssentials
import Networks
import TestSupport
import Testing

/// A network with data and the answers of PyTorch in Float64, from Fixtures/gradients.
struct GradientCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let sizes: [Int]
  let activations: [String]
  let loss: String
  let W: [[[Double]]]
  let b: [[Double]]
  let X: [[Double]]
  let Y: [[Double]]
  let sampleWeight: [Double]?
  let output: [[Double]]
  let lossValue: Double
  let dW: [[[Double]]]
  let db: [[Double]]

  enum CodingKeys: String, CodingKey {
    case name, sizes, activations, loss, W, b, X, Y, output, dW, db
    case sampleWeight = "sample_weight"
    case lossValue = "loss_value"
  }

  var testDescription: String { name }

  /// Nil where an activation is none of ours.
  var layers: [Layer]? {
    let found = activations.map { Activation(named: $0.replacing("_", with: "-")) }
    guard !found.contains(nil) else { return nil }
    return zip(sizes.dropFirst(), found.compactMap(\.self)).map { Layer(units: $0, activation: $1) }
  }

  /// Nil where this network is none of ours.
  var network: Network? {
    guard let layers, let shape = try? Shape(inputs: sizes[0], layers: layers) else { return nil }
    return Network(shape: shape, parameters: zip(W, b).flatMap { $0.joined() + $1 }.map { Float($0) })
  }

  /// The gradient in the order of our parameters.
  var gradient: [Double] { zip(dW, db).flatMap { $0.joined() + $1 } }

  var ourLoss: Loss? {
    switch loss {
    case "bce": .binaryCrossEntropy
    case "cce": .categoricalCrossEntropy
    case "mse": .squaredError
    case "mae": .absoluteError
    case "huber": .huber
    default: nil
    }
  }

  static func all() throws -> [GradientCase] {
    struct Answers: Decodable { let cases: [GradientCase] }
    let data = Data(try Fixture.bytes("gradients/gradients.json"))
    return try JSONDecoder().decode(Answers.self, from: data).cases
  }
}
