package import Matrices

/// How the parameters of a network are drawn before training.
package enum Initializer: String, Sendable, CaseIterable {
  /// He for layers of ReLU and its kin, LeCun for SELU, Glorot for the others.
  case auto
  /// Weights and biases from N(0, 1), as in the article.
  case normal
  /// Weights uniform in ±√(6 / (inputs + units)), biases 0 (Glorot & Bengio 2010).
  case glorot
  /// Weights from N(0, 2 / inputs), biases 0 (He et al. 2015).
  case he
  /// Weights from N(0, 1 / inputs), biases 0 (LeCun et al. 1998).
  case lecun

  package func network(of shape: Shape, generator: inout Generator) -> Network {
    var parameters: [Float] = []
    parameters.reserveCapacity(shape.parameterCount)
    for (index, layer) in shape.layers.enumerated() {
      let inputs = shape.inputs(ofLayer: index)
      let rule = self == .auto ? Initializer.preferred(for: layer.activation) : self
      for _ in 0..<layer.units * inputs {
        parameters.append(Float(rule.weight(inputs: inputs, units: layer.units, generator: &generator)))
      }
      for _ in 0..<layer.units {
        parameters.append(rule == .normal ? Float(generator.normal()) : 0)
      }
    }
    return Network(shape: shape, parameters: parameters)
  }

  private static func preferred(for activation: Activation) -> Initializer {
    switch activation {
    case .relu, .leakyReLU, .elu, .gelu, .silu, .softplus: .he
    case .selu: .lecun
    case .identity, .sigmoid, .tanh, .softmax: .glorot
    }
  }

  private func weight(inputs: Int, units: Int, generator: inout Generator) -> Double {
    switch self {
    case .normal: generator.normal()
    case .he: generator.normal() * (2 / Double(inputs)).squareRoot()
    case .lecun: generator.normal() * (1 / Double(inputs)).squareRoot()
    case .glorot, .auto: (2 * generator.uniform() - 1) * (6 / Double(inputs + units)).squareRoot()
    }
  }
}
