import ByteStreams
import CSV
import Drawing
import Tables
import ToolSupport

/// The picture of a table, by the names of its columns.
func tablePicture(
  of reader: inout TableReader, title: String?, features: [ByteString]?
) throws -> any Picture {
  let columns = reader.columns
  func index(_ name: ByteString) throws -> Int? { try columns.index(named: name) }
  if let epoch = try index("epoch") {
    return try historyPicture(of: &reader, epoch: epoch, title: title)
  }
  if let predictions = try PredictionColumns(in: columns) {
    return try pointsPicture(of: &reader, predictions, title: title, features: features)
  }
  if let x = try index("fpr"), let y = try index("tpr") {
    let values = try numbers([x, y], of: &reader)
    return CurvesPicture.receiverOperatingCharacteristic(
      falsePositiveRate: values[0], truePositiveRate: values[1], title: title ?? "")
  }
  if let x = try index("recall"), let y = try index("precision") {
    let values = try numbers([x, y], of: &reader)
    return CurvesPicture.precisionRecall(recall: values[0], precision: values[1], title: title ?? "")
  }
  if let x = try index("mean_p"), let y = try index("fraction") {
    let values = try numbers([x, y], of: &reader)
    return CurvesPicture.reliability(meanProbability: values[0], fraction: values[1], title: title ?? "")
  }
  if let actual = try index("actual"), let predicted = try index("predicted"), let count = try index("count") {
    return try confusionPicture(of: &reader, fields: (actual, predicted, count), title: title)
  }
  let kinds = [
    "epoch,loss", "X,predicted_X and two features", "fpr,tpr", "recall,precision", "mean_p,fraction",
    "actual,predicted,count",
  ]
  throw ToolError.badData(
    "\(ByteString.escape(columns.file.utf8)): nothing to draw; expected a model, or columns \(kinds.joined(separator: "; "))"
  )
}

/// Loss and metric per epoch. The metric is the first column that is none of those that every history has.
private func historyPicture(of reader: inout TableReader, epoch: Int, title: String?) throws -> CurvesPicture {
  let columns = reader.columns
  let validation = Array("val_".utf8)
  let common: Set<ByteString> = ["epoch", "seconds", "rate", "loss"]
  let metric = columns.names.first { !common.contains($0) && !$0.bytes.starts(with: validation) }
  let names: [ByteString?] = [
    "loss", metric, "val_loss", metric.map { ByteString(validation + $0.bytes) },
  ]
  let fields = try names.map { name in try name.flatMap { try columns.index(named: $0) } }
  let present = fields.compactMap(\.self)
  guard !present.isEmpty else {
    throw ToolError.badData(
      "\(ByteString.escape(columns.file.utf8)): a history needs a column loss or a metric beside epoch")
  }
  let values = try numbers([epoch] + present, of: &reader)
  func series(_ index: Int) -> [Double] {
    fields[index].flatMap { field in present.firstIndex(of: field).map { values[$0 + 1] } } ?? []
  }
  let history = TrainingHistory(
    epochs: values[0], loss: series(0), validationLoss: series(2), metricName: metric?.description ?? "metric",
    metric: series(1), validationMetric: series(3))
  return CurvesPicture(history, title: title ?? "")
}

/// Right and wrong points on two features.
private func pointsPicture(
  of reader: inout TableReader, _ predictions: PredictionColumns, title: String?, features: [ByteString]?
) throws -> PointsPicture {
  let columns = reader.columns
  guard let truth = predictions.truths.first, let predicted = predictions.predictions.first,
    predictions.truths.count == 1
  else {
    throw ToolError.badData(
      "\(ByteString.escape(columns.file.utf8)): points need one target with its predicted_ column")
  }
  let others = (0..<columns.count).filter {
    $0 != truth && !predictions.predictions.contains($0) && !predictions.probabilities.contains($0)
  }
  let chosen = try features.map { try columns.indices(of: $0) }
  if let chosen, chosen.count != 2 { throw ToolError.usage("-x takes two columns, not \(chosen.count)") }
  let candidates = chosen ?? others
  var values = [[Double]](repeating: [], count: candidates.count)
  // Per column its first cell that is neither a number nor missing, and whether no number stands above it.
  var faults = [(error: TableError, isText: Bool)?](repeating: nil, count: candidates.count)
  var labels: [ByteString: Int] = [:]
  var truths: [Int] = []
  var predicteds: [Int] = []
  var record = Record()
  while try reader.next(&record) {
    for (place, field) in candidates.enumerated() {
      let number = record.double(field)
      values[place].append(number ?? .nan)
      if number == nil, faults[place] == nil, !MissingSpellings.usual.contain(field, of: record) {
        let error = TableError.notANumber(
          reader.position(of: field, in: record), found: record.text(field), column: columns.names[field])
        faults[place] = (error, isText: values[place].allSatisfy(\.isNaN))
      }
    }
    for field in [truth, predicted] {
      let label = record.text(field)
      let code = labels[label] ?? labels.count
      labels[label] = code
      if field == truth { truths.append(code) } else { predicteds.append(code) }
    }
    guard labels.count <= 1000 else {
      throw ToolError.badData(
        "\(ByteString.escape(columns.file.utf8)): column \"\(columns.names[truth].escaped())\" holds no classes; points need labels"
      )
    }
  }
  let areQuantities = predictions.probabilities.isEmpty && labels.count > 30 && labels.keys.allSatisfy(isNumber)
  guard !areQuantities else {
    throw ToolError.badData(
      "\(ByteString.escape(columns.file.utf8)): \(columns.names[truth].escaped()) is a quantity; points are for classes"
    )
  }
  // Where none is chosen, the first two that hold numbers.
  let places = values.indices.filter {
    chosen != nil || (faults[$0]?.isText != true && !values[$0].allSatisfy(\.isNaN))
  }
  guard places.count >= 2 else {
    throw ToolError.badData(
      "\(ByteString.escape(columns.file.utf8)): points need two numeric features beside the target")
  }
  let (x, y) = (places[0], places[1])
  if let fault = faults[x] ?? faults[y] { throw fault.error }
  // In label order, so that a class has its colour whatever row comes first.
  let names = ordered(Array(labels.keys))
  let order = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
  var rank = [Int](repeating: 0, count: labels.count)
  for (name, code) in labels { rank[code] = order[name] ?? 0 }
  return PointsPicture(
    title: title ?? "", xName: columns.names[candidates[x]].description,
    yName: columns.names[candidates[y]].description,
    x: values[x], y: values[y], truth: truths.map { rank[$0] }, predicted: predicteds.map { rank[$0] },
    classNames: names.map(\.description))
}

private func isNumber(_ text: ByteString) -> Bool { Decimal.double(text.bytes.span) != nil }

/// Counts of rows by their true and their predicted class.
private func confusionPicture(
  of reader: inout TableReader, fields: (actual: Int, predicted: Int, count: Int), title: String?
) throws -> ConfusionPicture {
  var cells: [(actual: ByteString, predicted: ByteString, count: Int)] = []
  var names: [ByteString] = []
  var known: Set<ByteString> = []
  var record = Record()
  while try reader.next(&record) {
    guard let count = record.double(fields.count).flatMap({ Int(exactly: $0) }), count >= 0 else {
      throw TableError.unexpected(
        reader.position(of: fields.count, in: record), expected: "a whole number of rows",
        found: record.text(fields.count))
    }
    let cell = (actual: record.text(fields.actual), predicted: record.text(fields.predicted), count: count)
    for name in [cell.actual, cell.predicted] where known.insert(name).inserted { names.append(name) }
    cells.append(cell)
    guard names.count <= 1000 else {
      throw ToolError.badData("\(ByteString.escape(reader.columns.file.utf8)): more than 1000 classes")
    }
  }
  let place = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
  var counts = [Int](repeating: 0, count: names.count * names.count)
  for cell in cells {
    guard let row = place[cell.actual], let column = place[cell.predicted] else { continue }
    let (sum, overflow) = counts[row * names.count + column].addingReportingOverflow(cell.count)
    guard !overflow else { throw ToolError.badData("the counts are too large to add up") }
    counts[row * names.count + column] = sum
  }
  return ConfusionPicture(title: title ?? "", classNames: names.map(\.description), counts: counts)
}

/// The numbers of some columns; an empty field is NaN, and so is what was undefined.
private func numbers(_ fields: [Int], of reader: inout TableReader) throws -> [[Double]] {
  var values = [[Double]](repeating: [], count: fields.count)
  var record = Record()
  while try reader.next(&record) {
    for (place, field) in fields.enumerated() {
      if let number = record.double(field) {
        values[place].append(number)
      } else if record.range(of: field).isEmpty || record.text(field) == "inf" {
        values[place].append(record.range(of: field).isEmpty ? .nan : .infinity)
      } else {
        throw TableError.notANumber(
          reader.position(of: field, in: record), found: record.text(field), column: reader.columns.names[field])
      }
    }
  }
  return values
}
