package import Matrices

/// Forward propagation through one network, with all memory for up to `capacity` rows at a time.
package final class Forward {
  package let shape: Shape
  package let capacity: Int
  /// All weights and biases (`1 × shape.parameterCount`). After writing to them call `parametersDidChange()`.
  package let parameters: Matrix
  /// Per layer, views of `parameters`: weights (`units × inputs`) and biases (`1 × units`).
  let weights: [Matrix]
  private let biases: [Matrix]
  /// Per layer (`inputs × units`): the weights transposed, so that the product reads along the units.
  private let transposed: [Matrix]
  /// Per layer (`capacity × units`).
  private let outputs: [Matrix]
  /// What goes into the last activation (`capacity × outputs`).
  private let outputLogits: Matrix

  package init(_ network: Network, capacity: Int) {
    let shape = network.shape
    self.shape = shape
    self.capacity = capacity
    parameters = Matrix(rows: 1, columns: shape.parameterCount, elements: network.parameters)
    weights = shape.weightViews(of: parameters)
    biases = shape.biasViews(of: parameters)
    transposed = weights.map { Matrix(rows: $0.columns, columns: $0.rows) }
    outputs = shape.layers.map { Matrix(rows: capacity, columns: $0.units) }
    outputLogits = Matrix(rows: capacity, columns: shape.outputs)
    parametersDidChange()
  }

  /// How many rows to run at once where many wait: enough to keep the products busy, few enough to stay in the cache
  /// and, for the widest networks, to need no more than 16 MiB.
  package static func rowsAtOnce(for shape: Shape) -> Int {
    let width = shape.layers.reduce(shape.inputs) { $0 + $1.units }
    return min(max((1 << 22) / width, 1), 256)
  }

  /// Brings the transposed weights up to date.
  package func parametersDidChange() {
    for (own, source) in zip(transposed, weights) { own.become(transposed: source) }
  }

  /// The network's outputs (`rows × outputs`) for `inputs` (`rows × shape.inputs`, at most `capacity` rows).
  /// The memory is used again by the next call.
  @discardableResult
  package func run(_ inputs: Matrix) -> Matrix {
    precondition(inputs.rows <= capacity && inputs.columns == shape.inputs)
    let rows = 0..<inputs.rows
    var current = inputs
    for index in shape.layers.indices {
      let layer = shape.layers[index]
      let next = outputs[index].rows(rows)
      if index == shape.layers.count - 1 {
        let logits = outputLogits.rows(rows)
        logits.become(current, times: transposed[index], plus: biases[index])
        next.assign(logits)
      } else {
        next.become(current, times: transposed[index], plus: biases[index])
      }
      if let function = layer.activation.elementwise {
        next.apply(function, parameter: Float(layer.parameter))
      } else {
        next.applySoftmax()
      }
      current = next
    }
    return current
  }

  /// The outputs of a layer (`rows × units`) from the last run.
  package func outputs(ofLayer index: Int, rows: Int) -> Matrix { outputs[index].rows(0..<rows) }

  /// The logits of the last layer (`rows × outputs`) from the last run.
  package func logits(rows: Int) -> Matrix { outputLogits.rows(0..<rows) }

  /// The network as it is now.
  package var network: Network { Network(shape: shape, parameters: parameters.elements) }
}

extension Shape {
  /// Per layer, the weights (`units × inputs`) within `parameters` or within a gradient of the same layout.
  func weightViews(of parameters: Matrix) -> [Matrix] {
    layers.indices.map { index in
      Matrix(
        sharing: parameters.storage, at: parameters.offset + weights(ofLayer: index).lowerBound,
        rows: layers[index].units, columns: inputs(ofLayer: index))
    }
  }

  /// Per layer, the biases (`1 × units`) within `parameters` or within a gradient of the same layout.
  func biasViews(of parameters: Matrix) -> [Matrix] {
    layers.indices.map { index in
      Matrix(
        sharing: parameters.storage, at: parameters.offset + biases(ofLayer: index).lowerBound,
        rows: 1, columns: layers[index].units)
    }
  }
}
