import Matrices

/// One layer of a forward propagation: its parameters and the memory for up to `capacity` rows.
final class ForwardLayer: Sendable {
  let index: Int
  /// Nil for softmax.
  let function: ElementwiseFunction?
  /// The function's parameter.
  let parameter: Float
  /// Views of the network's parameters: weights (`units × inputs`) and biases (`1 × units`).
  let weights: Matrix
  let biases: Matrix
  /// The weights transposed (`inputs × units`), as the product reads them.
  private let transposed: Panels
  /// What the way back reads, where there is one: the weights (`units × inputs`), but for the first layer, and what the
  /// last run came with (`capacity × inputs`).
  let backward: (weights: Panels?, inputs: Panels)?
  /// What goes into the activation (`capacity × units`). Where nothing asks for it afterwards it is the matrix of the
  /// outputs, which overwrite it.
  let logits: Matrix
  /// What comes out of it (`capacity × units`).
  let outputs: Matrix
  /// What the next layer reads (`capacity × units`): the outputs, or what dropout left of them.
  let passed: Matrix

  init(_ index: Int, of shape: Shape, parameters: Matrix, capacity: Int, learns: Bool, dropsOut: Bool) {
    let (layer, isLast) = (shape.layers[index], index == shape.layers.count - 1)
    self.index = index
    function = layer.activation.elementwise
    parameter = Float(layer.parameter)
    weights = shape.weights(ofLayer: index, in: parameters)
    biases = shape.biases(ofLayer: index, in: parameters)
    let inputs = weights.columns
    transposed = Panels(rows: inputs, columns: layer.units)
    backward =
      learns
      ? (
        weights: index > 0 ? Panels(rows: layer.units, columns: inputs) : nil,
        inputs: Panels(rows: capacity, columns: inputs)
      ) : nil
    outputs = Matrix(rows: capacity, columns: layer.units)
    let keepsLogits = isLast || function?.needsLogits ?? true
    logits = keepsLogits ? Matrix(rows: capacity, columns: layer.units) : outputs
    passed = dropsOut && !isLast ? Matrix(rows: capacity, columns: layer.units) : outputs
  }

  /// Brings the copies of the weights of some units up to date; the units are those of a piece.
  func weightsDidChange(units: Range<Int>) {
    transposed.become(transposed: weights, rows: units)
    backward?.weights?.become(weights, rows: units)
  }

  /// Runs some rows of `below`, the inputs or what the layer below has passed on. `first` is the number of the first of its
  /// rows within the step, for the `dropout`, which spares the last layer.
  func run(_ below: Matrix, rows: Range<Int>, dropout: Dropout?, first: Int) {
    backward?.inputs.become(below, rows: rows)
    logits.become(below, times: transposed, plus: biases, rows: rows)
    if let function {
      outputs.become(function, parameter: parameter, of: logits, rows: rows)
    } else {
      outputs.become(softmaxOf: logits, rows: rows)
    }
    dropout?.apply(to: outputs, into: passed, layer: index, first: first, rows: rows)
  }
}
