import ArgumentParser
import ByteStreams
import CSV
import Matrices
import ModelFile
import Networks
import Tables
import ToolSupport
import Training

/// One call of nn-train: table in, model and history out.
struct TrainingRun {
  private let options: NNTrain
  private let settings: Settings
  private let output: String
  private let diagnostics: Diagnostics

  init(_ options: NNTrain, output: String) {
    self.options = options
    self.output = output
    settings = Settings(options.network, options.columns, options.learning)
    diagnostics = Diagnostics(tool: "nn-train", isQuiet: options.common.quiet)
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    // What cannot be written is said before the work, not after it.
    let log = try HistoryLog(options.log, modelOnStandardOutput: output == "-", isQuiet: options.common.quiet)
    try checkOutput()
    let (table, prepared, reason) = try prepare()
    let examples = Examples(inputs: prepared.inputs, targets: prepared.targets)
    let shape = try shape(
      options.network, activations: settings.activations, schema: prepared.schema, outputs: prepared.targets.columns,
      file: shown(path: table.columns.file))
    try checkStep(of: shape, rows: min(settings.batch, examples.count))
    let loss = Loss(matching: shape.outputActivation)
    let trainer = Trainer(loss: loss, options: try trainingOptions(loss, outputs: shape.outputs))
    var generator = Generator(seed: options.learning.seed)
    let network = settings.initializer.network(of: shape, generator: &generator)
    tell(of: table, prepared, reason)
    diagnostics.note(plan(shape, examples: examples, schema: prepared.schema))

    try log.begin(monitor: trainer.options.monitor, epochs: settings.epochs)
    let result = try trainer.train(network, on: examples) { try log.append($0) }
    try log.end()
    if case .diverged(let epoch) = result.ending {
      throw ToolError(
        "training diverged in epoch \(epoch): the loss is no longer a number; try a lower --rate"
          + (settings.scaling == .none ? ", or --scale standard" : ""), status: ExitStatus.diverged)
    }
    let model = model(of: result, schema: prepared.schema, rows: examples.count, loss: loss)
    let bytes = try model.fileBytes()
    try withOutput(output) { try $0.write(bytes) }
    diagnostics.note(
      summary(of: result, rows: table.rows, bytes: bytes.count, seconds: (clock.now - start) / .seconds(1)))
  }

  private func checkOutput() throws {
    guard output == "-" else { return try AtomicFile.check(path: argumentBytes(of: output)) }
    guard isTerminal(1) else { return }
    throw ToolError.usage("a model is no text for a terminal; give -o a file, or a pipe behind -o -")
  }

  /// A step holds an output and a derivative for each of its rows and units.
  private func checkStep(of shape: Shape, rows: Int) throws {
    let most = 1 << 30
    let units = shape.sizes.reduce(0, +)
    guard rows > most / units else { return }
    throw ToolError.usage(
      "a step of \(count(rows, "row")) through \(count(units, "unit")) needs more than 8 GiB; take a smaller --batch")
  }

  private func prepare() throws -> (TrainingTable, PreparedTable, reason: String) {
    let columns = options.columns
    var reader = try TableReader(options.table.reader(of: options.files), header: options.table.headerRule)
    let table = try TrainingTable(
      reading: &reader, roles: columns.roles, missing: settings.missing, spellings: options.missing.spellings)
    let outputs = options.network.sizes?.values.last
    let choice = try TaskChoice.choose(for: table, wanted: columns.task.task, outputs: outputs)
    var preparation = PreparationOptions()
    preparation.scaling = settings.scaling
    preparation.missing = settings.missing
    preparation.positive = columns.positive.map { argumentBytes(of: $0) }
    if choice.task == .regression, columns.positive != nil {
      throw ToolError.usage("--positive is for two classes, and this is a regression (\(choice.reason))")
    }
    let prepared = try PreparedTable(table, task: choice.task, outputs: outputs, options: preparation)
    try prepared.schema.checkRepresentable()
    return (table, prepared, choice.reason)
  }

  /// What was found in the table.
  private func tell(of table: TrainingTable, _ prepared: PreparedTable, _ reason: String) {
    let targets = table.targetNames.map { $0.escaped() }.joined(separator: ", ")
    diagnostics.note(
      "\(shown(path: table.columns.file)): \(count(table.rows, "row")), \(count(prepared.schema.inputs.count, "feature")), "
        + "target \(targets): \(described(prepared.schema)) (\(reason))")
    if table.dropped > 0 { diagnostics.say("\(count(table.dropped, "row")) left out for a missing value") }
    for name in prepared.constantColumns {
      diagnostics.say("column \"\(name.escaped())\" never changes: nothing can be learned from it")
    }
    for name in prepared.identifiers {
      diagnostics.say(
        "column \"\(name.escaped())\" differs from row to row; leave it out with -i if it only names them")
    }
  }

  private func trainingOptions(_ loss: Loss, outputs: Int) throws -> TrainingOptions {
    let choices = Monitor.choices(for: loss, outputs: outputs)
    let learning = options.learning
    let monitor = learning.stopAt?.monitor ?? learning.metric ?? choices[0]
    guard choices.contains(monitor) else {
      let names = choices.map(\.rawValue).joined(separator: ", ")
      throw ToolError.usage("\(monitor.rawValue) is no figure of this task; it has \(names)")
    }
    var training = TrainingOptions(monitor: monitor)
    training.optimizer = settings.optimizer
    training.schedule = settings.schedule
    training.rate = settings.rate
    training.batch = settings.batch
    training.epochs = settings.epochs
    training.shuffle = !learning.noShuffle
    training.seed = learning.seed
    training.stopAt = learning.stopAt?.value
    return training
  }

  private func model(of result: TrainingResult, schema: Schema, rows: Int, loss: Loss) -> Model {
    var text: [ByteString: ByteString] = [
      "tool": ByteString("nn-train \(suiteVersion)"),
      "options": ByteString(
        settings.description(seed: options.learning.seed, shuffle: !options.learning.noShuffle)),
      "loss": ByteString(loss.rawValue),
      "rows": ByteString("\(rows)"),
    ]
    if let best = result.best {
      text["best_epoch"] = ByteString("\(best.epoch)")
      text["best_loss"] = ByteString(shown(best.loss))
      if let metric = best.metric {
        text[ByteString("best_\(result.history.monitor.rawValue)")] = ByteString(shown(metric))
      }
    }
    // Without the seconds: the same training gives the same bytes.
    let history = HistoryTable(
      columns: ["epoch", "rate", "loss", result.history.monitor.rawValue],
      values: result.history.epochs.flatMap { [Double($0.epoch), $0.rate, $0.loss, $0.metric ?? .nan] })
    return Model(schema: schema, network: result.network, text: text, history: history)
  }

  private func plan(_ shape: Shape, examples: Examples, schema: Schema) -> String {
    let sizes = shape.sizes.map(String.init).joined(separator: "-")
    let activations = shape.layers.map(\.activation.name)
    return "network \(sizes) (\(activations.joined(separator: ", "))), \(count(shape.parameterCount, "parameter")); "
      + "\(settings.optimizer.rawValue), rate \(shown(settings.rate)) \(settings.schedule.rawValue), "
      + "\(count(min(settings.batch, examples.count), "row")) a step, at most \(count(settings.epochs, "epoch"))"
  }

  private func summary(of result: TrainingResult, rows: Int, bytes: Int, seconds: Double) -> String {
    let figures = result.best.map { best in
      let metric = best.metric.map { "\(result.history.monitor.rawValue) \(shown($0, digits: 4)), " } ?? ""
      let reached = result.ending == .reached ? " (as asked)" : ""
      return
        "epoch \(best.epoch)\(reached): \(metric)loss \(shown(best.loss, digits: 4)) on the \(count(rows, "training row"))"
    }
    let file = output == "-" ? "stdout" : shown(path: output)
    return "\(figures ?? "untrained"); \(shown(seconds, digits: 4)) s; model in \(file) (\(count(bytes, "byte")))"
  }
}

/// The task and its labels.
private func described(_ schema: Schema) -> String {
  guard let classes = schema.classes else { return "regression" }
  let labels = classes.labels.prefix(4).map { $0.escaped(limit: 20) }.joined(separator: ", ")
  return "\(schema.task.name), \(classes.labels.count > 4 ? "\(classes.labels.count) labels: \(labels), …" : labels)"
}
