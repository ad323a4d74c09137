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
  func probabilities(_ outputs: ArraySlice<Float>) -> [Float] {
    guard let classes = schema.classes else { return [] }
    guard outputs.count == 1, let positive = outputs.first else { return Array(outputs) }
    return classes.positive == 0 ? [positive, 1 - positive] : [1 - positive, positive]
  }

  /// The predicted class: of two, the positive one from the threshold on; of more, the most probable one, the first of
  /// equals. 0 for a quantity.
  func predictedClass(_ outputs: ArraySlice<Float>) -> Int {
    guard let classes = schema.classes else { return 0 }
    let probabilities = probabilities(outputs)
    if probabilities.count == 2 {
      return Double(probabilities[classes.positive]) >= classes.threshold ? classes.positive : 1 - classes.positive
    }
    return probabilities.indices.max {
      probabilities[$0] < probabilities[$1] || (probabilities[$0] == probabilities[$1] && $0 > $1)
    } ?? 0
  }

  /// The first of the quantities.
  func quantity(_ outputs: ArraySlice<Float>) -> Double { quantities(outputs).first ?? .nan }

  func quantities(_ outputs: ArraySlice<Float>) -> [Double] {
    zip(schema.targets, outputs).map { target, output in
      if case .quantity(let scaling) = target.kind { scaling.undo(Double(output)) } else { .nan }
    }
  }
}
