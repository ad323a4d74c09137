/// A feed-forward network: a shape and the parameters that fill it.
package struct Network: Sendable, Equatable {
  package let shape: Shape
  /// All weights and biases in the order that `Shape` gives.
  package var parameters: [Float]

  package init(shape: Shape, parameters: [Float]) {
    precondition(parameters.count == shape.parameterCount)
    self.shape = shape
    self.parameters = parameters
  }

  /// The weights of a layer (`units × inputs of the layer`, row-major).
  package func weights(ofLayer index: Int) -> ArraySlice<Float> { parameters[shape.weights(ofLayer: index)] }

  /// The biases of a layer (`units`).
  package func biases(ofLayer index: Int) -> ArraySlice<Float> { parameters[shape.biases(ofLayer: index)] }
}
