import ArgumentParser
import ByteStreams
import CSV
import ModelFile
import Tables
import ToolSupport

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
        nn-predict -N --no-output-header m.nnm < part-00017
      """,
    version: "nn-predict \(suiteVersion)")

  enum Only: String, ExpressibleByArgument, CaseIterable { case label, probability }

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Columns to pass through: all, none, or a list of names or numbers.", valueName: "list"))
  var keep = "all"

  @Option(help: "Write the predicted label or value only, or the probabilities only.")
  var only: Only?

  @Option(
    name: .shortAndLong,
    help: "Of two classes, predict the positive one from this probability on. (default: the model's)")
  var threshold: Double?

  @Option(help: "What becomes of a category that the training never saw; zero: it is none of the known ones.")
  var unseen = UnseenRule.zero

  @Flag(help: "Write no header.")
  var noOutputHeader = false

  @Option(help: "Significant digits of a number. (default: the shortest text that reads back)")
  var digits: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var table: TableOptions
  @OptionGroup var missing: MissingOption
  @OptionGroup var common: QuietOption

  @Argument(help: ArgumentHelp("The model, made by nn-train.", valueName: "model"))
  var model: String?

  @Argument(help: ArgumentHelp("Tables, read as one; none, or -, is standard input.", valueName: "csv"))
  var files: [String] = []

  mutating func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold takes a probability, not \(shown(threshold))")
    }
    if let digits, !(1...17).contains(digits) { throw ValidationError("--digits takes 1 to 17, not \(digits)") }
    if model == "-", files.isEmpty || files.contains("-") {
      throw ValidationError("the model and the table cannot both come from standard input")
    }
  }

  func run() throws {
    try refuseTerminal(files, tool: Self.self)
    // Not in validate: an option that does not exist is told before it.
    guard let path = model else { throw ValidationError("name the model to run") }
    let model = try readModel(path).model
    if let threshold, model.schema.task != .binary {
      throw ToolError.usage(
        "--threshold \(threshold) is for two classes, and the model has \(model.schema.task.name) targets")
    }
    let reader = try TableReader(
      table.reader(of: files), header: table.headerRule, known: model.schema.inputs.map(\.name))
    var layout = PredictionLayout(model.schema, threshold: threshold)
    layout.label = only != .probability
    layout.probabilities = only != .label
    layout.digits = digits
    guard !reader.isEmpty else { return try withOutput(output) { _ in } }
    let kept = try keptColumns(of: reader.columns)
    try refuseClash(layout.columnNames, with: kept.map { $0.map { reader.columns.names[$0] } } ?? reader.columns.names)
    let encoder: RowEncoder
    do {
      encoder = try RowEncoder(
        schema: model.schema, columns: reader.columns, hasHeader: reader.hasHeader, spellings: missing.spellings,
        unseen: unseen)
    } catch {
      // The table is sound; it is not the one that the model was made for.
      throw ToolError.badModel("\(error)")
    }
    let dialect = table.dialect(for: files)
    try withOutput(output) { sink in
      var stream = PredictionStream(
        model: model, reader: reader, encoder: encoder, layout: layout, kept: kept,
        writer: Writer(sink: sink, dialect: dialect))
      if reader.hasHeader && !noOutputHeader { try stream.writeHeader() }
      try stream.run()
      if let first = stream.firstUnseen {
        Diagnostics(tool: "nn-predict", isQuiet: common.quiet).note(
          "\(count(stream.unseen, "cell")) held categories that the model does not know; the first: \(first)")
      }
    }
  }

  /// A name that stood twice in the output would leave its readers to guess.
  private func refuseClash(_ added: [ByteString], with passed: [ByteString]) throws {
    guard let name = added.first(where: passed.contains) else { return }
    throw ToolError.usage("the table has a column \"\(name.escaped())\" already; leave it out with --keep")
  }

  /// The columns to pass through; nil for whole rows.
  private func keptColumns(of columns: Columns) throws -> [Int]? {
    switch keep {
    case "all": nil
    case "none": []
    default: try columns.indices(of: list(keep))
    }
  }
}

extension UnseenRule: ExpressibleByArgument {}
