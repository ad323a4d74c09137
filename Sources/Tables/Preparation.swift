package import ByteStreams
import CSV
package import Matrices

/// How columns become inputs and targets become outputs, as a user asks for it.
package struct PreparationOptions: Sendable {
  package var scaling = Scaling.Kind.standard
  package var missing = MissingRule.fail
  /// Whether quantities to learn are scaled within the network; not where its outputs are bounded by themselves.
  package var scalesQuantities = true
  /// Of two classes, the one that is positive; the second in order, if none is named.
  package var positive: ByteString?

  package init() {}
}

/// A table made ready for training: the schema learned from its rows, and the rows encoded by it.
package struct PreparedTable: Sendable {
  package let schema: Schema
  /// `rows × schema.width`.
  package let inputs: Matrix
  /// `rows × outputs`: 0 or 1 for classes, scaled quantities for regression.
  package let targets: Matrix
  /// Columns whose value never changes.
  package let constantColumns: [ByteString]
  /// Columns of categories of which most stand in one row only: names or numbers of rows, mostly.
  package let identifiers: [ByteString]

  /// The most numbers that an encoded table may have: 8 GiB of them. A column of identifiers taken for categories would
  /// otherwise ask for its rows squared.
  private static let limit = 1 << 31

  /// Learns the schema for `task` and encodes the rows of `table`. `outputs` is the size of the network's last layer:
  /// two classes may have one output or two.
  package init(
    _ table: TrainingTable, task: Task, outputs: Int?, options: PreparationOptions
  ) throws(TableError) {
    let inputs = table.features.map { $0.inputColumn(options) }
    let targets: [TargetColumn]
    if task == .regression {
      targets = try table.targets.map { (target) throws(TableError) in try target.quantity(options) }
    } else {
      targets = try table.targets.map { (target) throws(TableError) in try target.classes(options) }
    }
    try self.init(table, by: Schema(inputs: inputs, targets: targets), outputs: outputs)
  }

  /// Encodes the rows of `table` by a schema that was learned from others.
  ///
  /// - Throws: where the table holds text for the schema's numbers, or a label that the schema does not know.
  package init(_ table: TrainingTable, by schema: Schema, outputs: Int?) throws(TableError) {
    self.schema = schema
    constantColumns = zip(table.features, schema.inputs).filter { $0.isConstant(as: $1) }.map(\.0.name)
    identifiers = schema.inputs.filter { $0.width > max(table.rows / 2, 20) }.map(\.name)
    let width = schema.classes.map { $0.labels.count == 2 && outputs != 2 ? 1 : $0.labels.count } ?? table.targets.count
    for (what, width) in [("inputs", schema.width), ("outputs", width)] where width > Self.limit / max(table.rows, 1) {
      throw .tooWide(rows: table.rows, width: width, what: what)
    }
    inputs = Matrix(rows: table.rows, columns: schema.width)
    var offset = 0
    for (feature, column) in zip(table.features, schema.inputs) {
      try feature.encode(as: column, into: inputs, from: offset)
      offset += column.width
    }
    targets = Matrix(rows: table.rows, columns: width)
    for (index, (values, target)) in zip(table.targets, schema.targets).enumerated() {
      try values.encode(as: target, into: targets, column: index)
    }
  }
}

extension FeatureColumn {
  fileprivate func inputColumn(_ options: PreparationOptions) -> InputColumn {
    if isCategorical == true {
      let categories = ordered(categories.texts)
      return InputColumn(name: name, kind: .categorical(categories), missing: options.missing, fill: 0)
    }
    let fill = options.missing.fill(for: numbers)
    let filled = fill.map { fill in numbers.map { $0.isNaN ? fill : $0 } } ?? numbers
    let scaling = Scaling(fitting: options.scaling, to: filled)
    return InputColumn(name: name, kind: .numeric(scaling), missing: options.missing, fill: fill ?? 0)
  }

  fileprivate func isConstant(as column: InputColumn) -> Bool {
    switch column.kind {
    case .categorical(let categories): return categories.count < 2
    case .numeric:
      let present = numbers.lazy.filter { !$0.isNaN }
      return present.min() == present.max()
    }
  }

  fileprivate func encode(as column: InputColumn, into inputs: Matrix, from offset: Int) throws(TableError) {
    switch column.kind {
    case .numeric(let scaling):
      guard isCategorical != true else {
        throw .target("column \"\(name.escaped())\" holds text, and numbers in the model")
      }
      for (row, number) in numbers.enumerated() {
        inputs[row, offset] = Float(scaling.apply(number.isNaN ? column.fill : number))
      }
    case .categorical(let ordered):
      let places = knownPlaces(of: categories.texts, in: ordered)
      for (row, code) in codes.enumerated() where code >= 0 {
        // An unseen category is none of those known.
        if let place = places[Int(code)] { inputs[row, offset + place] = 1 }
      }
    }
  }
}

extension TargetValues {
  private static var remedy: String { "--missing drop leaves its row out" }

  fileprivate func quantity(_ options: PreparationOptions) throws(TableError) -> TargetColumn {
    guard let numbers else {
      guard let firstText else { throw .target("column \"\(name.escaped())\" is no quantity") }
      throw .notANumber(firstText.position, found: firstText.text, column: name)
    }
    if let firstMissing { throw .missing(firstMissing, column: name, remedy: Self.remedy) }
    // Scaling is by the standard deviation even where features are not scaled: the loss is then about 1 at first,
    // whatever the unit, and the default rate fits.
    return TargetColumn(
      name: name, kind: .quantity(Scaling(fitting: options.scalesQuantities ? .standard : .none, to: numbers)))
  }

  fileprivate func classes(_ options: PreparationOptions) throws(TableError) -> TargetColumn {
    if let firstMissingLabel { throw .missing(firstMissingLabel, column: name, remedy: Self.remedy) }
    var labels = ordered(texts.texts)
    if let positive = options.positive {
      guard labels.count == 2, let index = labels.firstIndex(of: positive) else {
        let known = labels.prefix(5).map { $0.escaped() }.joined(separator: ", ")
        throw .target("--positive \"\(positive.escaped())\" is not one of two labels (\(known))")
      }
      // The positive class stands second, so that tables of predictions need no word of it.
      if index == 0 { labels.swapAt(0, 1) }
    }
    let positive = labels.count == 2 ? 1 : 0
    return TargetColumn(name: name, kind: .classes(Classes(labels: labels, positive: positive, threshold: 0.5)))
  }

  fileprivate func encode(as target: TargetColumn, into targets: Matrix, column: Int) throws(TableError) {
    switch target.kind {
    case .quantity(let scaling):
      guard numbers != nil else { throw .target("column \"\(name.escaped())\" is no quantity") }
      for (row, number) in (numbers ?? []).enumerated() { targets[row, column] = Float(scaling.apply(number)) }
    case .classes(let classes):
      let places = knownPlaces(of: texts.texts, in: classes.labels)
      for (row, code) in (codes ?? []).enumerated() {
        guard let label = places[Int(code)] else {
          throw .target(
            "column \"\(name.escaped())\" has a label that the model does not know: "
              + "\"\(texts.texts[Int(code)].escaped())\"")
        }
        if targets.columns == 1 {
          targets[row, 0] = label == classes.positive ? 1 : 0
        } else {
          targets[row, label] = 1
        }
      }
    }
  }
}
