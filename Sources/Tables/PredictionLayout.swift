package import ByteStreams
package import CSV

/// The columns that a prediction adds to a row.
package struct PredictionLayout: Sendable {
  private let schema: Schema
  private let threshold: Double
  /// Whether the label or value is written.
  package var label = true
  /// Whether the probabilities are written; a regression has none.
  package var probabilities = true
  /// Significant digits; nil for the shortest text that reads back.
  package var digits: Int?

  /// `threshold` replaces the model's own, where there are two classes.
  package init(_ schema: Schema, threshold: Double? = nil) {
    self.schema = schema
    self.threshold = threshold ?? schema.classes?.threshold ?? 0.5
  }

  /// `predicted_TARGET` for every target, then `p_LABEL` for every class.
  package var columnNames: [ByteString] {
    var names: [ByteString] = []
    if label { names += schema.targets.map { ByteString(Array("predicted_".utf8) + $0.name.bytes) } }
    if probabilities, let classes = schema.classes {
      names += classes.labels.map { ByteString(Array("p_".utf8) + $0.bytes) }
    }
    return names
  }

  /// The probability of every class, in the order of the labels, from the network's outputs for one row.
  package func probabilities(of outputs: ArraySlice<Float>, for classes: Classes) -> [Float] {
    guard outputs.count == 1, let positive = outputs.first else { return Array(outputs) }
    return classes.positive == 0 ? [positive, 1 - positive] : [1 - positive, positive]
  }

  /// The index of the class to predict: of two, the positive one from the threshold on; of more, the most probable
  /// one, the first of equals.
  package func predictedClass(_ probabilities: [Float], for classes: Classes) -> Int {
    if probabilities.count == 2 {
      return Double(probabilities[classes.positive]) >= threshold ? classes.positive : 1 - classes.positive
    }
    var best = 0
    for index in probabilities.indices where probabilities[index] > probabilities[best] { best = index }
    return best
  }

  /// Adds the fields for the network's outputs for one row.
  package func write(_ outputs: ArraySlice<Float>, to writer: inout Writer) {
    guard let classes = schema.classes else {
      guard label else { return }
      for (target, output) in zip(schema.targets, outputs) {
        if case .quantity(let scaling) = target.kind { write(Double(output), scaledBy: scaling, to: &writer) }
      }
      return
    }
    let probabilities = probabilities(of: outputs, for: classes)
    if label { writer.field(classes.labels[predictedClass(probabilities, for: classes)]) }
    if self.probabilities {
      for probability in probabilities { write(probability, to: &writer) }
    }
  }

  /// A quantity in the target's own unit: as a Float where those stand closer together than what the network can tell
  /// apart, else (a small spread far from 0) as a Double.
  private func write(_ output: Double, scaledBy scaling: Scaling, to writer: inout Writer) {
    let value = scaling.undo(output)
    let short = Float(value)
    if short.isFinite, Double(short.ulp) <= scaling.scale * 0x1p-20 { return write(short, to: &writer) }
    if let digits { writer.field(value, digits: digits) } else { writer.field(value) }
  }

  private func write(_ value: Float, to writer: inout Writer) {
    if let digits { writer.field(value, digits: digits) } else { writer.field(value) }
  }
}
