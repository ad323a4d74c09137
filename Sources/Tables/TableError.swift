package import ByteStreams
package import CSV

/// What is wrong with a table, or with what was asked of it.
package enum TableError: Error, CustomStringConvertible {
  case csv(CSVError)
  /// No row, or a header only.
  case noRows(file: String)
  /// The header of a further file differs from that of the first.
  case headersDiffer(file: String, first: String)
  /// A column that was asked for.
  case noSuchColumn(name: ByteString, Columns)
  /// A column that the model was trained on.
  case noSuchFeature(name: ByteString, Columns)
  /// A name that two columns bear.
  case ambiguousColumn(name: ByteString, file: String)
  /// A column that is to be categorical and is no feature.
  case notAFeature(ByteString)
  /// A column with two roles.
  case columnUsedTwice(name: ByteString)
  /// No column is left to learn from.
  case noFeatures(Columns)
  case notANumber(Position, found: ByteString, column: ByteString)
  /// A cell that is not what its column holds.
  case unexpected(Position, expected: String, found: ByteString)
  /// Over what a Float can hold.
  case tooLarge(Position, found: ByteString)
  /// A cell without a value; `remedy` is an option that would help.
  case missing(Position, column: ByteString, remedy: String? = nil)
  /// A row of which a network makes no number.
  case noPrediction(Position)
  case unseenCategory(Position, found: ByteString, column: ByteString)
  /// A feature of which not one cell has a value.
  case noValues(column: ByteString)
  /// More categories than a column can have.
  case tooManyCategories(column: ByteString, limit: Int)
  /// More numbers than an encoded table may have: mostly a column of identifiers taken for categories.
  case tooWide(rows: Int, width: Int, what: String)
  /// A target that cannot be learned as asked.
  case target(String)
  /// A table that does not hold what is to be read from it.
  case unfit(file: String, String)
  /// A headerless table whose width fits neither the features nor the features and the target.
  case width(file: String, found: Int, features: Int, targets: Int)

  package var description: String {
    switch self {
    case .csv(let error): return error.description
    case .noRows(let file): return "\(shown(file)): no rows"
    case .headersDiffer(let file, let first): return "\(shown(file)): its header differs from that of \(shown(first))"
    case .noSuchColumn(let name, let columns):
      return "\(shown(columns.file)): no column \"\(name.escaped())\"\(columns.hint(to: name))"
    case .noSuchFeature(let name, let columns):
      return
        "\(shown(columns.file)): no column \"\(name.escaped())\", which the model needs\(columns.hint(to: name))"
    case .ambiguousColumn(let name, let file):
      return "\(shown(file)): two columns are named \"\(name.escaped())\"; rename one of them"
    case .notAFeature(let name): return "column \"\(name.escaped())\" is no feature, so it has no categories"
    case .columnUsedTwice(let name): return "column \"\(name.escaped())\" is named twice, or for two uses"
    case .noFeatures(let columns):
      return "\(shown(columns.file)): no column is left as a feature\(columns.delimiterHint ?? "")"
    case .notANumber(let position, let found, let column):
      return "\(position): expected a number in column \"\(column.escaped())\", found \"\(found.escaped())\""
    case .unexpected(let position, let expected, let found):
      return "\(position): expected \(expected), found \"\(found.escaped())\""
    case .tooLarge(let position, let found):
      return "\(position): expected a number that 32 bits can hold, found \"\(found.escaped())\""
    case .missing(let position, let column, let remedy):
      return "\(position): column \"\(column.escaped())\" has no value\(remedy.map { "; \($0)" } ?? "")"
    case .noPrediction(let position):
      return "\(position): no number comes out of the model; the row is too far from those of its training"
    case .unseenCategory(let position, let found, let column):
      return
        "\(position): column \"\(column.escaped())\" never held \"\(found.escaped())\" in training"
    case .noValues(let column): return "column \"\(column.escaped())\" has no value at all; leave it out with -i"
    case .tooManyCategories(let column, let limit):
      return "column \"\(column.escaped())\" has more than \(limit) categories; leave it out with -i"
    case .tooWide(let rows, let width, let what):
      return "\(rows) rows would feed \(width) \(what) each; leave out columns of identifiers with -i"
    case .target(let message): return message
    case .unfit(let file, let message): return "\(shown(file)): \(message)"
    case .width(let file, let found, let features, let targets):
      return
        "\(shown(file)): \(found) columns without a header; expected \(features) features, or \(features + targets) with the target"
    }
  }
}

private func shown(_ file: String) -> String { ByteString.escape(file.utf8, limit: 200) }
