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
  private let spellings: MissingSpellings
  private let ahead: RowsAhead
  /// What spells a missing value and is a label all the same, since it stands among the truths and the predictions; but an
  /// empty cell is none.
  private let labelsThatSpellMissing: Set<ByteString>

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
    axes: (x: Int, y: Int)? = nil, spellings: MissingSpellings = .usual
  ) throws(TableError) {
    columns = reader.columns
    self.spellings = spellings
    guard predictions.truths.count == 1, predictions.predictions.count == 1 else {
      let found = predictions.predictions.count
      throw .unfit(
        file: columns.file,
        found > 1
          ? "a picture is of one prediction, and the table has \(found)"
          : "points need one target with its predicted_ column")
    }
    (truth, prediction) = (predictions.truths[0], predictions.predictions[0])
    ahead = try RowsAhead(of: &reader)
    let sample = ahead.records
    guard !sample.isEmpty else { throw .noRows(file: columns.file) }
    let (truth, prediction) = (truth, prediction)
    func spelled(_ field: Int) -> Set<ByteString> {
      Set(sample.filter { spellings.contain(field, of: $0) }.map { $0.text(field) })
    }
    labelsThatSpellMissing = spelled(truth).intersection(spelled(prediction)).subtracting([""])

    let areQuantities = Self.areQuantities(sample, truth, prediction, spellings)
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
    let features = predictions.others(in: columns).filter { Self.beginsWithNumbers($0, sample, spellings) }
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
  private static func beginsWithNumbers(
    _ field: Int, _ sample: [Record], _ spellings: MissingSpellings
  ) -> Bool {
    for record in sample where !spellings.contain(field, of: record) { return record.double(field) != nil }
    return false
  }

  private static func areQuantities(
    _ sample: [Record], _ truth: Int, _ prediction: Int, _ spellings: MissingSpellings
  ) -> Bool {
    var truths: Set<Double> = []
    var predictions: Set<Double> = []
    for record in sample {
      for (field, isTruth) in [(truth, true), (prediction, false)] where !spellings.contain(field, of: record) {
        guard let number = record.double(field) else { return false }
        if isTruth { truths.insert(number) } else { predictions.insert(number) }
      }
    }
    let areWhole = truths.union(predictions).allSatisfy { $0 == $0.rounded() }
    return !truths.isEmpty && !(areWhole && truths.union(predictions).count <= mostNumberedLabels)
  }

  /// Passes every row of classes on that has both labels: the values of the two columns, NaN where they are missing, and
  /// the codes of the true and the predicted label.
  mutating func forEachRow(
    of reader: inout TableReader, x: Int, y: Int,
    _ body: (_ x: Double, _ y: Double, _ truth: Int, _ predicted: Int) -> Void
  ) throws(TableError) {
    var texts = TextCodes()
    try ahead.forEachRow(of: &reader) { (record) throws(TableError) in
      guard isLabel(truth, of: record), isLabel(prediction, of: record) else { return }
      guard let truth = texts.code(of: record.text(truth)), let predicted = texts.code(of: record.text(prediction)),
        texts.texts.count <= Self.mostLabels
      else {
        throw .unfit(
          file: columns.file, "column \"\(columns.names[truth].escaped())\" holds no classes; points need labels")
      }
      let horizontal = try number(x, of: record)
      let vertical = try number(y, of: record)
      body(horizontal, vertical, Int(truth), Int(predicted))
    }
    labels = texts.texts
  }

  private func isLabel(_ field: Int, of record: Record) -> Bool {
    !spellings.contain(field, of: record) || labelsThatSpellMissing.contains(record.text(field))
  }

  /// Passes every row of quantities on, NaN where one is missing.
  func forEachRow(
    of reader: inout TableReader, _ body: (_ truth: Double, _ predicted: Double) -> Void
  ) throws(TableError) {
    try ahead.forEachRow(of: &reader) { (record) throws(TableError) in
      let truth = try number(truth, of: record)
      let predicted = try number(prediction, of: record)
      body(truth, predicted)
    }
  }

  /// The number in a field, NaN where it is missing.
  private func number(_ field: Int, of record: Record) throws(TableError) -> Double {
    if spellings.contain(field, of: record) { return .nan }
    return try record.number(field, names: columns.names)
  }
}
