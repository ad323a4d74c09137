package import Matrices
package import Workers

/// Forward propagation through one network, with all memory for up to `capacity` rows at a time.
package final class Forward: Sendable {
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
  /// Per layer (`capacity × units`): what goes into the activation. Where nothing asks for it afterwards it is the
  /// matrix of the outputs, which overwrite it.
  private let logits: [Matrix]
  /// Per layer (`capacity × units`): what the next layer reads. The outputs, or what dropout left of them.
  private let passed: [Matrix]

  /// `dropsOut` says whether runs will have a dropout.
  package init(_ network: Network, capacity: Int, dropsOut: Bool = false) {
    let shape = network.shape
    self.shape = shape
    self.capacity = capacity
    parameters = Matrix(rows: 1, columns: shape.parameterCount, elements: network.parameters)
    weights = shape.weightViews(of: parameters)
    biases = shape.biasViews(of: parameters)
    transposed = weights.map { Matrix(rows: $0.columns, columns: $0.rows) }
    let outputs = shape.layers.map { Matrix(rows: capacity, columns: $0.units) }
    self.outputs = outputs
    logits = shape.layers.indices.map { index in
      let keeps = index == shape.layers.count - 1 || shape.layers[index].activation.elementwise?.needsLogits ?? true
      return keeps ? Matrix(rows: capacity, columns: shape.layers[index].units) : outputs[index]
    }
    passed = outputs.enumerated().map { index, own in
      dropsOut && index < outputs.count - 1 ? Matrix(rows: capacity, columns: own.columns) : own
    }
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
    for index in weights.indices { parametersDidChange(ofLayer: index, units: 0..<weights[index].rows) }
  }

  /// Brings the transposed weights of some units of a layer up to date.
  package func parametersDidChange(ofLayer index: Int, units: Range<Int>) {
    transposed[index].become(transposed: weights[index].rows(units), atColumn: units.lowerBound)
  }

  /// The network's outputs (`rows × outputs`) for `inputs` (`rows × shape.inputs`, at most `capacity` rows).
  /// The memory is used again by the next call.
  ///
  /// The rows are shared among `workers`; the outputs do not depend on how.
  @discardableResult
  package func run(_ inputs: Matrix, workers: Workers = .one) -> Matrix {
    let piece = shape.rowsAPiece
    workers.run((inputs.rows + piece - 1) / piece) { index in
      run(inputs, rows: index * piece..<min((index + 1) * piece, inputs.rows))
    }
    return outputs(ofLayer: shape.layers.count - 1, rows: inputs.rows)
  }

  /// Runs the rows of `rows` alone: a piece of `inputs` that touches no other row's memory. `first` is the number of the
  /// first of the `inputs` within the step, for the `dropout`.
  package func run(_ inputs: Matrix, rows: Range<Int>, dropout: Dropout? = nil, first: Int = 0) {
    precondition(inputs.rows <= capacity && inputs.columns == shape.inputs)
    var current = inputs.rows(rows)
    for index in shape.layers.indices {
      let layer = shape.layers[index]
      let logits = logits[index].rows(rows)
      let next = outputs[index].rows(rows)
      logits.become(current, times: transposed[index], plus: biases[index])
      if let function = layer.activation.elementwise {
        next.become(function, parameter: Float(layer.parameter), of: logits)
      } else {
        next.assign(logits)
        next.applySoftmax()
      }
      current = passed[index].rows(rows)
      if let dropout, index < shape.layers.count - 1 {
        dropout.apply(to: next, into: current, layer: index, row: first + rows.lowerBound)
      }
    }
  }

  /// The outputs of a layer (`capacity × units`), of which the last run has filled the first rows.
  func outputs(ofLayer index: Int) -> Matrix { outputs[index] }

  /// What the next layer read of a layer's outputs (`capacity × units`): what dropout left of them.
  func passed(byLayer index: Int) -> Matrix { passed[index] }

  /// The outputs of a layer (`rows × units`) from the last run.
  package func outputs(ofLayer index: Int, rows: Int) -> Matrix { outputs[index].rows(0..<rows) }

  /// The logits of a layer (`capacity × units`), where they are kept: of the last one, and where the derivative needs
  /// them. The outputs elsewhere.
  func logits(ofLayer index: Int) -> Matrix { logits[index] }

  /// The logits of the last layer (`rows × outputs`) from the last run.
  package func logits(rows: Int) -> Matrix { logits[shape.layers.count - 1].rows(0..<rows) }

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
