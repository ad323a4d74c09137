import ArgumentParser
import ByteStreams
import CSV
import ModelFile
import Networks
import Tables
import ToolSupport
import Training
import Workers

extension NNTrain {
  /// Reads what there is to read, and does what the options ask for.
  func perform() throws {
    let diagnostics = Diagnostics(tool: "nn-train", isQuiet: common.quiet)
    let tables = files + [stopping.validationTable].compactMap(\.self)
    try refuseToReplace(tables, by: "the model", at: output)
    try refuseToReplace(tables + [mode.resume].compactMap(\.self), by: "the log", at: log)
    let output = try checkedOutput()
    if log != nil, output == nil, mode.folds != nil || mode.tune != nil {
      throw ToolError.usage("--log is of the training that -o asks for")
    }
    if let output, let log, log != "-", AtomicFile.areSame(argumentBytes(of: output.path), argumentBytes(of: log)) {
      throw ToolError.usage("-o and --log need two files")
    }
    // What cannot be written is said before the work, not after it.
    let log = try HistoryLog(
      log, format: outputTable, standardOutputIsTaken: output?.isStandardOutput == true || mode.writesTable,
      showsProgress: progress.isShown(isQuiet: common.quiet))
    try output?.check()
    let resumed = try resumedModel()
    var settings = try settings(resuming: resumed)
    let clock = ContinuousClock()
    let start = clock.now
    let data = try TrainingData(
      self, settings: settings, outputs: network.sizes?.values.last ?? resumed?.network.shape.outputs,
      known: resumed?.schema, workers: threads.workers)
    if verbose { diagnostics.note("read in \(shown((clock.now - start) / .seconds(1), digits: 4)) s") }
    if mode.findRate { return try findRate(data, settings, diagnostics) }
    if mode.dryRun { return try print(Plan(data, settings: settings, stopping: stopping).report) }
    if let count = mode.tune {
      settings = try tune(count, data, settings, diagnostics)
    } else if let folds = mode.folds {
      try crossValidate(folds, data, settings, diagnostics)
    }
    guard let output else { return }
    try TrainingRun(
      options: self, data: data, settings: settings, log: log, output: output, diagnostics: diagnostics,
      workers: threads.workers
    ).run(resuming: resumed)
  }

  private func findRate(_ data: TrainingData, _ settings: Settings, _ diagnostics: Diagnostics) throws {
    if settings.learning.optimizer == .lbfgs {
      throw ToolError.usage("--find-rate is for a rate, and lbfgs finds the length of its steps itself")
    }
    let plan = try Plan(data, settings: settings, stopping: stopping)
    let test = RateRangeTest(
      plan.network, on: plan.training, learning: plan.learning, answer: plan.course.answer, workers: threads.workers)
    var report = Report(["rate", "loss"])
    for point in test.points { report.append(.number(point.rate), .number(point.loss)) }
    try print(report)
    guard let rate = test.suggestion else { return diagnostics.say("the loss falls at no rate") }
    diagnostics.note("the loss falls fastest at a rate of about \(shown(rate, digits: 2))")
  }

  private func crossValidate(
    _ folds: Int, _ data: TrainingData, _ settings: Settings, _ diagnostics: Diagnostics
  ) throws {
    let validation = try CrossValidation(data, settings, stopping: stopping, folds: folds)
    Interruption.watch()
    let results = threads.workers.map(folds) { fold in Result { try validation.scores(settings, fold: fold) } }
    if Interruption.isRequested { throw Interrupted() }
    let scores = try results.map { try $0.get() }
    try print(foldTable(scores))
    let diverged = scores.count { !$0.loss.isFinite }
    if diverged == folds { throw divergedThroughout(settings) }
    if diverged > 0 { diagnostics.say("\(diverged) of \(folds) trainings diverged; \(settings.againstDivergence)") }
  }

  private func divergedThroughout(_ settings: Settings) -> ToolError {
    ToolError("all trainings diverged; \(settings.againstDivergence)", status: ExitStatus.diverged)
  }

  /// The best of `count` settings.
  private func tune(
    _ count: Int, _ data: TrainingData, _ settings: Settings, _ diagnostics: Diagnostics
  ) throws -> Settings {
    let folds = mode.folds ?? min(5, data.table.rows)
    let validation = try CrossValidation(data, settings, stopping: stopping, folds: folds)
    let monitor = try settings.monitor(of: data.answer)
    Interruption.watch()
    let tuning = try Tuning(count, around: settings, given: self, validation, folds: folds, workers: threads.workers)
    try print(tuning.table(monitor))
    if tuning.isDiverged { throw divergedThroughout(settings) }
    return tuning.best
  }

  /// Where the model goes; nil where none is asked for.
  private func checkedOutput() throws -> ModelOutput? {
    guard let path = output else {
      if mode.writesTable { return nil }
      // Not in validate: an option that does not exist is told before it.
      let file = files.last { $0.hasSuffix(".nnm") }.map { shown(path: $0) } ?? "FILE"
      throw ValidationError("say where the model is to go: -o \(file)")
    }
    guard !path.isEmpty else { throw ToolError.usage("-o needs the name of a file") }
    let output = ModelOutput(path: path)
    if output.isStandardOutput, mode.checkpoint != nil {
      throw ToolError.usage("--checkpoint needs a file to save to, and -o - is none")
    }
    if output.isStandardOutput, mode.writesTable {
      throw ToolError.usage("-o - and a table cannot both have standard output")
    }
    return output
  }

  private func resumedModel() throws -> Model? {
    guard let path = mode.resume else { return nil }
    let fixed: [(String, Bool)] = [
      ("--sizes", network.sizes != nil), ("--hidden", network.hidden != nil),
      ("--activation", network.activation != nil), ("--output-activation", network.outputActivation != nil),
      ("--init", network.initializer != nil), ("--target", columns.target != nil),
      ("--features", columns.features != nil), ("--ignore", columns.ignore != nil),
      ("--categorical", columns.categorical != nil), ("--task", columns.task != .auto),
      ("--positive", columns.positive != nil), ("--scale", columns.scale != nil),
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
    if columns.weight == nil { settings.weight = resumed.text["weight"]?.description }
    if learning.classWeight == nil { settings.classWeights = resumed.text["class_weight"]?.description }
    settings.missing = resumed.schema.inputs.first?.missing ?? .fail
    // A model without a state is only a place to begin at: it has had no epochs.
    guard case .integers(let counts)? = resumed.resume?["counts"], let done = counts.first.flatMap(Int.init(exactly:))
    else { return settings }
    if let more = learning.epochs { settings.epochs = done.addingReportingOverflow(more).partialValue }
    guard settings.epochs ?? 0 > done else {
      throw ToolError.usage("the model has had its \(count(done, "epoch")); say with -e how many more")
    }
    return settings
  }

  /// Writes a table to standard output.
  private func print(_ report: Report) throws(StreamError) {
    var writer = Writer(sink: .standardOutput)
    try report.write(to: &writer, digits: outputTable.digits, hasHeader: !outputTable.noOutputHeader)
  }
}
