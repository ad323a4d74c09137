package import ByteStreams

/// A column that feeds the network.
package struct InputColumn: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// One input: the scaled number.
    case numeric(Scaling)
    /// One input per category, 1 for the one that the cell names and 0 for the others.
    case categorical([ByteString])
  }

  package var name: ByteString
  package var kind: Kind
  package var missing: MissingRule
  /// What a missing number is taken for, in the column's own unit; 0 where `missing` fills nothing.
  package var fill: Double

  package init(name: ByteString, kind: Kind, missing: MissingRule, fill: Double) {
    self.name = name
    self.kind = kind
    self.missing = missing
    self.fill = fill
  }

  package var isCategorical: Bool {
    if case .categorical = kind { true } else { false }
  }

  /// How many inputs of the network it feeds.
  package var width: Int {
    switch kind {
    case .numeric: 1
    case .categorical(let categories): categories.count
    }
  }
}

/// A column that the network learns.
package struct TargetColumn: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case classes(Classes)
    /// A quantity, scaled within the network.
    case quantity(Scaling)
  }

  package var name: ByteString
  package var kind: Kind

  package init(name: ByteString, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// The labels of a classification.
package struct Classes: Sendable, Equatable {
  /// In the order of the outputs. Labels are text from end to end: `01` and `1` are two.
  package var labels: [ByteString]
  /// Of two classes, the index of the one whose probability a single output tells.
  package var positive: Int
  /// Of two classes: the positive one is predicted where its probability is at least this.
  package let threshold: Double
  /// The least such probability as a network tells it.
  let leastPositive: Float

  package init(labels: [ByteString], positive: Int, threshold: Double) {
    self.labels = labels
    self.positive = positive
    self.threshold = threshold
    leastPositive = .leastSpelling(threshold)
  }
}

/// What the columns of a table mean to a model: chosen once, at training, and carried by the model.
package struct Schema: Sendable, Equatable {
  package var inputs: [InputColumn]
  /// One of classes, or one or more of quantities.
  package var targets: [TargetColumn]

  package init(inputs: [InputColumn], targets: [TargetColumn]) {
    self.inputs = inputs
    self.targets = targets
  }

  /// How many inputs the network has.
  package var width: Int { inputs.reduce(0) { $0 + $1.width } }

  /// For each column the inputs of the network that it feeds.
  package var spans: [Range<Int>] {
    var start = 0
    return inputs.map { input in
      defer { start += input.width }
      return start..<start + input.width
    }
  }

  /// Nil for quantities.
  package var classes: Classes? {
    guard let first = targets.first, case .classes(let classes) = first.kind else { return nil }
    return classes
  }

  package var task: Task {
    guard let classes else { return .regression }
    return classes.labels.count == 2 ? .binary : .multiclass
  }

  /// The name of every input of the network: the column's, or `column=category`.
  package var inputNames: [String] {
    inputs.flatMap { column -> [String] in
      switch column.kind {
      case .numeric: [column.name.description]
      case .categorical(let categories): categories.map { "\(column.name)=\($0)" }
      }
    }
  }

  /// The name of every one of `outputs` outputs of the network: the label that it stands for, or the target.
  package func outputNames(outputs: Int) -> [String] {
    guard let classes else { return targets.map(\.name.description) }
    if outputs == 1, classes.labels.indices.contains(classes.positive) {
      return [classes.labels[classes.positive].description]
    }
    return classes.labels.map(\.description)
  }
}
