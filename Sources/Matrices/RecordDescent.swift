import CKernels

/// Gradient descent record by record, on copies of the parameters that one call moves along many records: the bits of the
/// products, activations and steps of batches of one row, without what surrounds these.
package final class RecordDescent {
  /// One layer, with views of the parameters that learn.
  package struct Layer {
    /// `units × inputs`
    let weights: Matrix
    /// `1 × units`
    let biases: Matrix
    /// Nil for softmax.
    let function: ElementwiseFunction?
    let parameter: Float

    package init(weights: Matrix, biases: Matrix, function: ElementwiseFunction?, parameter: Float) {
      self.weights = weights
      self.biases = biases
      self.function = function
      self.parameter = parameter
    }
  }

  private let layers: [Layer]
  private let rule: ErrorRule
  /// Of each layer: the weights (`inputs × units`), the same transposed but for the first, the biases (`1 × units`).
  private let copies: [(weights: Panels, back: Panels?, biases: Panels)]
  /// Of each layer: its logits, outputs and errors (`3 × units`, or as many more as fill whole panels).
  private let states: [Matrix]

  /// The layers, the first of which reads the records.
  package init(_ layers: [Layer], errors rule: ErrorRule) {
    self.layers = layers
    self.rule = rule
    copies = layers.indices.map { index in
      let (units, inputs) = (layers[index].weights.rows, layers[index].weights.columns)
      return (
        weights: Panels(rows: inputs, columns: units),
        back: index > 0 ? Panels(rows: units, columns: inputs) : nil,
        biases: Panels(rows: 1, columns: units)
      )
    }
    states = layers.map {
      let panels = ($0.biases.count + Panels.width - 1) / Panels.width
      return Matrix(rows: 3, columns: panels * Panels.width)
    }
  }

  /// Takes the parameters as they are.
  package func take() {
    for (layer, copy) in zip(layers, copies) {
      copy.weights.become(transposed: layer.weights)
      copy.back?.become(layer.weights)
      copy.biases.become(layer.biases)
    }
  }

  /// Leaves the parameters as they have become.
  package func leave() {
    for (layer, copy) in zip(layers, copies) {
      layer.weights.become(transposed: copy.weights)
      for unit in 0..<layer.biases.count { layer.biases[0, unit] = copy.biases[0, unit] }
    }
  }

  /// A step for each of the records `order[some]` of `inputs`, `targets` and `weights` (`1` column), at the rate in its
  /// place in `rates`, which begin at that of the first.
  package func run(
    _ order: [Int], _ some: Range<Int>, rates: [Float], inputs: Matrix, targets: Matrix, weights: Matrix?
  ) {
    precondition(some.lowerBound >= 0 && some.upperBound <= order.count && rates.count >= some.count)
    precondition(
      inputs.columns == layers[0].weights.columns && targets.columns == layers[layers.count - 1].biases.count)
    precondition(targets.rows == inputs.rows && weights.map { $0.count == inputs.rows } ?? true)
    precondition(order[some].allSatisfy { $0 >= 0 && $0 < inputs.rows })
    var rule = nn_errors_rule(
      form: rule.function.rawValue, scale: rule.scale, smoothing: rule.smoothing, towards: rule.towards,
      through_activation: rule.passesActivation)
    unsafe withLayers { layers in
      unsafe order.withUnsafeBufferPointer { order in
        unsafe rates.withUnsafeBufferPointer { rates in
          guard let order = order.baseAddress, let rates = rates.baseAddress else { return }
          unsafe nn_descend(
            layers.baseAddress, layers.count, &rule, some.count, order + some.lowerBound, rates, inputs.pointer,
            targets.pointer, weights?.pointer)
        }
      }
    }
  }

  /// The layers as the loop in C sees them.
  private func withLayers(_ body: (UnsafeBufferPointer<nn_layer>) -> Void) {
    let all = unsafe layers.indices.map { index in
      let (layer, copy, state) = (layers[index], copies[index], states[index])
      let width = state.columns
      return unsafe nn_layer(
        inputs: layer.weights.columns, units: layer.weights.rows,
        activation: layer.function?.rawValue ?? CInt(NN_SOFTMAX), parameter: layer.parameter,
        weights: copy.weights.pointer, back: copy.back?.pointer, biases: copy.biases.pointer, logits: state.pointer,
        outputs: state.pointer + width, delta: state.pointer + 2 * width)
    }
    unsafe all.withUnsafeBufferPointer(body)
  }
}
