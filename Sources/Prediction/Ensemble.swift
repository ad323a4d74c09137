import ByteStreams
package import ModelFile
import Networks
package import Tables

/// One model, or several whose outputs are averaged: models of the same features and targets, trained on other rows or
/// from other beginnings (L. K. Hansen and P. Salamon, "Neural network ensembles", 1990).
package struct Ensemble: Sendable {
  /// At least one. The first one's labels, threshold and scaling of targets are those of the ensemble.
  package let models: [Model]

  /// The schema of the first model.
  package var schema: Schema { models[0].schema }

  /// The number of outputs of the first model's network.
  package var outputs: Int { models[0].network.shape.outputs }

  /// Per model and feature, in the first model's order, the inputs of the model's network that the feature feeds.
  package var spans: [[Range<Int>]] {
    models.map { model in
      let spans = Dictionary(zip(model.schema.inputs.map(\.name), model.schema.spans)) { first, _ in first }
      return schema.inputs.map { spans[$0.name] ?? 0..<0 }
    }
  }

  package init(_ model: Model) { models = [model] }

  /// - Throws: a model that tells something else than the first one. `models` holds at least one.
  package init(_ models: [Model]) throws(EnsembleError) {
    precondition(!models.isEmpty)
    self.models = models
    let first = models[0].schema
    for (index, model) in models.enumerated().dropFirst() {
      let other = model.schema
      guard other.inputs.count == first.inputs.count,
        Set(other.inputs.map(\.name)) == Set(first.inputs.map(\.name))
      else { throw .features(index) }
      guard other.targets.count == first.targets.count, zip(first.targets, other.targets).allSatisfy(Self.agree)
      else { throw .targets(index) }
    }
  }

  /// Whether two targets are one column of the same labels, or of a quantity.
  private static func agree(_ first: TargetColumn, _ other: TargetColumn) -> Bool {
    guard first.name == other.name else { return false }
    return switch (first.kind, other.kind) {
    case (.classes(let a), .classes(let b)): a.labels == b.labels && a.positive == b.positive
    case (.quantity, .quantity): true
    default: false
    }
  }
}

/// Why models cannot be averaged; the number is that of the model, counted from 0, that differs from the first.
package enum EnsembleError: Error, Equatable {
  /// It needs other columns.
  case features(Int)
  /// It tells other columns, or other labels.
  case targets(Int)

  /// The number of the model.
  package var model: Int {
    switch self {
    case .features(let model), .targets(let model): model
    }
  }

  /// For people, to stand after the model's name.
  package var reason: String {
    switch self {
    case .features: "it needs other columns than the first model; only models of the same columns can be averaged"
    case .targets: "it predicts something else than the first model; only models of the same target can be averaged"
    }
  }
}
