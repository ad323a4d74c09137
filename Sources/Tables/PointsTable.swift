package import ByteStreams
import CSV

/// Rows with two coordinates, a true class and a predicted one: what a picture of right and wrong points needs.
package struct PointsTable: Sendable {
  package let xName: ByteString
  package let yName: ByteString
  /// One a row; NaN where it is missing.
  package let x: [Double]
  package let y: [Double]
  /// In the order of labels, so that a class has its colour whatever row comes first.
  package let labels: [ByteString]
  /// One a row, an index into `labels`.
  package let truth: [Int]
  package let predicted: [Int]

  /// More classes than anyone can tell apart.
  private static let mostLabels = 1000
  /// Numbers of more values than this are quantities, unless they come with probabilities.
  private static let mostNumberedLabels = 30

  /// Reads all rows. Without `axes` they are the first two columns that begin with numbers and are no part of the
  /// predictions.
  package init(
    reading reader: inout TableReader, columns predictions: PredictionColumns, axes: (x: Int, y: Int)?
  ) throws(TableError) {
    let columns = reader.columns
    guard predictions.truths.count == 1, predictions.predictions.count == 1 else {
      throw .unfit(file: columns.file, "points need one target with its predicted_ column")
    }
    let (target, prediction) = (predictions.truths[0], predictions.predictions[0])
    var candidates = (axes.map { [$0.x, $0.y] } ?? predictions.others(in: columns)).map { AxisColumn(field: $0) }
    var texts = TextCodes()
    var truthCodes: [Int32] = []
    var predictedCodes: [Int32] = []
    var record = Record()
    while try reader.next(&record) {
      for index in candidates.indices { candidates[index].append(record, reader: reader) }
      guard let truth = texts.code(of: record.text(target)), let predicted = texts.code(of: record.text(prediction)),
        texts.texts.count <= Self.mostLabels
      else {
        throw .unfit(
          file: columns.file, "column \"\(columns.names[target].escaped())\" holds no classes; points need labels")
      }
      truthCodes.append(truth)
      predictedCodes.append(predicted)
    }
    guard !truthCodes.isEmpty else { throw .noRows(file: columns.file) }
    if predictions.probabilities.isEmpty, texts.texts.count > Self.mostNumberedLabels,
      texts.texts.allSatisfy({ Decimal.double($0.bytes.span) != nil })
    {
      throw .unfit(file: columns.file, "\(columns.names[target].escaped()) is a quantity; points are for classes")
    }
    if axes == nil { candidates.removeAll { !$0.beginsWithNumbers } }
    guard candidates.count >= 2 else {
      throw .unfit(file: columns.file, "points need two numeric features beside the target")
    }
    if let fault = candidates[0].fault ?? candidates[1].fault { throw fault }
    xName = columns.names[candidates[0].field]
    yName = columns.names[candidates[1].field]
    x = candidates[0].values
    y = candidates[1].values
    labels = ordered(texts.texts)
    let places = places(of: texts.texts, in: labels)
    truth = truthCodes.map { places[Int($0)] }
    predicted = predictedCodes.map { places[Int($0)] }
  }
}

/// A column that may become an axis.
private struct AxisColumn {
  let field: Int
  private(set) var values: [Double] = []
  /// The first cell that is neither a number nor missing.
  private(set) var fault: TableError?
  /// Whether a number stands above any fault: a column of text has none there.
  private(set) var beginsWithNumbers = false

  init(field: Int) { self.field = field }

  mutating func append(_ record: Record, reader: borrowing TableReader) {
    let number = record.double(field)
    values.append(number ?? .nan)
    guard fault == nil else { return }
    if number != nil {
      beginsWithNumbers = true
    } else if !MissingSpellings.usual.contain(field, of: record) {
      fault = .notANumber(
        reader.position(of: field, in: record), found: record.text(field), column: reader.columns.names[field])
    }
  }
}
