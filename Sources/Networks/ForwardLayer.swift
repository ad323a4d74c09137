import Matrices

/// One layer of a forward propagation: its parameters and the memory for up to `capacity` rows, one in each column.
///
/// A layer holds the one below, and asks it, so that no step goes through an array: to take an object out of one counts a
/// reference, and threads that count on the same object at the same time wait for each other.
final class ForwardLayer: Sendable {
  let index: Int
  private let below: ForwardLayer?
  /// What it reads (`inputs × capacity`): the rows that run, or what the layer below passes on.
  let inputs: Panels
  /// Nil for softmax.
  let function: ElementwiseFunction?
  /// The function's parameter.
  let parameter: Float
  /// Views of the network's parameters: weights (`units × inputs`) and biases (`1 × units`).
  let weights: Matrix
  let biases: Matrix
  /// What goes into the activation (`units × capacity`). Where nothing asks for it afterwards it is the same as `outputs`,
  /// which overwrite it.
  let logits: Panels
  /// What comes out of it (`units × capacity`), but of the last layer.
  let outputs: Panels
  /// What the next layer reads (`units × capacity`): the outputs, or what dropout left of them.
  let passed: Panels

  /// Below it is `below`, or else the `rows` that run.
  init(
    _ index: Int, of shape: Shape, above below: ForwardLayer?, reading rows: Panels, parameters: Matrix, capacity: Int,
    dropsOut: Bool
  ) {
    let (layer, isLast) = (shape.layers[index], index == shape.layers.count - 1)
    self.index = index
    self.below = below
    inputs = below?.passed ?? rows
    function = layer.activation.elementwise
    parameter = Float(layer.parameter)
    weights = shape.weights(ofLayer: index, in: parameters)
    biases = shape.biases(ofLayer: index, in: parameters)
    outputs = Panels(rows: layer.units, columns: capacity)
    let keepsLogits = !isLast && function?.needsLogits ?? true
    logits = keepsLogits ? Panels(rows: layer.units, columns: capacity) : outputs
    passed = dropsOut && !isLast ? Panels(rows: layer.units, columns: capacity) : outputs
  }

  /// Runs some rows through all layers up to this one, the last, which leaves its `logits` and `outputs`
  /// (`capacity × units`). `first` is the number of the first of the rows within the step, for the `dropout`.
  func finish(_ logits: Matrix, _ outputs: Matrix, rows: Range<Int>, dropout: Dropout?, first: Int) {
    below?.run(rows: rows, dropout: dropout, first: first)
    self.logits.become(weights, times: inputs, plus: biases, columns: rows)
    logits.become(transposed: self.logits, rows: rows)
    if let function {
      outputs.become(function, parameter: parameter, of: logits, rows: rows)
    } else {
      outputs.become(softmaxOf: logits, rows: rows)
    }
  }

  /// The outputs of a hidden layer, and what it passes on.
  private func run(rows: Range<Int>, dropout: Dropout?, first: Int) {
    guard let function else { preconditionFailure("softmax in a hidden layer") }
    below?.run(rows: rows, dropout: dropout, first: first)
    logits.become(
      weights, times: inputs, plus: biases, columns: rows, then: function, parameter: parameter, into: outputs)
    dropout?.apply(to: outputs, into: passed, layer: index, first: first, rows: rows)
  }
}
