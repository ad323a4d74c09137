import ArgumentParser
import ByteStreams
import CSV
import ModelFile
import ToolSupport

@main
struct NNInfo: Tool {
  static let configuration = CommandConfiguration(
    commandName: "nn-info",
    abstract: "Tell what a model is.",
    usage: "nn-info MODEL [options]",
    discussion: """
      Writes key,value rows, or one of the views below, as CSV to standard output.

      Examples:
        nn-info m.nnm
        nn-info --layers m.nnm
        nn-info --check m.nnm && echo sound
        nn-info --compare other.nnm m.nnm
        nn-info --recode f16 -o small.nnm m.nnm
      """,
    version: "nn-info \(suiteVersion)")

  enum View: String, EnumerableFlag {
    case layers, schema, history, weights, json, check

    static func help(for value: View) -> ArgumentHelp? {
      switch value {
      case .layers: "A row a layer: sizes, activation, range and spread of its parameters."
      case .schema: "A row a column: role, kind, scale, categories or labels."
      case .history: "The training table, a row an epoch."
      case .weights: "layer,from,to,weight for every weight and bias."
      case .json: "All but the weights, as JSON."
      case .check: "Check every byte; print nothing; exit with 4 if one is wrong."
      }
    }
  }

  @Flag var view: View?

  @Option(
    help: ArgumentHelp("A row for all that differs from OTHER; exit with 1 if something does.", valueName: "other"),
    completion: .models)
  var compare: String?

  @Option(help: ArgumentHelp("Write the model again, its weights stored as TYPE.", valueName: "type"))
  var recode: ScalarType?

  @Flag(help: "With --recode: compress nothing.")
  var store = false

  @Option(
    name: .letter("o"), help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"),
    completion: .file(extensions: ["nnm", "csv", "json"]))
  var output: String?

  @Argument(
    help: ArgumentHelp("The model; - is standard input.", valueName: "model"), completion: .models)
  var model: String?

  func run() throws {
    guard let path = model else {
      try refuseTerminal([], tool: Self.self)
      throw ValidationError("name the model to tell of")
    }
    try checkOptions(path)
    // Stored again, a model may take its own place.
    if recode == nil { try refuseToReplace([path, compare].compactMap(\.self), by: "the table", at: output) }
    let (model, facts) = try readModel(path)
    if let recode { return try write(model, as: recode) }
    if let compare { return try tellDifferences(of: (model, facts), path, from: compare) }
    if view == .check { return }
    try withOutput(output) { sink in
      if view == .json { return try sink.write(document(of: model, facts).document) }
      var writer = Writer(sink: sink)
      switch view {
      case .layers: try layerTable(of: model).write(to: &writer)
      case .schema: try schemaTable(of: model).write(to: &writer)
      case .weights: try writeWeights(of: model, to: &writer)
      case .history:
        guard let history = model.history else {
          throw ToolError.badModel("\(shown(path: path)): it holds no history")
        }
        try historyTable(history).write(to: &writer)
      default: try summary(of: model, facts).write(to: &writer)
      }
    }
  }

  private func checkOptions(_ path: String) throws {
    let wanted =
      [view.map { "--\($0.rawValue)" }, compare.map { _ in "--compare" }, recode.map { _ in "--recode" }]
      .compactMap { $0 }
    guard wanted.count < 2 else { throw ValidationError("\(wanted[0]) and \(wanted[1]) exclude each other") }
    guard recode != nil || !store else { throw ValidationError("--store is for --recode") }
    guard view != .check || output == nil else { throw ValidationError("--check writes nothing; leave out -o") }
    guard path != "-" || compare != "-" else { throw ValidationError("only one model can be standard input") }
    if recode != nil, output == nil || output == "-", isTerminal(1) {
      throw ToolError.usage("a model is no text for a terminal; give -o a file")
    }
  }

  /// Writes the model again. The state of a training belongs to the very weights that it left, and does not outlive
  /// their rounding.
  private func write(_ model: Model, as scalar: ScalarType) throws {
    var model = model
    if !scalar.isExact { model.resume = nil }
    let bytes = try model.fileBytes(as: ModelStorage(scalar: scalar, isStored: store))
    try withOutput(output) { try $0.write(bytes) }
  }

  private func tellDifferences(of first: (Model, ModelFileFacts), _ path: String, from other: String) throws {
    let differences = differences(of: first, from: try readModel(other))
    try withOutput(output) { sink in
      var writer = Writer(sink: sink)
      try differences.write(to: &writer)
    }
    guard differences.rows.isEmpty else {
      throw ToolError("\(shown(path: path)) and \(shown(path: other)) differ", status: ExitStatus.unmet)
    }
  }
}
