import ByteStreams
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

  /// The columns of a table that it is drawn from, as a message names them; nil for a picture of a model.
  package var columns: String? {
    switch self {
    case .network, .surface, .units: nil
    case .history: "epoch,loss"
    case .rate: "rate,loss"
    case .points, .regression: "X,predicted_X"
    case .explanation: "why_X"
    case .roc: "fpr,tpr"
    case .pr: "recall,precision"
    case .calibration: "mean_p,fraction"
    case .confusion: "actual,predicted,count"
    case .importance: "feature,mean_drop"
    case .scores: "metric,value"
    case .comparison: "metric,difference"
    case .perClass: "label,precision,recall,f1"
    case .folds: "fold,metric,value"
    case .tuning: "rank,trial,folds,loss"
    }
  }

  /// Whether each file is a line of its own in one picture, rather than all of them one table.
  package var drawsEachFile: Bool { self == .history || self == .rate || self == .roc || self == .pr }

  /// What a table is drawn as, if it is not told: the first kind whose columns are there, but for points and regression,
  /// between which the cells decide; nil for a table that is no picture.
  package init?(of columns: Columns) {
    func has(_ names: ByteString...) -> Bool { names.allSatisfy(columns.names.contains) }
    let isPrediction = (try? PredictionColumns(in: columns)).flatMap(\.self)?.predictions.isEmpty == false
    if has("epoch") {
      self = .history
    } else if columns.names.contains(where: { $0.bytes.starts(with: Array("why_".utf8)) }) {
      self = .explanation
    } else if isPrediction {
      self = .points
    } else if has("fpr", "tpr") {
      self = .roc
    } else if has("label", "precision", "recall", "f1") {
      self = .perClass
    } else if has("recall", "precision") {
      self = .pr
    } else if has("mean_p", "fraction") {
      self = .calibration
    } else if has("actual", "predicted", "count") {
      self = .confusion
    } else if has("feature", "mean_drop") {
      self = .importance
    } else if has("fold", "metric", "value") {
      self = .folds
    } else if has("metric", "difference") {
      self = .comparison
    } else if has("metric", "value") {
      self = .scores
    } else if has("rank", "trial", "folds", "loss") {
      self = .tuning
    } else if has("rate", "loss") {
      self = .rate
    } else {
      return nil
    }
  }
}
