import ByteStreams
import ModelFile
import Networks
import Tables

/// What the outputs of a network mean: probabilities and a class, or quantities in their own units.
struct ModelAnswer {
  private let schema: Schema

  init(_ schema: Schema) { self.schema = schema }

  var classNames: [String] { schema.classes?.labels.map(\.description) ?? [] }

  /// One for each class, in the order of the labels; none for a quantity.
  func probabilities(_ outputs: ArraySlice<Float>) -> [Float] { schema.classes?.probabilities(outputs) ?? [] }

  /// The predicted class; 0 for a quantity.
  func predictedClass(_ outputs: ArraySlice<Float>) -> Int {
    schema.classes.map { $0.predicted($0.probabilities(outputs)) } ?? 0
  }

  /// The first of the quantities.
  func quantity(_ outputs: ArraySlice<Float>) -> Double { quantities(outputs).first ?? .nan }

  func quantities(_ outputs: ArraySlice<Float>) -> [Double] {
    zip(schema.targets, outputs).map { target, output in
      if case .quantity(let scaling) = target.kind { scaling.undo(Double(output)) } else { .nan }
    }
  }
}
