import ByteStreams
import Drawing
import Tables
import ToolSupport

/// The picture of a table, by the names of its columns.
func tablePicture(of reader: inout TableReader, title: String, features: [ByteString]?) throws -> any Picture {
  let columns = reader.columns
  /// The fields of columns, if all of them are there.
  func fields(_ names: ByteString...) throws(TableError) -> [Int]? {
    let found = try names.map { name throws(TableError) in try columns.index(named: name) }.compactMap(\.self)
    return found.count == names.count ? found : nil
  }
  if let epoch = try fields("epoch") {
    return try historyPicture(of: &reader, epoch: epoch[0], title: title)
  }
  if let predictions = try PredictionColumns(in: columns) {
    let axes = try features.map { try columns.indices(of: $0) }
    if let axes, axes.count != 2 { throw ToolError.usage("-x takes two columns, not \(axes.count)") }
    let table = try PointsTable(reading: &reader, columns: predictions, axes: axes.map { ($0[0], $0[1]) })
    return PointsPicture(table, title: title)
  }
  if let curve = try fields("fpr", "tpr") {
    let values = try reader.numbers(in: curve)
    return CurvesPicture.receiverOperatingCharacteristic(
      falsePositiveRate: values[0], truePositiveRate: values[1], title: title)
  }
  if let curve = try fields("recall", "precision") {
    let values = try reader.numbers(in: curve)
    return CurvesPicture.precisionRecall(recall: values[0], precision: values[1], title: title)
  }
  if let curve = try fields("mean_p", "fraction") {
    let values = try reader.numbers(in: curve)
    return CurvesPicture.reliability(meanProbability: values[0], fraction: values[1], title: title)
  }
  if let cells = try fields("actual", "predicted", "count") {
    let table = try ConfusionTable(reading: &reader, actual: cells[0], predicted: cells[1], count: cells[2])
    return ConfusionPicture(title: title, classNames: table.labels.map(\.description), counts: table.counts)
  }
  throw TableError.unfit(
    file: columns.file,
    "nothing to draw; expected a model, or columns epoch,loss; X,predicted_X and two features; fpr,tpr; "
      + "recall,precision; mean_p,fraction; actual,predicted,count\(columns.delimiterHint ?? "")")
}

/// Loss and metric per epoch. The metric is the first column that is none of those that every history has.
private func historyPicture(of reader: inout TableReader, epoch: Int, title: String) throws -> CurvesPicture {
  let columns = reader.columns
  let validation = Array("val_".utf8)
  let common: Set<ByteString> = ["epoch", "seconds", "rate", "loss"]
  let metric = columns.names.first { !common.contains($0) && !$0.bytes.starts(with: validation) }
  let names: [ByteString?] = ["loss", "val_loss", metric, metric.map { ByteString(validation + $0.bytes) }]
  let fields = try names.map { name in try name.flatMap { try columns.index(named: $0) } }
  let present = fields.compactMap(\.self)
  guard !present.isEmpty else {
    throw TableError.unfit(file: columns.file, "a history needs a column loss or a metric beside epoch")
  }
  let values = try reader.numbers(in: [epoch] + present)
  let series = fields.map { field in field.flatMap(present.firstIndex).map { values[$0 + 1] } ?? [] }
  let history = TrainingHistory(
    epochs: values[0], loss: series[0], validationLoss: series[1], metricName: metric?.description ?? "metric",
    metric: series[2], validationMetric: series[3])
  return CurvesPicture(history, title: title)
}

extension PointsPicture {
  fileprivate init(_ table: PointsTable, title: String) {
    self.init(
      title: title, xName: table.xName.description, yName: table.yName.description, x: table.x, y: table.y,
      truth: table.truth, predicted: table.predicted, classNames: table.labels.map(\.description))
  }
}
