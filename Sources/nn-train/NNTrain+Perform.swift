import ArgumentParser
import ByteStreams
import ModelFile
import Networks
import Tables
import ToolSupport
import Training

extension NNTrain {
  /// Reads what there is to read, and does what the options ask for.
  func perform() throws {
    let diagnostics = Diagnostics(tool: "nn-train", isQuiet: common.quiet)
    let output = try checkedOutput()
    // What cannot be written is said before the work, not after it.
    let log = try HistoryLog(
      log, standardOutputIsTaken: output?.isStandardOutput == true,
      showsProgress: progress.isShown(isQuiet: common.quiet))
    try output?.check()
    let resumed = try resumedModel()
    let settings = try settings(resuming: resumed)
    let data = try TrainingData(
      self, settings: settings, outputs: network.sizes?.values.last ?? resumed?.network.shape.outputs,
      known: resumed?.schema)
    guard let output else { return }
    try TrainingRun(
      options: self, data: data, settings: settings, log: log, output: output, diagnostics: diagnostics,
      workers: threads.workers
    ).run(resuming: resumed)
  }

  /// Where the model goes; nil where none is asked for.
  private func checkedOutput() throws -> ModelOutput? {
    // Not in validate: an option that does not exist is told before it.
    guard let path = output else { throw ValidationError("say where the model is to go: -o FILE") }
    let output = ModelOutput(path: path)
    if output.isStandardOutput, mode.checkpoint != nil {
      throw ToolError.usage("--checkpoint needs a file to save to, and -o - is none")
    }
    return output
  }

  private func resumedModel() throws -> Model? {
    guard let path = mode.resume else { return nil }
    let fixed: [(String, Bool)] = [
      ("--sizes", network.sizes != nil), ("--hidden", network.hidden != nil),
      ("--activation", network.activation != nil), ("--init", network.initializer != nil),
      ("--target", columns.target != nil), ("--features", columns.features != nil),
      ("--ignore", columns.ignore != nil), ("--categorical", columns.categorical != nil),
      ("--task", columns.task != .auto), ("--positive", columns.positive != nil), ("--scale", columns.scale != nil),
      ("--missing", columns.missing != nil), ("--preset", learning.preset != nil),
    ]
    if let option = fixed.first(where: \.1)?.0 {
      throw ToolError.usage("\(option) is decided by the model that --resume goes on from")
    }
    return try readModel(path).model
  }

  /// The settings, with those of the model to go on from.
  private func settings(resuming resumed: Model?) throws -> Settings {
    var settings = Settings(self)
    guard let resumed else { return settings }
    settings.take(resumed.text["options"]?.description ?? "", under: self)
    settings.missing = resumed.schema.inputs.first?.missing ?? .fail
    // A model without a state is only a place to begin at: it has had no epochs.
    guard case .integers(let counts)? = resumed.resume?["counts"], let done = counts.first.flatMap(Int.init(exactly:))
    else { return settings }
    if let more = learning.epochs { settings.epochs = done.addingReportingOverflow(more).partialValue }
    guard settings.epochs > done else {
      throw ToolError.usage("the model has had its \(done) epochs; say with -e how many more")
    }
    return settings
  }
}
