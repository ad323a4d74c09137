package import Matrices

/// What a layer does with its logits. The raw value is its code in the model file.
package enum Activation: UInt16, Sendable, CaseIterable {
  case identity = 0
  case sigmoid = 1
  case tanh = 2
  case relu = 3
  case leakyReLU = 4
  /// Over all units of a row at once; for the output layer only.
  case softmax = 10

  /// The name on the command line.
  package var name: String {
    switch self {
    case .identity: "identity"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .relu: "relu"
    case .leakyReLU: "leaky-relu"
    case .softmax: "softmax"
    }
  }

  package init?(named name: String) {
    guard let found = Activation.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// The activations that a hidden layer can have.
  package static var hidden: [Activation] { allCases.filter { $0 != .softmax } }

  /// The parameter of a new layer: the slope of leaky ReLU, else 0.
  package var defaultParameter: Double { self == .leakyReLU ? 0.01 : 0 }

  /// Nil for softmax, which is no function of single elements.
  package var elementwise: ElementwiseFunction? {
    switch self {
    case .identity: .identity
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .relu: .relu
    case .leakyReLU: .leakyReLU
    case .softmax: nil
    }
  }
}
