import ArgumentParser
import ByteStreams
import CSV
import ModelFile
import Networks
import Tables
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
      """,
    version: "nn-info \(suiteVersion)")

  enum View: String, EnumerableFlag {
    case layers, schema, history, weights, check

    static func help(for value: View) -> ArgumentHelp? {
      switch value {
      case .layers: "A row a layer: sizes, activation, range and spread of its parameters."
      case .schema: "A row a column: role, kind, scale, categories or labels."
      case .history: "The training table, a row an epoch."
      case .weights: "layer,from,to,weight for every weight and bias."
      case .check: "Check every byte; print nothing; exit with 4 if one is wrong."
      }
    }
  }

  @Flag var view: View?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"))
  var output: String?

  @Argument(help: ArgumentHelp("The model; - is standard input.", valueName: "model"))
  var model: String?

  func run() throws {
    guard let path = model else {
      try refuseTerminal([], tool: Self.self)
      throw ValidationError("name the model to tell of")
    }
    let (model, facts) = try readModel(path)
    if view == .check { return }
    try withOutput(output) { sink in
      var writer = Writer(sink: sink)
      switch view {
      case nil: try summary(of: model, facts).write(to: &writer)
      case .layers: try layerTable(of: model).write(to: &writer)
      case .schema: try schemaTable(of: model).write(to: &writer)
      case .weights: try weightTable(of: model).write(to: &writer)
      case .history:
        guard let history = model.history else { throw ToolError.badModel("\(path): it holds no history") }
        try historyTable(history).write(to: &writer)
      case .check: break
      }
    }
  }
}
