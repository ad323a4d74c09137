package import Matrices
package import Workers

/// Forward propagation through one network, with all memory for up to `capacity` rows at a time.
package final class Forward: Sendable {
  package let shape: Shape
  package let capacity: Int
  /// All weights and biases (`1 × shape.parameterCount`).
  package let parameters: Matrix
  /// The rows that run, one in each column (`inputs × capacity`).
  private let inputs: Panels
  let layers: [ForwardLayer]
  let last: ForwardLayer
  /// What goes into the activation of the last layer, and what comes out of it (`capacity × outputs`).
  let logits: Matrix
  let outputs: Matrix

  /// `dropsOut` says whether the runs will have a dropout.
  package init(_ network: Network, capacity: Int, dropsOut: Bool = false) {
    let shape = network.shape
    let parameters = Matrix(rows: 1, columns: shape.parameterCount, elements: network.parameters)
    self.shape = shape
    self.capacity = capacity
    self.parameters = parameters
    let inputs = Panels(rows: shape.inputs, columns: capacity)
    func layer(_ index: Int, above below: ForwardLayer?) -> ForwardLayer {
      ForwardLayer(
        index, of: shape, above: below, reading: inputs, parameters: parameters, capacity: capacity, dropsOut: dropsOut)
    }
    var layers = [layer(0, above: nil)]
    for index in shape.layers.indices.dropFirst() { layers.append(layer(index, above: layers[index - 1])) }
    self.inputs = inputs
    self.layers = layers
    last = layers[layers.count - 1]
    logits = Matrix(rows: capacity, columns: shape.outputs)
    outputs = Matrix(rows: capacity, columns: shape.outputs)
  }

  /// How many rows to run at once where many wait: enough for several threads, few enough for the outputs of all layers to
  /// need no more than 16 MiB, or as many `numbers` of 4 bytes; whole panels.
  package static func rowsAtOnce(for shape: Shape, numbers: Int = 1 << 22) -> Int {
    let width = shape.layers.reduce(shape.inputs) { $0 + $1.units }
    return min(max(numbers / width / Panels.width, 1) * Panels.width, 1 << 15)
  }

  /// The network's outputs (`rows × outputs`) for `inputs` (`rows × shape.inputs`, at most `capacity` rows).
  /// The memory is used again by the next call.
  ///
  /// The rows are shared among `workers`; the outputs do not depend on how.
  @discardableResult
  package func run(_ inputs: Matrix, workers: Workers = .one) -> Matrix {
    let piece = shape.rowsAPiece(of: inputs.rows, threads: workers.count)
    workers.run((inputs.rows + piece - 1) / piece) { index in
      run(inputs, rows: index * piece..<min((index + 1) * piece, inputs.rows))
    }
    return outputs(rows: inputs.rows)
  }

  /// Runs the rows of `rows` alone: a piece of `inputs` that touches no other row's memory, since it begins with a panel.
  /// `first` is the number of the first of the `inputs` within the step, for the `dropout`.
  package func run(_ inputs: Matrix, rows: Range<Int>, dropout: Dropout? = nil, first: Int = 0) {
    precondition(inputs.rows <= capacity && inputs.columns == shape.inputs)
    self.inputs.become(transposed: inputs, rows: rows)
    run(rows: rows, dropout: dropout, first: first)
  }

  /// The same of rows of a table of any length: row `order[begin + i]` runs as row `i` of `rows`.
  package func run(
    _ table: Matrix, picking order: [Int], from begin: Int, rows: Range<Int>, dropout: Dropout? = nil, first: Int = 0
  ) {
    inputs.become(transposed: table, picking: order, from: begin, columns: rows)
    run(rows: rows, dropout: dropout, first: first)
  }

  private func run(rows: Range<Int>, dropout: Dropout?, first: Int) {
    last.finish(logits, outputs, rows: rows, dropout: dropout, first: first)
  }

  /// The outputs of a layer (`rows × units`) from the last run, of some rows, the first of which begins a panel.
  package func outputs(ofLayer index: Int, rows: Range<Int>) -> Matrix {
    guard index < layers.count - 1 else { return outputs.rows(rows) }
    let units = Matrix(rows: rows.upperBound, columns: layers[index].outputs.rows)
    units.become(transposed: layers[index].outputs, rows: rows)
    return units.rows(rows)
  }

  /// The outputs of the last layer (`rows × outputs`) from the last run.
  package func outputs(rows: Int) -> Matrix { outputs.rows(0..<rows) }

  /// The logits of the last layer (`rows × outputs`) from the last run.
  package func logits(rows: Int) -> Matrix { logits.rows(0..<rows) }

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
