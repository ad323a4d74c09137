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
    var cells: [(actual: Int32, predicted: Int32, count: Int)] = []
    var record = Record()
    while try reader.next(&record) {
      guard let count = record.double(count).flatMap({ Int(exactly: $0) }), count >= 0 else {
        throw .unexpected(
          reader.position(of: count, in: record), expected: "a whole number of rows", found: record.text(count))
      }
      guard let actual = texts.code(of: record.text(actual)), let predicted = texts.code(of: record.text(predicted)),
        texts.texts.count <= Self.mostLabels
      else { throw .unfit(file: file, "more than \(Self.mostLabels) classes") }
      cells.append((actual, predicted, count))
    }
    guard !cells.isEmpty else { throw .noRows(file: file) }
    let classes = texts.texts.count
    var counts = [Int](repeating: 0, count: classes * classes)
    for cell in cells {
      let (sum, overflow) = counts[Int(cell.actual) * classes + Int(cell.predicted)]
        .addingReportingOverflow(cell.count)
      guard !overflow else { throw .unfit(file: file, "the counts are too large to add up") }
      counts[Int(cell.actual) * classes + Int(cell.predicted)] = sum
    }
    self.labels = texts.texts
    self.counts = counts
  }
}
