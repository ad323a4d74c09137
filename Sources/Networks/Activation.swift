package import Matrices

/// What a layer does with its logits. The raw value is its code in the model file.
package enum Activation: UInt16, Sendable, CaseIterable {
  case identity = 0
  case sigmoid = 1
  case tanh = 2
  case relu = 3
  case leakyReLU = 4
  /// x, and below 0 α(eˣ − 1) (Clevert et al. 2016).
  case elu = 5
  /// ELU with the two constants for which mean 0 and variance 1 are a fixed point (Klambauer et al. 2017).
  case selu = 6
  /// x Φ(x) with the distribution function of N(0, 1), exactly (Hendrycks & Gimpel 2016).
  case gelu = 7
  /// x times its sigmoid; also called swish.
  case silu = 8
  /// ln(1 + eˣ).
  case softplus = 9
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
    case .elu: "elu"
    case .selu: "selu"
    case .gelu: "gelu"
    case .silu: "silu"
    case .softplus: "softplus"
    case .softmax: "softmax"
    }
  }

  package init?(named name: String) {
    guard let found = Activation.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// The activations that a hidden layer can have.
  package static var hidden: [Activation] { allCases.filter { $0 != .softmax } }

  /// The parameter of a new layer: the slope of leaky ReLU, the α of ELU, else 0.
  package var defaultParameter: Double {
    switch self {
    case .leakyReLU: 0.01
    case .elu: 1
    default: 0
    }
  }

  /// Whether a layer's parameter means anything.
  package var hasParameter: Bool { self == .leakyReLU || self == .elu }

  /// What comes out of it at the most: it may be less.
  package var range: ClosedRange<Float> {
    switch self {
    case .sigmoid, .softmax: 0...1
    case .tanh: -1...1
    case .relu, .softplus: 0...(.infinity)
    case .identity, .leakyReLU, .elu, .selu, .gelu, .silu: -.infinity ... .infinity
    }
  }

  /// Nil for softmax, which is no function of single elements.
  package var elementwise: ElementwiseFunction? {
    switch self {
    case .identity: .identity
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .relu: .relu
    case .leakyReLU: .leakyReLU
    case .elu: .elu
    case .selu: .selu
    case .gelu: .gelu
    case .silu: .silu
    case .softplus: .softplus
    case .softmax: nil
    }
  }
}
