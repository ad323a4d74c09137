package import ByteStreams

/// Which columns a user names for what; the rest follows.
package struct RoleOptions: Sendable {
  /// The columns to learn; the last one that is not ignored, if none is named.
  package var targets: [ByteString] = []
  /// The columns to learn from; all others, if none is named.
  package var features: [ByteString] = []
  package var ignored: [ByteString] = []
  /// Features whose cells are categories even where they look like numbers.
  package var categorical: [ByteString] = []
  /// The column that tells how much each row counts; no feature then.
  package var weight: ByteString?

  package init() {}
}

/// What each column of a table is used for, by index.
struct Roles: Equatable {
  var features: [Int]
  var targets: [Int]
  var categorical: Set<Int>
  var weight: Int?

  init(_ options: RoleOptions, in columns: Columns) throws(TableError) {
    var ignored = Set(try columns.indices(of: options.ignored))
    if let name = options.weight {
      let index = try columns.index(of: name)
      // Neither a feature nor a target.
      guard ignored.insert(index).inserted else { throw .columnUsedTwice(name: columns.names[index]) }
      weight = index
    }
    var targets = try columns.indices(of: options.targets)
    let named = try columns.indices(of: options.features)
    let chosen = Set(named)
    if targets.isEmpty, let last = (0..<columns.count).last(where: { !ignored.contains($0) && !chosen.contains($0) }) {
      targets = [last]
    }
    let learned = Set(targets)
    for index in targets + named where ignored.contains(index) { throw .columnUsedTwice(name: columns.names[index]) }
    for index in named where learned.contains(index) { throw .columnUsedTwice(name: columns.names[index]) }
    let features =
      named.isEmpty ? (0..<columns.count).filter { !ignored.contains($0) && !learned.contains($0) } : named
    guard !features.isEmpty else { throw .noFeatures(columns) }
    // A name that the model is to find again must be one column's alone.
    for index in features + targets { _ = try columns.index(named: columns.names[index]) }
    self.features = features
    self.targets = targets
    categorical = Set(try columns.indices(of: options.categorical))
    let used = Set(features)
    for index in categorical where !used.contains(index) { throw .notAFeature(columns.names[index]) }
  }
}
