import ArgumentParser
import ByteStreams
import CSV
import Metrics
import Scoring
import Tables
import ToolSupport

@main
struct NNScore: Tool {
  static let configuration = CommandConfiguration(
    commandName: "nn-score",
    abstract: "Score predictions against the truth.",
    usage: "nn-score [MODEL] [CSV …] [options]",
    discussion: """
      Reads the columns X and predicted_X (and p_LABEL …) that nn-predict
      writes, or runs MODEL over the table first, and writes metric,value.
      Definitions are scikit-learn's; an undefined metric is an empty field.

      Examples:
        nn-predict m.nnm < test.csv | nn-score
        nn-score m.nnm test.csv
        nn-score --ci 0.95 -m auc,f1 predictions.csv
        nn-score --min auc=0.95 predictions.csv || echo worse
        nn-score --compare old.csv new.csv
      """,
    version: "nn-score \(suiteVersion)")

  static let familiarNames = [
    "model": "nn-score MODEL CSV", "input": "nn-score CSV", "data": "nn-score CSV", "target": "--truth",
    "label": "--truth", "labels": "--truth", "y-true": "--truth", "actual": "--truth", "y-pred": "--prediction",
    "y-score": "--prediction", "predicted": "--prediction", "predictions": "--prediction", "proba": "--prediction",
    "sample-weight": "--weight", "weights": "--weight", "scoring": "--metrics", "cutoff": "--threshold",
    "confusion-matrix": "--confusion", "report": "--per-class", "classification-report": "--per-class",
    "precision-recall": "--pr", "bootstrap": "--ci 0.95", "confidence": "--ci 0.95", "bins": "--calibration",
    "out": "--output", "sep": "--delimiter", "separator": "--delimiter",
  ]

  enum ViewFlag: String, EnumerableFlag {
    case confusion, roc, pr, perClass, compare, importance

    static func help(for value: ViewFlag) -> ArgumentHelp? {
      switch value {
      case .confusion: "actual,predicted,count instead of the metrics."
      case .roc: "threshold,fpr,tpr instead of the metrics; for two classes."
      case .pr: "threshold,recall,precision instead of the metrics; for two classes."
      case .perClass: "label,precision,recall,f1,support instead of the metrics."
      case .compare: "metric,a,b,difference,low,high,p,test of two tables, or of two models."
      case .importance: "feature,mean_drop,sd of a MODEL's metric as each feature is shuffled."
      }
    }

    var view: View? {
      switch self {
      case .confusion: .confusion
      case .roc: .roc
      case .pr: .precisionRecall
      case .perClass: .perClass
      case .compare, .importance: nil
      }
    }
  }

  @Option(
    name: .letter("y"),
    help: ArgumentHelp("Column of the truth, or columns. (default: the X of predicted_X)", valueName: "list"),
    completion: .columns())
  var truth: String?

  @Option(
    name: .letter("p"),
    help: ArgumentHelp(
      "Column of labels, values or probabilities, or columns. (default: predicted_X)", valueName: "list"),
    completion: .columns())
  var prediction: String?

  @Option(
    name: .letter("w"), help: ArgumentHelp("Column of row weights.", valueName: "column"), completion: .column)
  var weight: String?

  @Option(
    name: .letter("m"), help: ArgumentHelp("Metrics to write, in this order. (default: all)", valueName: "list"),
    completion: .list(of: { metricNames }))
  var metrics: String?

  @Option(
    name: .letter("t"),
    help: ArgumentHelp(
      "Of two classes, count the positive one as predicted from this probability on, or from the one best for a metric, as best:f1. (default: as predicted)",
      valueName: "threshold"), completion: .list(ThresholdChoice.bestOnes), transform: ThresholdChoice.init(parsing:))
  var threshold: ThresholdChoice?

  @OptionGroup var bounds: BoundOptions

  @Flag var viewFlag: ViewFlag?

  @Option(
    help: ArgumentHelp("bin,mean_p,fraction,count over N bins instead of the metrics; for two classes.", valueName: "n")
  )
  var calibration: Int?

  @OptionGroup var sampling: SamplingOptions

  @OptionGroup var outputTable: OutputTableOptions

  @Option(
    name: .letter("o"), help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"),
    completion: .tables)
  var output: String?

  @OptionGroup var table: TableOptions
  @OptionGroup var missing: MissingOption
  @OptionGroup var common: QuietOption

  @Argument(
    help: ArgumentHelp("A model, and tables, read as one; none, or -, is standard input.", valueName: "file"),
    completion: .modelsAndTables)
  var files: [String] = []

  mutating func validate() throws {
    if case .value(let threshold) = threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold takes a probability, not \(shown(threshold))")
    }
    if let calibration, !(1...10_000).contains(calibration) {
      throw ValidationError("--calibration takes 1 to 10000 bins, not \(calibration)")
    }
    if calibration != nil, viewFlag != nil { throw ValidationError("only one view at a time") }
    if view != nil || viewFlag == .importance {
      if metrics != nil, viewFlag != .importance {
        throw ValidationError("--metrics chooses from the table of metrics, and a view takes its place")
      }
      if sampling.ci != nil {
        throw ValidationError("--ci adds to the table of metrics, and a view takes its place")
      }
    }
    if viewFlag == .compare, !bounds.isEmpty {
      throw ValidationError("--min and --max are for one table; --compare has two")
    }
    if viewFlag == .importance, case .best = threshold {
      throw ValidationError("--importance takes --threshold as a probability: one is found for rows as they are")
    }
    if prediction != nil, truth == nil { throw ValidationError("--prediction needs --truth") }
  }

  func run() throws {
    try refuseTerminal(files, tool: Self.self)
    try refuseToReplace(files.flatMap(ModelOrTable.paths), by: "the scores", at: output)
    if viewFlag == .compare { return try compare() }
    let input = try Input(files)
    if viewFlag == .importance { return try importance(of: input) }
    let (evaluation, threshold) = try evaluation(of: input)
    let scores = try ScoreTable(evaluation, bootstrap: sampling.ci.map(sampling.bootstrap), threshold: threshold)
    let names = metrics.map(list)
    let report = try view?.report(of: evaluation) ?? scores.report(of: names)
    let unmet = try bounds.unmet(by: scores.value)
    try write(report)
    if view == nil {
      let undefined = try scores.undefined(of: names, unknowable: evaluation.unknowableMetrics)
      if !undefined.isEmpty { diagnostics.say("undefined here, and left empty: \(undefined.joined(separator: ", "))") }
    }
    if let unmet { throw unmet }
  }

  var diagnostics: Diagnostics { Diagnostics(tool: "nn-score", isQuiet: common.quiet) }

  var view: View? { calibration.map { .calibration(bins: $0) } ?? viewFlag?.view }

  func write(_ report: Report) throws {
    try withOutput(output) { sink in
      var writer = Writer(sink: sink)
      try report.write(to: &writer, digits: outputTable.digits, hasHeader: !outputTable.noOutputHeader)
    }
  }
}
