package import ByteStreams
import CSV

/// The columns of a table that a training needs, as they were read: numbers unscaled, categories by code.
package struct TrainingTable: Sendable {
  package let columns: Columns
  package let rows: Int
  /// Rows that were left out since a value was missing.
  package let dropped: Int
  let features: [FeatureColumn]
  let targets: [TargetValues]

  /// Reads all rows of a table.
  ///
  /// - Parameter missing: what becomes of a missing feature; with `.drop` a row that lacks a value, of the target too,
  ///   is left out.
  /// - Throws: `.noRows`, the first cell that is not what its column holds, or what is wrong with the roles.
  package init(
    reading reader: inout TableReader, roles options: RoleOptions, missing: MissingRule, spellings: MissingSpellings
  ) throws(TableError) {
    let columns = reader.columns
    guard columns.count > 0 else { throw .noRows(file: columns.file) }
    let roles = try Roles(options, in: columns)
    var features = roles.features.map {
      FeatureColumn(index: $0, name: columns.names[$0], isCategorical: roles.categorical.contains($0) ? true : nil)
    }
    var targets = roles.targets.map { TargetValues(index: $0, name: columns.names[$0]) }
    var record = Record()
    var rows = 0
    var dropped = 0
    while try reader.next(&record) {
      if missing == .drop, (roles.features + roles.targets).contains(where: { spellings.contain($0, of: record) }) {
        dropped += 1
        continue
      }
      for index in features.indices {
        try features[index].append(record, reader: reader, missing: missing, spellings: spellings)
      }
      for index in targets.indices { try targets[index].append(record, reader: reader, spellings: spellings) }
      rows += 1
    }
    guard rows > 0 else { throw .noRows(file: columns.file) }
    for feature in features where !feature.hasValue { throw .noValues(column: feature.name) }
    self.columns = columns
    self.rows = rows
    self.dropped = dropped
    self.features = features
    self.targets = targets
  }

  private init(_ table: TrainingTable, rows: [Int]) {
    columns = table.columns
    self.rows = rows.count
    dropped = 0
    features = table.features.map { $0.selecting(rows) }
    targets = table.targets.map { $0.selecting(rows) }
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
