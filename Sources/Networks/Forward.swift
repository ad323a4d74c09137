package import Matrices
package import Workers

/// Forward propagation through one network, with all memory for up to `capacity` rows at a time.
package final class Forward: Sendable {
  package let shape: Shape
  package let capacity: Int
  /// All weights and biases (`1 × shape.parameterCount`). After writing to them call `parametersDidChange()`.
  package let parameters: Matrix
  let layers: [ForwardLayer]

  /// `learns` says whether a `Backward` will follow the runs, `dropsOut` whether they will have a dropout.
  package init(_ network: Network, capacity: Int, learns: Bool = false, dropsOut: Bool = false) {
    let parameters = Matrix(rows: 1, columns: network.shape.parameterCount, elements: network.parameters)
    shape = network.shape
    self.capacity = capacity
    self.parameters = parameters
    layers = network.shape.layers.indices.map {
      ForwardLayer(
        $0, of: network.shape, parameters: parameters, capacity: capacity, learns: learns, dropsOut: dropsOut)
    }
    parametersDidChange()
  }

  /// How many rows to run at once where many wait: enough for several threads, few enough for the outputs of all layers to
  /// need no more than 16 MiB.
  package static func rowsAtOnce(for shape: Shape) -> Int {
    let width = shape.layers.reduce(shape.inputs) { $0 + $1.units }
    return min(max((1 << 22) / width, 1), 1 << 15)
  }

  /// Brings the copies of all weights up to date.
  package func parametersDidChange() {
    for index in layers.indices { parametersDidChange(ofLayer: index, units: 0..<shape.layers[index].units) }
  }

  /// Brings the copies of the weights of some units of a layer up to date; the units are those of a piece.
  package func parametersDidChange(ofLayer index: Int, units: Range<Int>) {
    layers[index].weightsDidChange(units: units)
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
    return outputs(rows: inputs.rows)
  }

  /// Runs the rows of `rows` alone: a piece of `inputs` that touches no other row's memory. `first` is the number of the
  /// first of the `inputs` within the step, for the `dropout`.
  package func run(_ inputs: Matrix, rows: Range<Int>, dropout: Dropout? = nil, first: Int = 0) {
    precondition(inputs.rows <= capacity && inputs.columns == shape.inputs)
    layers[0].run(inputs, rows: rows, dropout: layers.count > 1 ? dropout : nil, first: first)
    var index = 1
    while index < layers.count {
      let isLast = index == layers.count - 1
      layers[index].run(layers[index - 1].passed, rows: rows, dropout: isLast ? nil : dropout, first: first)
      index += 1
    }
  }

  var last: ForwardLayer { layers[layers.count - 1] }

  /// The outputs of a layer (`rows × units`) from the last run.
  package func outputs(ofLayer index: Int, rows: Int) -> Matrix { layers[index].outputs.rows(0..<rows) }

  /// The outputs of the last layer (`rows × outputs`) from the last run.
  package func outputs(rows: Int) -> Matrix { last.outputs.rows(0..<rows) }

  /// The logits of the last layer (`rows × outputs`) from the last run.
  package func logits(rows: Int) -> Matrix { last.logits.rows(0..<rows) }

  /// The network as it is now.
  package var network: Network { Network(shape: shape, parameters: parameters.elements) }
}

extension Shape {
  /// A layer's weights (`units × inputs`) within `parameters` or within a gradient of the same layout.
  func weights(ofLayer index: Int, in parameters: Matrix) -> Matrix {
    Matrix(
      sharing: parameters.storage, at: parameters.offset + weights(ofLayer: index).lowerBound,
      rows: layers[index].units, columns: inputs(ofLayer: index))
  }

  /// A layer's biases (`1 × units`) within `parameters` or within a gradient of the same layout.
  func biases(ofLayer index: Int, in parameters: Matrix) -> Matrix {
    Matrix(
      sharing: parameters.storage, at: parameters.offset + biases(ofLayer: index).lowerBound,
      rows: 1, columns: layers[index].units)
  }
}
