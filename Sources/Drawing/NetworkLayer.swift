/// A fully connected layer as a picture shows it.
package struct NetworkLayer: Sendable {
  /// The name of the activation function.
  package let activation: String
  /// The number of units, at least 1.
  package let units: Int
  /// One row of weights for each unit, `units × inputs`, row-major.
  package let weights: [Float]
  /// One for each unit, or none at all for a layer without biases.
  package let biases: [Float]

  /// A layer of any numbers; what does not fit together is told by the picture's `svg`.
  package init(activation: String, units: Int, weights: [Float], biases: [Float]) {
    self.activation = activation
    self.units = units
    self.weights = weights
    self.biases = biases
  }

  /// The number of values that each unit reads; `layer` is the place of the layer, counted from 1, for the message.
  /// - Throws: `emptyLayer`, `weightCount`, `biasCount`, `weightsNotFinite`.
  func checkedInputs(layer: Int) throws(DrawingError) -> Int {
    guard units > 0, !weights.isEmpty else { throw .emptyLayer(layer: layer) }
    let inputs = weights.count / units
    guard inputs > 0, inputs * units == weights.count else {
      throw .weightCount(layer: layer, units: units, inputs: inputs, found: weights.count)
    }
    guard biases.isEmpty || biases.count == units else {
      throw .biasCount(layer: layer, units: units, found: biases.count)
    }
    let broken = weights.count { !$0.isFinite } + biases.count { !$0.isFinite }
    guard broken == 0 else { throw .weightsNotFinite(layer: layer, count: broken) }
    return inputs
  }
}
