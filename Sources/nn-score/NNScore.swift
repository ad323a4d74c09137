import ArgumentParser
import ByteStreams
import CSV
import Tables
import ToolSupport

@main
struct NNScore: Tool {
  static let configuration = CommandConfiguration(
    commandName: "nn-score",
    abstract: "Score predictions against the truth.",
    usage: "nn-score [CSV …] [options]",
    discussion: """
      Reads the columns X and predicted_X (and p_LABEL …) that nn-predict
      writes, and writes metric,value. Definitions are scikit-learn's; an
      undefined metric is an empty field.

      Examples:
        nn-predict m.nnm < test.csv | nn-score
        nn-score -m auc,f1 predictions.csv
        nn-score --min auc=0.95 predictions.csv || echo worse
      """,
    version: "nn-score \(suiteVersion)")

  enum View: String, EnumerableFlag {
    case confusion, roc, pr, perClass

    static func help(for value: View) -> ArgumentHelp? {
      switch value {
      case .confusion: "actual,predicted,count instead of the metrics."
      case .roc: "threshold,fpr,tpr instead of the metrics; for two classes."
      case .pr: "threshold,recall,precision instead of the metrics; for two classes."
      case .perClass: "label,precision,recall,f1,support instead of the metrics."
      }
    }
  }

  @Option(
    name: [.customShort("y"), .long],
    help: ArgumentHelp("Column of the truth. (default: the X of predicted_X)", valueName: "column"))
  var truth: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Column of the predicted labels or values. (default: predicted_X)", valueName: "column"))
  var prediction: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Column of row weights.", valueName: "column"))
  var weight: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Metrics to write, in this order. (default: all)", valueName: "list"))
  var metrics: String?

  @Option(
    name: .shortAndLong,
    help: "Of two classes, count the positive one as predicted from this probability on. (default: as predicted)")
  var threshold: Double?

  @Option(help: ArgumentHelp("Exit with 1 unless the metric is at least this; repeatable.", valueName: "metric=value"))
  var min: [Bound] = []

  @Option(help: ArgumentHelp("Exit with 1 unless the metric is at most this; repeatable.", valueName: "metric=value"))
  var max: [Bound] = []

  @Flag var view: View?

  @Option(
    help: ArgumentHelp("bin,mean_p,fraction,count over N bins instead of the metrics; for two classes.", valueName: "n")
  )
  var calibration: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var table: TableOptions

  @Argument(help: ArgumentHelp("Tables of predictions, read as one; none, or -, is standard input.", valueName: "csv"))
  var files: [String] = []

  mutating func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold takes a probability, not \(shown(threshold))")
    }
    if let calibration, !(1...10_000).contains(calibration) {
      throw ValidationError("--calibration takes 1 to 10000 bins, not \(calibration)")
    }
    if calibration != nil, view != nil { throw ValidationError("only one view at a time") }
    if metrics != nil, view != nil || calibration != nil {
      throw ValidationError("--metrics chooses from the table of metrics, and a view takes its place")
    }
    if prediction != nil, truth == nil { throw ValidationError("--prediction needs --truth") }
  }

  func run() throws {
    try refuseTerminal(files, tool: Self.self)
    var reader = try TableReader(table.reader(of: files), header: table.headerRule)
    guard !reader.isEmpty else { throw TableError.noRows(file: reader.columns.file) }
    let found = try predictionColumns(in: reader.columns)
    let weight = try weight.map { try reader.columns.index(of: ByteString($0)) }
    let scores = try Scores(ScoringTable(reading: &reader, columns: found, weight: weight), threshold: threshold)
    let report = try report(scores)
    let unmet = try unmetBound(scores)
    try withOutput(output) { sink in
      var writer = Writer(sink: sink)
      try report.write(to: &writer)
    }
    if let unmet { throw unmet }
  }

  private func predictionColumns(in columns: Columns) throws -> PredictionColumns {
    let truth = try truth.map { try columns.index(of: ByteString($0)) }
    if let truth, let prediction {
      return PredictionColumns(truth: truth, prediction: try columns.index(of: ByteString(prediction)))
    }
    guard let found = try PredictionColumns(in: columns, truth: truth) else {
      let hint = columns.delimiterHint ?? "; name them with -y and -p"
      throw TableError.unfit(file: columns.file, "no pair of columns X and predicted_X\(hint)")
    }
    return found
  }

  private func report(_ scores: Scores) throws -> Report {
    switch view {
    case .confusion: try scores.confusion()
    case .roc: try scores.roc()
    case .pr: try scores.precisionRecall()
    case .perClass: try scores.perClass()
    case nil: try calibration.map(scores.calibration) ?? scores.table(only: metrics.map(list))
    }
  }

  /// The first bound that does not hold.
  private func unmetBound(_ scores: Scores) throws -> ToolError? {
    for (bounds, isLeast) in [(min, true), (max, false)] {
      for bound in bounds {
        guard let value = try scores.value(of: bound.metric), isLeast ? value >= bound.value : value <= bound.value
        else {
          let found = try scores.value(of: bound.metric).map { shown($0) } ?? "undefined"
          return ToolError(
            "\(bound.metric.escaped()) is \(found), not at \(isLeast ? "least" : "most") \(shown(bound.value))",
            status: ExitStatus.unmet)
        }
      }
    }
    return nil
  }
}

/// A metric and the value that it must reach or keep under.
struct Bound: ExpressibleByArgument {
  let metric: ByteString
  let value: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let value = Decimal.double(Array(parts[1].utf8).span) else { return nil }
    metric = ByteString(String(parts[0]))
    self.value = value
  }
}
