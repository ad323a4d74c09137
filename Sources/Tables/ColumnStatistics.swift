import CKernels
import Matrices
import Workers

/// What is to be known of every column of a table's cells, to fit scales: of numbers as they are stored, so that no
/// large offset costs digits, and no square overflows.
struct ColumnStatistics: Sendable {
  /// Of the cells that are not missing.
  private(set) var count: [Double]
  private(set) var sum: [Double]
  private(set) var lowest: [Float]
  private(set) var highest: [Float]

  private init(width: Int) {
    count = [Double](repeating: 0, count: width)
    sum = count
    lowest = [Float](repeating: .infinity, count: width)
    highest = [Float](repeating: -.infinity, count: width)
  }

  /// The statistics of all rows of a table, summed over pieces of rows in their order.
  init(of table: TrainingTable, workers: Workers) {
    self.init(width: table.cells.width)
    let pieces = workers.map(table.pieces) { piece in
      var part = ColumnStatistics(width: table.cells.width)
      table.forEachRow(of: piece) { part.add($0) }
      return part
    }
    for part in pieces { add(part) }
  }

  private mutating func add(_ row: Span<Float>) {
    precondition(row.count == count.count)
    unsafe row.withUnsafeBufferPointer { row in
      guard let cells = row.baseAddress else { return }
      unsafe nn_add_statistics(row.count, cells, &count, &sum, &lowest, &highest)
    }
  }

  private mutating func add(_ other: ColumnStatistics) {
    for column in count.indices {
      count[column] += other.count[column]
      sum[column] += other.sum[column]
      lowest[column] = min(lowest[column], other.lowest[column])
      highest[column] = max(highest[column], other.highest[column])
    }
  }

  /// Per column the sum of the squared distances of its cells from `centers`.
  static func squares(of table: TrainingTable, around centers: [Double], workers: Workers) -> [Double] {
    let pieces = workers.map(table.pieces) { piece in
      var squares = [Double](repeating: 0, count: centers.count)
      table.forEachRow(of: piece) { row in
        precondition(row.count == centers.count)
        unsafe row.withUnsafeBufferPointer { row in
          guard let cells = row.baseAddress else { return }
          unsafe nn_add_squares(row.count, cells, centers, &squares)
        }
      }
      return squares
    }
    return pieces.reduce(into: [Double](repeating: 0, count: centers.count)) { sum, part in
      for column in sum.indices { sum[column] += part[column] }
    }
  }
}
