import ArgumentParser
import ByteStreams
import ModelFile
import Networks
import Prediction
import Tables
import ToolSupport

/// The options that say what is written of a row, and what is added to it.
struct AddedColumns: ParsableArguments {
  enum Only: String, ExpressibleByArgument, CaseIterable { case label, probability }

  @Option(
    name: .letter("k"),
    help: ArgumentHelp("Columns to pass through: all, none, or a list of names or numbers.", valueName: "list"),
    completion: .columns(or: ["all", "none"]))
  var keep = "all"

  @Option(help: "Write the predicted label or value only, or the probabilities only.")
  var only: Only?

  @Option(
    name: .letter("t"),
    help: "Of two classes, predict the positive one from this probability on. (default: the model's)")
  var threshold: Double?

  @Flag(help: "Write z_LABEL, what goes into the last activation, in place of the probabilities.")
  var raw = false

  @Flag(help: "Add why_FEATURE: the share of each feature in the prediction.")
  var explain = false

  @Flag(help: "Add a_LAYER_UNIT: the value of every unit of the network.")
  var activations = false

  @Option(help: ArgumentHelp("What the names of added columns begin with.", valueName: "text"))
  var prefix = ""

  mutating func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold takes a probability, not \(shown(threshold))")
    }
  }

  func layout(for ensemble: Ensemble) throws -> PredictionLayout {
    let task = ensemble.schema.task
    if let threshold, task != .binary {
      throw ToolError.usage(
        "--threshold \(shown(threshold)) is for two classes, and the model has \(task.name) targets")
    }
    if ensemble.models.count > 1 {
      if raw { throw ToolError.usage("--raw is for one network, not for the mean of several") }
      if activations { throw ToolError.usage("--activations is for one network, not for the mean of several") }
    }
    var layout = PredictionLayout(ensemble.schema, outputs: ensemble.outputs, threshold: threshold)
    layout.label = only != .probability
    layout.scores = only == .label ? nil : raw ? .logits : .probabilities
    if activations { layout.activations = ensemble.models[0].network.shape.layers.map(\.units) }
    layout.explanation = explain
    layout.prefix = ByteString(prefix)
    guard !layout.columnNames.isEmpty else {
      throw ToolError.usage("--only probability is for classes, and the model has \(task.name) targets")
    }
    return layout
  }

  /// The columns to pass through; nil for whole rows.
  func keptColumns(of columns: Columns) throws -> [Int]? {
    switch keep {
    case "all": nil
    case "none": []
    default: try columns.indices(of: list(keep))
    }
  }

  /// A name that stood twice in the output would leave its readers to guess.
  func refuseClash(of layout: PredictionLayout, with passed: [ByteString]) throws {
    var own: Set<ByteString> = []
    if let name = layout.columnNames.first(where: { !own.insert($0).inserted }) {
      throw ToolError.usage("two of the new columns would be named \"\(name.escaped())\"; leave out --explain")
    }
    let passed = Set(passed)
    guard let name = layout.columnNames.first(where: passed.contains) else { return }
    throw ToolError.usage(
      "the table has a column \"\(name.escaped())\" already; give the new ones other names with --prefix, as --prefix new_, or leave it out with --keep"
    )
  }
}
