import ByteStreams
import CSV
import Tables

/// The rows of a table of predictions, as a picture takes them: one after the other, in bounded memory. The first ones
/// are looked at before, to see whether there are classes or quantities, and which two features tell most.
struct PredictedRows {
  enum Content: Sendable, Equatable {
    /// Classes over two columns.
    case classes(x: Int, y: Int)
    case quantities
  }

  /// What the picture is to show; nil for what the cells are.
  enum Wish: Sendable { case classes, quantities }

  let content: Content
  /// The labels of the classes, under their codes, in the order in which they first came.
  private(set) var labels: [ByteString] = []

  private let truth: Int
  private let prediction: Int
  private let columns: Columns
  private let sample: [Record]

  /// No more than so many rows, cells and bytes are looked at first.
  private static let sampleRows = 5000
  private static let sampleCells = 2_000_000
  private static let sampleBytes = 32 << 20
  /// More classes than anyone can tell apart.
  private static let mostLabels = 1000
  /// Whole numbers of more values than this are quantities, unless they come with probabilities.
  private static let mostNumberedLabels = 30

  /// Looks at the first rows.
  ///
  /// - Parameter axes: the columns to draw over; nil for the two that tell most of the truth among those that begin with
  ///   numbers and are no part of the predictions.
  init(
    reading reader: inout TableReader, columns predictions: PredictionColumns, wish: Wish? = nil,
    axes: (x: Int, y: Int)? = nil
  ) throws(TableError) {
    columns = reader.columns
    guard predictions.truths.count == 1, predictions.predictions.count == 1 else {
      throw .unfit(file: columns.file, "points need one target with its predicted_ column")
    }
    (truth, prediction) = (predictions.truths[0], predictions.predictions[0])
    var sample: [Record] = []
    let most = min(Self.sampleRows, max(2, Self.sampleCells / max(1, columns.count)))
    var record = Record()
    var bytes = 0
    while sample.count < most, bytes < Self.sampleBytes, try reader.next(&record) {
      sample.append(record.detached())
      bytes += record.raw.count
    }
    guard !sample.isEmpty else { throw .noRows(file: columns.file) }
    self.sample = sample

    let areQuantities = Self.areQuantities(sample, truth, prediction)
    if wish == .quantities || (wish == nil && areQuantities && predictions.probabilities.isEmpty && axes == nil) {
      content = .quantities
      return
    }
    if areQuantities, predictions.probabilities.isEmpty, wish == nil {
      throw .unfit(
        file: columns.file, "\(columns.names[truth].escaped()) is a quantity; columns to draw over are for classes")
    }
    if let axes {
      content = .classes(x: axes.x, y: axes.y)
      return
    }
    let features = predictions.others(in: columns).filter { Self.beginsWithNumbers($0, sample) }
    guard features.count >= 2 else {
      throw .unfit(file: columns.file, "points need two numeric features beside the target")
    }
    var codes = TextCodes()
    let classes = sample.map { Int(codes.code(of: $0.text(predictions.truths[0])) ?? 0) }
    let pair = TellingPair.best(
      of: features.map { field in sample.map { $0.double(field) ?? .nan } }, classes: classes)
    content = .classes(x: features[pair.0], y: features[pair.1])
  }

  /// Whether a number stands above anything else but missing values: a column of text has none there.
  private static func beginsWithNumbers(_ field: Int, _ sample: [Record]) -> Bool {
    for record in sample {
      if record.double(field) != nil { return true }
      if !MissingSpellings.usual.contain(field, of: record) { return false }
    }
    return false
  }

  private static func areQuantities(_ sample: [Record], _ truth: Int, _ prediction: Int) -> Bool {
    var truths: Set<Double> = []
    var predictions: Set<Double> = []
    for record in sample {
      for (field, isTruth) in [(truth, true), (prediction, false)] {
        guard let number = record.double(field) else {
          if MissingSpellings.usual.contain(field, of: record) { continue }
          return false
        }
        if isTruth { truths.insert(number) } else { predictions.insert(number) }
      }
    }
    let areWhole = truths.union(predictions).allSatisfy { $0 == $0.rounded() }
    return !truths.isEmpty && !(areWhole && truths.union(predictions).count <= mostNumberedLabels)
  }

  /// Passes every row of classes on: the values of the two columns, NaN where they are missing, and the codes of the true
  /// and the predicted label.
  mutating func forEachRow(
    of reader: inout TableReader, x: Int, y: Int,
    _ body: (_ x: Double, _ y: Double, _ truth: Int, _ predicted: Int) -> Void
  ) throws(TableError) {
    var texts = TextCodes()
    try forEachRecord(of: &reader) { (record, reader) throws(TableError) in
      guard let truth = texts.code(of: record.text(truth)), let predicted = texts.code(of: record.text(prediction)),
        texts.texts.count <= Self.mostLabels
      else {
        throw .unfit(
          file: columns.file, "column \"\(columns.names[truth].escaped())\" holds no classes; points need labels")
      }
      let horizontal = try number(x, of: record, reader)
      let vertical = try number(y, of: record, reader)
      body(horizontal, vertical, Int(truth), Int(predicted))
    }
    labels = texts.texts
  }

  /// Passes every row of quantities on, NaN where one is missing.
  func forEachRow(
    of reader: inout TableReader, _ body: (_ truth: Double, _ predicted: Double) -> Void
  ) throws(TableError) {
    try forEachRecord(of: &reader) { (record, reader) throws(TableError) in
      let truth = try number(truth, of: record, reader)
      let predicted = try number(prediction, of: record, reader)
      body(truth, predicted)
    }
  }

  private func forEachRecord(
    of reader: inout TableReader, _ body: (Record, borrowing TableReader) throws(TableError) -> Void
  ) throws(TableError) {
    for record in sample { try body(record, reader) }
    var record = Record()
    while try reader.next(&record) { try body(record, reader) }
  }

  private func number(_ field: Int, of record: Record, _ reader: borrowing TableReader) throws(TableError) -> Double {
    if let number = record.double(field) { return number }
    guard MissingSpellings.usual.contain(field, of: record) else {
      throw .notANumber(
        reader.position(of: field, in: record), found: record.text(field), column: columns.names[field])
    }
    return .nan
  }
}
