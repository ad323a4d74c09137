import ByteStreams
import Matrices
import ModelFile
import Networks
import Tables
import ToolSupport
import Training
import Workers

/// One call of nn-train that writes a model.
struct TrainingRun {
  let options: NNTrain
  let data: TrainingData
  let settings: Settings
  let log: HistoryLog
  let output: ModelOutput
  let diagnostics: Diagnostics
  let workers: Workers

  /// Trains, writes the model whatever ended the training, and says what became of it.
  ///
  /// - Parameter resumed: the model to go on from.
  func run(resuming resumed: Model?) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let plan = try Plan(
      data, settings: settings, stopping: options.stopping, start: resumed?.network, isLast: true,
      workers: workers)
    let course = plan.begin(workers: workers)
    try resume(course, from: resumed)
    let advice = Advice(plan, options: options)
    tell(plan)
    for warning in advice.before { diagnostics.say(warning) }
    let assembly = ModelAssembly(plan: plan, keepsState: options.mode.keepState)

    if options.verbose {
      diagnostics.note("\(kernelsName) instructions, \(count(workers.count, "thread"))")
    }
    let begin = clock.now
    Interruption.watch()
    try log.begin(plan)
    defer { log.clearProgress() }
    while log.failure == nil, let record = course.next(shouldStop: { Interruption.isRequested }) {
      try log.append(record)
      if let every = options.mode.checkpoint, record.epoch.isMultiple(of: every) {
        try output.save(options.storage.bytes(of: assembly.model(of: course, keepingState: true)))
      }
    }
    try log.end()

    let ending = course.ending ?? .interrupted
    let mayGoOn = ending == .interrupted || ending == .time
    if case .diverged(let epoch) = ending, course.resultRecord == nil { throw diverged(epoch, kept: nil) }
    let bytes = try options.storage.bytes(of: assembly.model(of: course, keepingState: mayGoOn))
    try output.save(bytes)
    if case .diverged(let epoch) = ending { throw diverged(epoch, kept: course.resultRecord) }
    if options.verbose { diagnostics.note("trained in \(shown((clock.now - begin) / .seconds(1), digits: 4)) s") }
    diagnostics.note(
      summary(of: course, ending: ending, bytes: bytes.count, seconds: (clock.now - start) / .seconds(1)))
    for warning in advice.after(course) { diagnostics.say(warning) }
    if let failure = log.failure { throw failure }
    if ending == .interrupted { throw Interrupted() }
  }

  private func resume(_ course: Course, from resumed: Model?) throws {
    guard let resumed else { return }
    let path = shown(path: options.mode.resume ?? "")
    guard resumed.resume != nil else {
      return diagnostics.note("\(path) keeps no state of its training: going on from its weights alone")
    }
    do {
      guard let state = CourseState(resumed, monitor: course.options.monitor) else {
        throw TrainingError.unfitState("it is not one that nn-train has written, or of another --metric")
      }
      try course.resume(state)
      if state.basis != course.basis {
        diagnostics.note(
          "\(path) was trained on other rows, or by another loss: the best epoch is one of those to come")
      }
    } catch let error as TrainingError {
      throw ToolError.badModel("\(path): its state does not fit: \(error)")
    }
  }

  /// What was found in the table, and what is going to be done with it.
  private func tell(_ plan: Plan) {
    let table = data.table
    let targets = table.targetNames.map { $0.escaped() }.joined(separator: ", ")
    diagnostics.note(
      "\(shown(path: table.columns.file)): \(count(table.rows, "row")), \(count(plan.schema.inputs.count, "feature")), "
        + "target \(targets): \(described(plan.schema)) (\(data.reason))")
    if table.dropped > 0 { diagnostics.say("\(count(table.dropped, "row")) left out for a missing value") }
    diagnostics.note(plan.description)
  }

  private func diverged(_ epoch: Int, kept: EpochRecord?) -> ToolError {
    let model = kept.map { "\(output.name) holds the last good network, of epoch \($0.epoch); " } ?? ""
    return ToolError(
      "training diverged in epoch \(epoch): the loss is no longer a number; \(model)\(settings.againstDivergence)",
      status: ExitStatus.diverged)
  }

  private func summary(of course: Course, ending: Ending, bytes: Int, seconds: Double) -> String {
    let monitor = course.options.monitor.name
    func figures(_ figures: Figures, _ measured: Int? = nil, of rows: Int, _ what: String) -> String {
      let metric = figures.metric.map { "\(monitor) \(shownShare($0)), " } ?? ""
      let some = measured.flatMap { $0 < rows ? "\($0) of " : nil } ?? ""
      return "\(metric)loss \(shown(figures.loss, digits: 4)) on \(some)the \(count(rows, what))"
    }
    let file = "\(shown(seconds, digits: 4)) s; model in \(output.name) (\(count(bytes, "byte")))"
    let end = ending.words.map { "\($0); " } ?? ""
    guard let record = course.resultRecord else { return "\(end)untrained; \(file)" }
    let training = figures(record.training, course.measuredRows, of: course.trainingRows, "training row")
    var text = "\(end)epoch \(record.epoch): \(training)"
    if let validation = record.validation {
      text += "; \(figures(validation, of: course.validationRows, "validation row"))"
    }
    return "\(text); \(file)"
  }
}

extension Settings {
  /// What may help where a training diverges.
  var againstDivergence: String {
    "try a lower --rate" + (scaling == .none ? ", or --scale standard" : "")
  }
}

/// Four digits, or as many as it takes for what is below 1 to look so.
private func shownShare(_ value: Double) -> String {
  (4...16).lazy.map { shown(value, digits: $0) }.first { value >= 1 || $0 != "1" } ?? shown(value)
}

extension Ending {
  /// For people; nil where the training came to its planned end.
  fileprivate var words: String? {
    switch self {
    case .epochs, .diverged: nil
    case .converged: "converged"
    case .reached: "reached what was asked for"
    case .patience: "no better epoch for as long as --patience has it"
    case .time: "the time is over; go on with --resume"
    case .interrupted: "interrupted; go on with --resume"
    }
  }
}

/// The task and its labels.
private func described(_ schema: Schema) -> String {
  guard let classes = schema.classes else { return "regression" }
  let labels = classes.labels.prefix(4).map { $0.escaped(limit: 20) }.joined(separator: ", ")
  return "\(schema.task.name), \(classes.labels.count > 4 ? "\(classes.labels.count) labels: \(labels), …" : labels)"
}
