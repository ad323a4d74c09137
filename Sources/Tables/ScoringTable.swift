package import ByteStreams
import CSV

/// Truths and predictions as plain numbers, ready for the metrics.
package struct ScoringTable: Sendable {
  package enum Content: Sendable {
    /// Per row the index of the true and of the predicted label, and `rows × labels` probabilities. Either of the last
    /// two may be missing.
    case classes(labels: [ByteString], truth: [Int], predicted: [Int]?, probabilities: [Double]?)
    /// `rows × targets` each.
    case quantities(targets: Int, truth: [Double], predicted: [Double])
  }

  package let rows: Int
  package let content: Content
  /// One a row, where a column of weights was asked for.
  package let weights: [Double]?

  /// Reads all rows.
  ///
  /// Without columns of probabilities the task follows from the cells. A column that the user named holds probabilities
  /// of the positive class if the truth has two values at most and all predictions are in 0 … 1. Else there are classes
  /// if one cell is no number, or if all truths are whole, at most 20 of them differ and every prediction is one of them.
  package init(
    reading reader: inout TableReader, columns: PredictionColumns, weight: Int?
  ) throws(TableError) {
    var cells = ScoringCells(columns)
    var weights: [Double] = []
    var record = Record()
    while try reader.next(&record) {
      try cells.append(record, reader: reader)
      if let weight { weights.append(try number(weight, of: record, reader, atLeast: 0)) }
    }
    guard cells.rows > 0 else { throw .noRows(file: reader.columns.file) }
    rows = cells.rows
    content = try cells.content()
    self.weights = weight == nil ? nil : weights
  }
}

/// The cells of a table of predictions, while it is not yet known whether they are classes.
private struct ScoringCells {
  let columns: PredictionColumns
  private(set) var rows = 0
  private var probabilities: [Double] = []
  private var texts = TextCodes()
  private var truthTexts: Set<ByteString> = []
  private var truthCodes: [Int32]? = []
  private var predictedCodes: [Int32]? = []
  private var truthNumbers: [Double]? = []
  private var predictedNumbers: [Double]? = []
  private let labelIndex: [ByteString: Int]
  private var truthIndices: [Int] = []
  private var predictedIndices: [Int] = []

  init(_ columns: PredictionColumns) {
    self.columns = columns
    labelIndex = Dictionary(uniqueKeysWithValues: zip(columns.labels, columns.labels.indices))
  }

  private var hasProbabilities: Bool { !columns.probabilities.isEmpty }

  mutating func append(_ record: Record, reader: borrowing TableReader) throws(TableError) {
    rows += 1
    guard hasProbabilities else { return try appendValues(record, reader) }
    truthIndices.append(try label(columns.truths[0], of: record, reader))
    for field in columns.predictions { predictedIndices.append(try label(field, of: record, reader)) }
    for field in columns.probabilities { probabilities.append(try number(field, of: record, reader, atLeast: 0)) }
  }

  private func label(_ field: Int, of record: Record, _ reader: borrowing TableReader) throws(TableError) -> Int {
    guard let index = labelIndex[record.text(field)] else {
      let known = columns.labels.prefix(5).map { $0.escaped(limit: 20) }.joined(separator: ", ")
      throw .unexpected(
        reader.position(of: field, in: record), expected: "one of the labels \(known)", found: record.text(field))
    }
    return index
  }

  private mutating func appendValues(_ record: Record, _ reader: borrowing TableReader) throws(TableError) {
    for (fields, isTruth) in [(columns.truths, true), (columns.predictions, false)] {
      for field in fields {
        let code = texts.code(of: record.text(field))
        let number = record.double(field)
        if isTruth {
          if let code { truthCodes?.append(code) } else { truthCodes = nil }
          if truthTexts.count <= 2 { truthTexts.insert(record.text(field)) }
          if let number { truthNumbers?.append(number) } else { truthNumbers = nil }
        } else {
          if let code { predictedCodes?.append(code) } else { predictedCodes = nil }
          if let number { predictedNumbers?.append(number) } else { predictedNumbers = nil }
        }
        guard number != nil || (truthCodes != nil && predictedCodes != nil) else {
          throw .notANumber(
            reader.position(of: field, in: record), found: record.text(field), column: reader.columns.names[field])
        }
      }
    }
  }

  func content() throws(TableError) -> ScoringTable.Content {
    if hasProbabilities {
      return .classes(
        labels: columns.labels, truth: truthIndices, predicted: predictedIndices.isEmpty ? nil : predictedIndices,
        probabilities: probabilities)
    }
    if columns.areNamed, let predictedNumbers, let labels = positiveAndNegative,
      predictedNumbers.allSatisfy((0...1).contains)
    {
      let positive = texts.texts.firstIndex(of: labels[1]).map { Int32($0) }
      return .classes(
        labels: labels, truth: (truthCodes ?? []).map { $0 == positive ? 1 : 0 }, predicted: nil,
        probabilities: predictedNumbers.flatMap { [1 - $0, $0] })
    }
    if let truthNumbers, let predictedNumbers, !areClasses(truthNumbers, predictedNumbers) {
      return .quantities(targets: columns.truths.count, truth: truthNumbers, predicted: predictedNumbers)
    }
    guard columns.truths.count == 1, let truthCodes, let predictedCodes else {
      throw .target("the columns are neither numbers nor the labels of one target")
    }
    let labels = ordered(texts.texts)
    let places = places(of: texts.texts, in: labels)
    return .classes(
      labels: labels, truth: truthCodes.map { places[Int($0)] }, predicted: predictedCodes.map { places[Int($0)] },
      probabilities: nil)
  }

  /// The two labels of the truth, the positive one second. Of 0 and 1 one alone will do.
  private var positiveAndNegative: [ByteString]? {
    guard truthCodes != nil else { return nil }
    if truthTexts.isSubset(of: ["0", "1"]) { return ["0", "1"] }
    return truthTexts.count == 2 ? ordered(Array(truthTexts)) : nil
  }

  private func areClasses(_ truth: [Double], _ predicted: [Double]) -> Bool {
    guard columns.truths.count == 1, truth.allSatisfy({ $0 == $0.rounded() }) else { return false }
    let values = Set(truth)
    return values.count <= 20 && predicted.allSatisfy(values.contains)
  }
}

private func number(
  _ field: Int, of record: Record, _ reader: borrowing TableReader, atLeast least: Double
) throws(TableError) -> Double {
  guard let number = record.double(field) else {
    throw .notANumber(
      reader.position(of: field, in: record), found: record.text(field), column: reader.columns.names[field])
  }
  guard number >= least else {
    throw .unexpected(
      reader.position(of: field, in: record), expected: "a number that is not negative", found: record.text(field))
  }
  return number
}
