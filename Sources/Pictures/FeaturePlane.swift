import ByteStreams
import CSV
import Drawing
import Matrices
import ModelFile
import Networks
import Tables

/// Two features over which a model is drawn, what the rows of a table hold there, and where all other inputs stand.
struct FeaturePlane {
  let x: ModelTable.NumericFeature
  let y: ModelTable.NumericFeature
  /// The rows by their true class, or by the predicted one where the truth is unknown.
  private(set) var cloud = PointCloud()
  /// The first rows with their true quantity, NaN where it is unknown.
  private(set) var rows: [(x: Double, y: Double, value: Double)] = []
  private(set) var total = 0
  /// Whether the truth stands beside the features.
  let hasTruth: Bool
  /// Where each input of the network stands: its mean over the training rows if the model tells it, else over these.
  private(set) var means: [Float] = []

  /// Reads all rows of the table.
  ///
  /// - Parameter axes: the two columns; nil for the numeric features that tell most of what the model predicts.
  init(
    _ model: Model, reader: inout TableReader, axes: (x: Int, y: Int)?, spellings: MissingSpellings
  ) throws(PictureError) {
    var source = try ModelTable(model, reader: reader, spellings: spellings)
    let features = source.numericFeatures
    let names = source.columns.names
    if let axes {
      let chosen = try [axes.x, axes.y].map { (field) throws(PictureError) in
        guard let feature = features.first(where: { $0.field == field }) else {
          throw .usage("column \"\(names[field].escaped())\" is no numeric feature of the model")
        }
        return feature
      }
      (x, y) = (chosen[0], chosen[1])
    } else {
      guard features.count >= 2 else {
        throw .model("the model has \(features.count) numeric features, and a picture over two needs two")
      }
      let pair = try reading { () throws(TableError) in
        try Self.tellingPair(&source, features: features.map(\.field), reader: &reader)
      }
      (x, y) = (features[pair.0], features[pair.1])
    }
    let targetField = source.encoder.targetFields.first.flatMap(\.self)
    hasTruth = targetField != nil
    try reading { () throws(TableError) in
      try read(&source, from: &reader, targetField: targetField)
    }
  }

  /// The features that tell most of the predicted class, or of which eighth of its range a quantity lies in.
  private static func tellingPair(
    _ source: inout ModelTable, features: [Int], reader: inout TableReader
  ) throws(TableError) -> (Int, Int) {
    let (table, answer) = (source, ModelAnswer(source.model.schema))
    var values = [[Double]](repeating: [], count: features.count)
    var classes: [Int] = []
    var quantities: [Double] = []
    try source.forEachFirstRow(of: &reader) { row in
      for (place, field) in features.enumerated() { values[place].append(table.number(field, of: row.record)) }
      classes.append(answer.predictedClass(row.outputs))
      quantities.append(answer.quantity(row.outputs))
    }
    if source.model.schema.task == .regression {
      let sorted = quantities.sorted()
      classes = quantities.map { value in (1..<8).count { value >= sorted[sorted.count * $0 / 8] } }
    }
    return TellingPair.best(of: values, classes: classes)
  }

  private mutating func read(
    _ source: inout ModelTable, from reader: inout TableReader, targetField: Int?
  ) throws(TableError) {
    let (table, schema) = (source, source.model.schema)
    let answer = ModelAnswer(schema)
    let labels = TextCodes(schema.classes?.labels ?? [])
    var sums = [Double](repeating: 0, count: source.model.network.shape.inputs)
    var taken = PointCloud()
    var rows = self.rows
    var total = 0
    let (x, y) = (self.x, self.y)
    try source.forEachRow(of: &reader) { (row) throws(TableError) in
      for (place, input) in row.inputs.enumerated() { sums[place] += Double(input) }
      total += 1
      let horizontal = table.number(x.field, of: row.record)
      let vertical = table.number(y.field, of: row.record)
      guard schema.task != .regression else {
        if rows.count < SurfacePicture.mostRows {
          rows.append((horizontal, vertical, targetField.map { table.number($0, of: row.record) } ?? .nan))
        }
        taken.add(x: horizontal, y: vertical)
        return
      }
      let predicted = answer.predictedClass(row.outputs)
      guard let targetField else { return taken.add(x: horizontal, y: vertical, classIndex: predicted) }
      let truth = Int(try labels.knownCode(of: targetField, in: row.record))
      taken.add(x: horizontal, y: vertical, classIndex: truth, isRight: truth == predicted)
    }
    guard total > 0 else { throw .noRows(file: reader.columns.file) }
    cloud = taken
    self.rows = rows
    self.total = total
    means = (source.model.inputMeans ?? sums.map { $0 / Double(total) }).map { Float($0) }
  }

  /// The values that are drawn: those of the rows, and a little more. Nil where no row has both.
  var ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    guard let x = cloud.xRange, let y = cloud.yRange else { return nil }
    return (PlotRange.padded(x), PlotRange.padded(y))
  }

  /// Runs the model over the nodes of a square grid, row by row from the lowest y, and passes the network on after each
  /// batch of nodes, of which there are `batch.count`.
  func forEachNode(
    side: Int, of model: Model, _ body: (_ forward: Forward, _ inputs: Matrix, _ batch: Range<Int>) -> Void
  ) {
    guard let ranges else { return }
    let capacity = Forward.rowsAtOnce(for: model.network.shape)
    let forward = Forward(model.network, capacity: capacity)
    let inputs = Matrix(rows: capacity, columns: model.network.shape.inputs)
    for row in 0..<capacity {
      for (column, mean) in means.enumerated() { inputs[row, column] = mean }
    }
    let value = { (range: ClosedRange<Double>, index: Int) in
      let share = Double(index) / Double(side - 1)
      return range.lowerBound + share * (range.upperBound - range.lowerBound)
    }
    let largest = Double(Float.greatestFiniteMagnitude)
    for start in stride(from: 0, to: side * side, by: capacity) {
      let batch = start..<min(start + capacity, side * side)
      for (row, node) in batch.enumerated() {
        let (horizontal, vertical) = (value(ranges.x, node % side), value(ranges.y, node / side))
        inputs[row, x.input] = Float(min(max(x.scaling.apply(horizontal), -largest), largest))
        inputs[row, y.input] = Float(min(max(y.scaling.apply(vertical), -largest), largest))
      }
      let used = inputs.rows(0..<batch.count)
      forward.run(used)
      body(forward, used, batch)
    }
  }

  /// Where the other features stand, in words; blank where there are none.
  func note(_ model: Model) -> String {
    switch model.schema.inputs.count - 2 {
    case ...0: ""
    case 1: "the other feature at its mean"
    case let others: "the other \(others) features at their means"
    }
  }
}
