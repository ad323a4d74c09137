/// One layer: its number of units and what they do with their logits.
package struct Layer: Sendable, Equatable {
  package var units: Int
  package var activation: Activation
  /// The slope of leaky ReLU, the α of ELU; 0 for the others.
  package var parameter: Double

  package init(units: Int, activation: Activation, parameter: Double? = nil) {
    self.units = units
    self.activation = activation
    self.parameter = parameter ?? activation.defaultParameter
  }
}

/// Why sizes make no network.
package enum ShapeError: Error, Equatable, CustomStringConvertible {
  /// There is no layer after the inputs.
  case noLayers
  case tooManyLayers(Int)
  /// A width outside 1 … 2²⁴.
  case width(Int)
  case tooManyParameters
  /// Softmax before the last layer.
  case hiddenSoftmax

  package var description: String {
    switch self {
    case .noLayers: "a network needs at least inputs and outputs"
    case .tooManyLayers(let count): "\(count) layers; the limit is \(Shape.maximumLayers)"
    case .width(let width): "a layer of \(width) units; expected 1 to \(Shape.maximumWidth)"
    case .tooManyParameters: "more than \(Shape.maximumParameters) weights and biases"
    case .hiddenSoftmax: "softmax is for the output layer only"
    }
  }
}

/// The widths and activations of a feed-forward network, and where its parameters stand in their one buffer:
/// layer by layer, weights (`units × inputs of the layer`, row-major), then biases (`units`).
package struct Shape: Sendable, Equatable {
  package static let maximumLayers = 1024
  package static let maximumWidth = 1 << 24
  package static let maximumParameters = 1 << 27

  package let inputs: Int
  package let layers: [Layer]

  package init(inputs: Int, layers: [Layer]) throws(ShapeError) {
    guard let last = layers.indices.last else { throw .noLayers }
    guard layers.count <= Shape.maximumLayers else { throw .tooManyLayers(layers.count) }
    var width = inputs
    var parameters = 0
    for (index, layer) in layers.enumerated() {
      for width in [width, layer.units] where !(1...Shape.maximumWidth).contains(width) { throw .width(width) }
      guard layer.activation != .softmax || index == last else { throw .hiddenSoftmax }
      // At most 1024 layers of 2²⁴ · (2²⁴ + 1) parameters: no overflow.
      parameters += layer.units * (width + 1)
      width = layer.units
    }
    guard parameters <= Shape.maximumParameters else { throw .tooManyParameters }
    self.inputs = inputs
    self.layers = layers
  }

  package var outputs: Int { layers[layers.count - 1].units }
  package var outputActivation: Activation { layers[layers.count - 1].activation }

  /// All widths, the inputs first: 2, 9, 6, 1.
  package var sizes: [Int] { [inputs] + layers.map(\.units) }

  package func inputs(ofLayer index: Int) -> Int { index == 0 ? inputs : layers[index - 1].units }

  package var parameterCount: Int { biases(ofLayer: layers.count - 1).upperBound }

  /// The place of a layer's weights in the parameters.
  package func weights(ofLayer index: Int) -> Range<Int> {
    var start = 0
    for earlier in 0..<index { start += layers[earlier].units * (inputs(ofLayer: earlier) + 1) }
    return start..<start + layers[index].units * inputs(ofLayer: index)
  }

  /// The place of a layer's biases in the parameters.
  package func biases(ofLayer index: Int) -> Range<Int> {
    let start = weights(ofLayer: index).upperBound
    return start..<start + layers[index].units
  }
}
