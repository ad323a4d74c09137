import ArgumentParser
import ByteStreams
import CSV
import Explanation
import ModelFile
import Prediction
import Tables
import ToolSupport
import Workers

@main
struct NNPredict: Tool {
  static let configuration = CommandConfiguration(
    commandName: "nn-predict",
    abstract: "Run a model over a table, row by row.",
    usage: "nn-predict MODEL [CSV …] [options]",
    discussion: """
      Every row comes out as it went in, followed by predicted_TARGET and, for
      classes, by a probability p_LABEL for each. Features are found by name in
      any order, or without a header by position. The target is not needed.

      Examples:
        nn-predict m.nnm < test.csv
        nn-predict m.nnm --keep none --only probability test.csv
        nn-predict m.nnm --explain test.csv
        nn-predict -N --no-output-header m.nnm < part-00017
      """,
    version: "nn-predict \(suiteVersion)")

  static let familiarNames = [
    "model": "nn-predict MODEL CSV", "input": "nn-predict MODEL CSV", "data": "nn-predict MODEL CSV",
    "proba": "--only probability", "probability": "--only probability", "probabilities": "--only probability",
    "predict-proba": "--only probability", "logits": "--raw", "shap": "--explain", "out": "--output",
    "cutoff": "--threshold", "sep": "--delimiter", "separator": "--delimiter", "columns": "--keep",
  ]

  @OptionGroup var added: AddedColumns
  @OptionGroup var rules: RowRules

  @OptionGroup var outputTable: OutputTableOptions

  @Flag(help: "Hand each row to the next program by itself.")
  var lineBuffered = false

  @Option(
    name: .letter("o"), help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"),
    completion: .tables)
  var output: String?

  @OptionGroup var table: TableOptions
  @OptionGroup var threads: ThreadsOption
  @OptionGroup var common: QuietOption

  @Argument(
    help: ArgumentHelp("The model, made by nn-train; or several with commas, to be averaged.", valueName: "model"),
    completion: .models)
  var model: String?

  @Argument(
    help: ArgumentHelp("Tables, read as one; none, or -, is standard input.", valueName: "csv"),
    completion: .tables)
  var files: [String] = []

  mutating func validate() throws {
    if model == "-", files.isEmpty || files.contains("-") {
      throw ValidationError("the model and the table cannot both come from standard input")
    }
  }

  func run() throws {
    try refuseTerminal(files, tool: Self.self)
    // Not in validate: an option that does not exist is told before it.
    guard let operand = model else { throw ValidationError("name the model to run") }
    try refuseToReplace(ModelOrTable.paths(operand), by: "the predictions", at: output)
    let first = try ModelOrTable(operand)
    if !first.isModel, let model = files.first(where: { $0.hasSuffix(".nnm") }) {
      throw ToolError.badModel(
        "\(shown(path: operand)): not a model; the model goes first: nn-predict \(shown(path: model)) \(shown(path: operand))"
      )
    }
    let ensemble = try first.readEnsemble(
      note: Diagnostics(tool: "nn-predict", isQuiet: common.quiet).note)
    var layout = try added.layout(for: ensemble)
    layout.digits = outputTable.digits
    let reader = try TableReader(
      table.reader(of: files), header: table.headerRule, known: ensemble.schema.inputs.map(\.name))
    guard !reader.isEmpty else { return try withOutput(output) { _ in } }
    let kept = try added.keptColumns(of: reader.columns)
    try added.refuseClash(of: layout, with: kept.map { $0.map { reader.columns.names[$0] } } ?? reader.columns.names)
    let plan = PredictionPlan(
      layout: layout, kept: kept, columns: reader.columns.count, dialect: table.dialect(for: files),
      badRow: rules.onError,
      encoders: try rules.encoders(for: ensemble, of: reader))
    try withOutput(output) { sink in
      var stream = PredictionStream(reader, plan: plan, ensemble: ensemble, workers: threads.workers)
      stream.isLineBuffered = lineBuffered
      if layout.explanation {
        stream.makeExplainer = try explainer(of: ensemble).forNextThread
      }
      do {
        if reader.hasHeader && !outputTable.noOutputHeader { try stream.writeHeader(to: sink) }
        tell(try stream.run(to: sink))
      } catch let error as PredictionError {
        throw error.cause
      }
    }
  }

  private func explainer(of ensemble: Ensemble) throws -> Explainer {
    do {
      return try Explainer(ensemble, threads: threads.workers.count)
    } catch {
      let model = ensemble.models.count == 1 ? "the model" : "model \(error.model + 1)"
      throw ToolError.badModel(
        "--explain: \(model) does not tell the means of its inputs, which predictions are compared with; train it anew")
    }
  }

  private func tell(_ tally: PredictionTally) {
    let diagnostics = Diagnostics(tool: "nn-predict", isQuiet: common.quiet)
    if let first = tally.firstUnseen {
      diagnostics.note(
        "\(count(tally.unseen, "cell")) held categories that the model does not know; the first: \(first)")
    }
    if let first = tally.firstBlank {
      diagnostics.say("\(count(tally.blank, "row")) left blank; the first: \(first)")
    }
  }
}
