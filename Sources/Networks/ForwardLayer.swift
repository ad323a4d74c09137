import Matrices

/// One layer of a forward propagation: its parameters and the memory for up to `capacity` rows, one in each column.
final class ForwardLayer: Sendable {
  let index: Int
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

  init(_ index: Int, of shape: Shape, parameters: Matrix, capacity: Int, dropsOut: Bool) {
    let (layer, isLast) = (shape.layers[index], index == shape.layers.count - 1)
    self.index = index
    function = layer.activation.elementwise
    parameter = Float(layer.parameter)
    weights = shape.weights(ofLayer: index, in: parameters)
    biases = shape.biases(ofLayer: index, in: parameters)
    outputs = Panels(rows: layer.units, columns: capacity)
    let keepsLogits = !isLast && function?.needsLogits ?? true
    logits = keepsLogits ? Panels(rows: layer.units, columns: capacity) : outputs
    passed = dropsOut && !isLast ? Panels(rows: layer.units, columns: capacity) : outputs
  }

  /// The logits for some rows of `below`, the inputs or what the layer below has passed on.
  func sum(_ below: Panels, rows: Range<Int>) {
    logits.become(weights, times: below, plus: biases, columns: rows)
  }

  /// The outputs of a hidden layer, and what it passes on. `first` is the number of the first of the rows within the step,
  /// for the `dropout`.
  func activate(rows: Range<Int>, dropout: Dropout?, first: Int) {
    guard let function else { preconditionFailure("softmax in a hidden layer") }
    outputs.become(function, parameter: parameter, of: logits, columns: rows)
    dropout?.apply(to: outputs, into: passed, layer: index, first: first, rows: rows)
  }
}
