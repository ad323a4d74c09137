import ByteStreams
import CSV
import Tables

/// How many rows of each true label were given each predicted one.
struct ConfusionTable: Sendable {
  /// In the order in which they first came.
  let labels: [ByteString]
  /// `labels × labels`, the true ones down.
  let counts: [Int]

  private static let mostLabels = 1000

  /// Reads all rows, one a cell; of cells that come more than once, the sum.
  init(reading reader: inout TableReader, actual: Int, predicted: Int, count: Int) throws(TableError) {
    let file = reader.columns.file
    var texts = TextCodes()
    /// By the codes of the true and of the predicted label.
    var cells: [SIMD2<Int32>: Int] = [:]
    var record = Record()
    while try reader.next(&record) {
      guard let count = record.double(count).flatMap({ Int(exactly: $0) }), count >= 0 else {
        throw .unexpected(
          record.position(of: count), expected: "a whole number of rows", found: record.text(count))
      }
      guard let actual = texts.code(of: record.text(actual)), let predicted = texts.code(of: record.text(predicted)),
        texts.texts.count <= Self.mostLabels
      else { throw .unfit(file: file, "more than \(Self.mostLabels) classes") }
      let (sum, overflow) = cells[SIMD2(actual, predicted), default: 0].addingReportingOverflow(count)
      guard !overflow else { throw .unfit(file: file, "the counts are too large to add up") }
      cells[SIMD2(actual, predicted)] = sum
    }
    guard !cells.isEmpty else { throw .noRows(file: file) }
    let classes = texts.texts.count
    var counts = [Int](repeating: 0, count: classes * classes)
    for (cell, count) in cells { counts[Int(cell[0]) * classes + Int(cell[1])] = count }
    self.labels = texts.texts
    self.counts = counts
  }
}
