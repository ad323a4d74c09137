package import ByteStreams
import CSV
import Synchronization
package import Workers

/// The columns of a table that a training needs, as they were read: numbers unscaled, categories by code.
///
/// Its cells take four bytes each. Copies and selections of a table share them.
package struct TrainingTable: Sendable {
  package let columns: Columns
  package let rows: Int
  /// Rows that were left out since a value was missing.
  package let dropped: Int
  let features: [FeatureColumn]
  let targets: [TargetValues]
  /// How much each row counts, where a column tells.
  let weights: [Double]?
  let cells: TableCells
  /// The rows of `cells` that this table has; nil for all.
  let selection: [Int]?

  /// Reads all rows of a table.
  ///
  /// - Parameter missing: what becomes of a missing feature; with `.drop` a row that lacks a value, of the target too,
  ///   is left out.
  /// - Throws: `.noRows`, the first cell that is not what its column holds, or what is wrong with the roles.
  package init(
    reading reader: inout TableReader, roles options: RoleOptions, missing: MissingRule, spellings: MissingSpellings,
    workers: Workers = .one
  ) throws(TableError) {
    let columns = reader.columns
    guard columns.count > 0 else { throw .noRows(file: columns.file) }
    var collector = TrainingCollector(
      try Roles(options, in: columns), of: columns, missing: missing, spellings: spellings)
    try collector.readHead(of: &reader)
    try collector.readRest(of: &reader, workers: workers)
    guard collector.cells.rows > 0 else {
      guard collector.dropped > 0 else { throw .noRows(file: columns.file) }
      throw .unfit(file: columns.file, "no rows but those left out for a missing value")
    }
    for feature in collector.columns.features where !feature.hasValue { throw .noValues(column: feature.name) }
    if let weights = collector.weights, !weights.contains(where: { $0 > 0 }), let column = collector.columns.weight {
      throw .unfit(file: columns.file, "all weights in column \"\(column.name.escaped())\" are 0")
    }
    self.columns = columns
    rows = collector.cells.rows
    dropped = collector.dropped
    features = collector.columns.features
    targets = collector.targets
    weights = collector.weights
    cells = TableCells(collector.cells)
    selection = nil
  }

  private init(_ table: TrainingTable, rows: [Int]) {
    columns = table.columns
    self.rows = rows.count
    dropped = 0
    features = table.features
    targets = table.targets.map { $0.selecting(rows) }
    weights = table.weights.map { weights in rows.map { weights[$0] } }
    cells = table.cells
    selection = table.selection.map { selection in rows.map { selection[$0] } } ?? rows
  }

  /// The rows of `rows` alone, in their order. A schema learned from them knows the categories and scales of these rows
  /// and the labels of all.
  package func selecting(_ rows: [Int]) -> TrainingTable { TrainingTable(self, rows: rows) }

  /// Per row a number that stands for its label, where there is one column of labels to learn.
  package var labelCodes: [Int]? {
    targets.count == 1 ? targets[0].codes.map { $0.map(Int.init) } : nil
  }

  /// The names of the columns to learn.
  package var targetNames: [ByteString] { targets.map(\.name) }

  /// The names of the columns to learn from.
  package var featureNames: [ByteString] { features.map(\.name) }

  /// The names of those columns to learn from that hold categories.
  package var categoricalNames: [ByteString] { features.filter { $0.isCategorical == true }.map(\.name) }
}

/// A training table while it is read.
private struct TrainingCollector {
  /// The rows from which pivots are chosen, and their bytes at most.
  private static let headRows = 1024
  private static let headBytes = 1 << 20

  private(set) var columns: TrainingColumns
  private(set) var cells: TableCellsInProgress
  private(set) var targets: [TargetValues]
  private(set) var weights: [Double]?
  private(set) var dropped = 0

  init(_ roles: Roles, of table: Columns, missing: MissingRule, spellings: MissingSpellings) {
    columns = TrainingColumns(
      features: roles.features.map {
        FeatureColumn(index: $0, name: table.names[$0], isCategorical: roles.categorical.contains($0) ? true : nil)
      }, targets: roles.targets.map { ($0, table.names[$0]) },
      weight: roles.weight.map { ($0, table.names[$0]) }, missing: missing, spellings: spellings)
    cells = TableCellsInProgress(width: columns.features.count)
    targets = columns.targets.map { TargetValues(index: $0.index, name: $0.name) }
    weights = columns.weight == nil ? nil : []
  }

  /// Reads the first rows, and as many as it takes to learn what every feature holds.
  mutating func readHead(of reader: inout TableReader) throws(TableError) {
    var head: [Record] = []
    var bytes = 0
    var failure: TableError?
    do {
      var record = Record()
      while head.count < Self.headRows, bytes < Self.headBytes, try reader.next(&record) {
        if !columns.drop(record) { columns.decide(by: record) }
        head.append(record.detached())
        bytes += record.raw.count
      }
    } catch {
      // The rows before it may be wrong too.
      failure = error
    }
    columns.choosePivots(from: head.filter { !columns.drop($0) })
    var rows = newRows(capacity: head.count)
    for record in head { try rows.append(record) }
    try append(rows)
    if let failure { throw failure }
    var record = Record()
    while !columns.areDecided, try reader.next(&record) {
      if !columns.drop(record) {
        let isDecided = columns.features.map { $0.isCategorical != nil }
        columns.decide(by: record)
        for (index, wasDecided) in isDecided.enumerated() where !wasDecided {
          if columns.features[index].isCategorical == false {
            columns.features[index].choosePivot(from: [record].compactMap { $0.double(columns.features[index].index) })
          }
        }
      }
      var rows = newRows(capacity: 1)
      try rows.append(record)
      try append(rows)
    }
  }

  /// Reads all other rows.
  mutating func readRest(of reader: inout TableReader, workers: Workers) throws(TableError) {
    let columns = columns
    let haveTexts = Mutex(targets.map { $0.codes != nil })
    try reader.forEachBlock(on: workers) {
      Record()
    } work: { (record, block) -> (rows: TrainingRows, failure: TableError?) in
      var rows = TrainingRows(columns, capacity: block.rowCount, haveTexts: haveTexts.withLock { $0 })
      do throws(TableError) {
        try rows.append(&block, &record)
        return (rows, nil)
      } catch {
        return (rows, error)
      }
    } deliver: { (part) throws(TableError) in
      try append(part.rows)
      haveTexts.withLock { $0 = targets.map { $0.codes != nil } }
      if let failure = part.failure { throw failure }
    }
  }

  private func newRows(capacity: Int) -> TrainingRows {
    TrainingRows(columns, capacity: capacity, haveTexts: targets.map { $0.codes != nil })
  }

  private mutating func append(_ rows: TrainingRows) throws(TableError) {
    var codes: [[Int32]?] = []
    for (place, feature) in columns.features.enumerated() {
      guard feature.isCategorical == true else {
        codes.append(nil)
        continue
      }
      guard let merged = columns.features[place].categories.codes(of: rows.categories[place]) else {
        throw .tooManyCategories(column: feature.name, limit: TextCodes.limit)
      }
      codes.append(merged)
    }
    cells.append(rows.cells(recoded: codes))
    for place in targets.indices { try targets[place].append(rows.targets[place]) }
    weights?.append(contentsOf: rows.weights)
    dropped += rows.dropped
  }
}
