package import ByteStreams
package import CSV
package import Matrices
package import Tables

/// The columns that a prediction adds to a row.
package struct PredictionLayout: Sendable {
  /// What stands beside the predicted label or value.
  package enum Scores: Sendable {
    /// The probability of every class.
    case probabilities
    /// What goes into the last activation, for every output.
    case logits
  }

  private let schema: Schema
  /// Those of the schema; nil for quantities.
  private let classes: Classes?
  private let outputs: Int
  /// Of two classes, the least probability of the positive one that is predicted so.
  private let leastPositive: Float
  /// Whether the label or value is written.
  package var label = true
  /// What is written beside it; nil for nothing. A regression has no probabilities.
  package var scores: Scores? = .probabilities
  /// Per layer the number of units, where the value of every unit is written.
  package var activations: [Int] = []
  /// Whether every feature's share in the prediction is written.
  package var explanation = false
  /// What every name begins with.
  package var prefix: ByteString = ""
  /// Significant digits; nil for the shortest text that reads back.
  package var digits: Int?

  /// `outputs` is the number of the network's outputs; `threshold` replaces the model's own, where there are two
  /// classes.
  package init(_ schema: Schema, outputs: Int, threshold: Double? = nil) {
    self.schema = schema
    classes = schema.classes
    self.outputs = outputs
    leastPositive = .leastSpelling(threshold ?? classes?.threshold ?? 0.5)
  }

  /// `predicted_TARGET` for every target, `p_LABEL` for every class or `z_LABEL` for every output, `a_LAYER_UNIT`,
  /// `why_FEATURE`.
  package var columnNames: [ByteString] {
    var names: [ByteString] = []
    if label { names += schema.targets.map { PredictionColumns.predicted + $0.name } }
    switch scores {
    case .probabilities: names += classes?.labels.map { PredictionColumns.probability + $0 } ?? []
    case .logits: names += schema.outputNames(outputs: outputs).map { "z_" + ByteString($0) }
    case nil: break
    }
    for (layer, units) in activations.enumerated() {
      names += (0..<units).map { ByteString("a_\(layer + 1)_\($0 + 1)") }
    }
    if explanation { names += explanationNames }
    return names.map { prefix + $0 }
  }

  /// `why_FEATURE`; with several targets `why_TARGET_FEATURE`.
  private var explanationNames: [ByteString] {
    let features = schema.inputs.map(\.name)
    guard schema.targets.count > 1 else { return features.map { PredictionColumns.reason + $0 } }
    return schema.targets.flatMap { target in features.map { PredictionColumns.reason + target.name + "_" + $0 } }
  }
}

extension PredictionLayout {
  /// The probability of every class, in the order of the labels, from the network's outputs for one row.
  package func probabilities(_ outputs: Matrix, row: Int, of classes: Classes) -> [Float] {
    classes.probabilities((0..<outputs.columns).map { outputs[row, $0] })
  }

  /// The index of the class to predict.
  package func predictedClass(_ probabilities: [Float], of classes: Classes) -> Int {
    classes.predicted(probabilities, from: leastPositive)
  }

  /// Adds the predicted label or values, and the probabilities, of a row of the network's outputs.
  package func write(_ outputs: Matrix, row: Int, to writer: inout Writer) {
    guard let classes else {
      guard label else { return }
      for (output, target) in schema.targets.enumerated() {
        if case .quantity(let scaling) = target.kind {
          write(Quantity(outputs[row, output], scaledBy: scaling), to: &writer)
        }
      }
      return
    }
    // The usual two columns without an array a row.
    if outputs.columns == 1 {
      let positive = outputs[row, 0]
      let isPositive = positive >= leastPositive
      if label { writer.field(classes.labels[isPositive ? classes.positive : 1 - classes.positive]) }
      guard case .probabilities = scores else { return }
      write(classes.positive == 0 ? positive : 1 - positive, to: &writer)
      write(classes.positive == 0 ? 1 - positive : positive, to: &writer)
      return
    }
    let probabilities = probabilities(outputs, row: row, of: classes)
    if label { writer.field(classes.labels[predictedClass(probabilities, of: classes)]) }
    if case .probabilities = scores {
      for probability in probabilities { write(probability, to: &writer) }
    }
  }

  /// Adds a row of numbers of the network: logits, or the values of units.
  package func write(values: Matrix, row: Int, to writer: inout Writer) {
    for column in 0..<values.columns { write(values[row, column], to: &writer) }
  }

  /// Adds a number.
  package func write(_ value: Double, to writer: inout Writer) {
    if let digits { writer.field(value, digits: digits) } else { writer.field(value) }
  }

  private func write(_ value: Float, to writer: inout Writer) {
    if let digits { writer.field(value, digits: digits) } else { writer.field(value) }
  }

  private func write(_ quantity: Quantity, to writer: inout Writer) {
    switch quantity {
    case .single(let value): write(value, to: &writer)
    case .double(let value): write(value, to: &writer)
    }
  }
}

/// A predicted quantity in the target's own unit: as a Float where those stand closer together than what the network
/// can tell apart, else (a small spread far from 0) as a Double.
package enum Quantity {
  case single(Float)
  case double(Double)

  package init(_ output: Float, scaledBy scaling: Scaling) {
    let value = scaling.undo(Double(output))
    let short = Float(value)
    self = short.isFinite && Double(short.ulp) <= scaling.scale * 0x1p-20 ? .single(short) : .double(value)
  }
}
