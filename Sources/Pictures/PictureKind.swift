package import ByteStreams
package import Tables

/// What can be drawn. The raw value is its name on the command line.
package enum PictureKind: String, CaseIterable, Sendable {
  case network
  case surface
  case units
  case history
  case rate
  case points
  case regression
  case explanation
  case roc
  case pr
  case calibration
  case confusion
  case importance
  case scores
  case comparison
  case perClass = "per-class"
  case folds
  case tuning

  /// The columns of the table that it is drawn from; none for a picture of a model.
  package var columns: [ByteString] {
    switch self {
    case .network, .surface, .units: []
    case .history: ["epoch", "loss"]
    case .rate: ["rate", "loss"]
    case .points, .regression: ["X", "predicted_X"]
    case .explanation: ["why_X"]
    case .roc: ["fpr", "tpr"]
    case .pr: ["recall", "precision"]
    case .calibration: ["mean_p", "fraction"]
    case .confusion: ["actual", "predicted", "count"]
    case .importance: ["feature", "mean_drop"]
    case .scores: ["metric", "value"]
    case .comparison: ["metric", "difference"]
    case .perClass: ["label", "precision", "recall", "f1"]
    case .folds: ["fold", "metric", "value"]
    case .tuning: ["rank", "trial", "folds", "loss"]
    }
  }

  /// The columns, for people.
  var columnNames: String { columns.map(\.description).joined(separator: ",") }

  /// Whether it can be of one row of a table.
  var showsRow: Bool { self == .network || self == .explanation }

  /// Whether each file is a line of its own in one picture, rather than all of them one table.
  package var drawsEachFile: Bool { self == .history || self == .rate || self == .roc || self == .pr }

  /// What a table is drawn as, if it is not told: the first kind whose columns are there, but for points and regression,
  /// between which the cells decide; nil for a table that is no picture.
  ///
  /// - Throws: a name that two columns of predictions bear.
  package init?(of columns: Columns) throws(TableError) {
    let names = columns.names
    if names.contains("epoch") {
      self = .history
    } else if names.contains(where: { $0.after(PredictionColumns.reason) != nil }) {
      self = .explanation
    } else if try PredictionColumns(in: columns)?.predictions.isEmpty == false {
      self = .points
    } else {
      // One that needs all columns of another stands before it.
      let others: [PictureKind] = [
        .roc, .perClass, .pr, .calibration, .confusion, .importance, .folds, .comparison, .scores, .tuning, .rate,
      ]
      guard let kind = others.first(where: { $0.columns.allSatisfy(names.contains) }) else { return nil }
      self = kind
    }
  }
}
