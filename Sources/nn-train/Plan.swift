import ByteStreams
import CSV
import Matrices
import Networks
import Tables
import ToolSupport
import Training
import Workers

/// One training made ready: where it begins, what it learns from, and how.
struct Plan: Sendable {
  let schema: Schema
  let training: Examples
  let validation: Examples?
  /// Where the training begins.
  let network: Network
  let learning: LearnerOptions
  let course: CourseOptions
  /// With nothing left to decide.
  let settings: Settings
  /// What is wrong with columns, for people.
  let constantColumns: [String]
  let identifiers: [String]

  /// - Parameters:
  ///   - stopping: the goal and the time limit, which are no settings.
  ///   - pool: the rows of this training, of which some may be held out; nil for all.
  ///   - isLast: whether no other plan is made of the data, so that their memory may be given up.
  ///   - start: the network to go on from; nil for a new one.
  init(
    _ data: TrainingData, settings: Settings, stopping: StoppingOptions, pool: [Int]? = nil,
    start: Network? = nil, isLast: Bool = false, workers: Workers = .one
  ) throws {
    var settings = settings
    var rows = pool
    var heldOut: [Int]?
    if data.validation == nil, settings.holdout > 0 {
      let parts = try data.split(pool, holdingOut: settings.holdout, seed: settings.learning.seed)
      rows = parts.training
      heldOut = parts.validation
    }
    let parts = try data.prepare(heldOut.map { [rows, $0] } ?? [rows], givingUp: isLast, workers: workers)
    let prepared = parts[0]
    settings.settle(rows: prepared.inputs.rows, inputs: prepared.inputs.columns)
    self.settings = settings
    let outputs = prepared.targets.columns
    schema = prepared.schema
    constantColumns = prepared.constantColumns.map { $0.escaped() }
    identifiers = prepared.identifiers.map { $0.escaped() }
    training = try Examples(
      prepared, weights: settings.weights(of: prepared), part: "to learn from", drawn: heldOut != nil || pool != nil)
    let validated =
      try data.validation.map { try PreparedTable($0, by: prepared.schema, outputs: outputs, workers: workers) }
      ?? (heldOut == nil ? nil : parts[1])
    validation = try validated.map { try Examples($0, weights: $0.weights, part: "held out", drawn: heldOut != nil) }
    let shape =
      try start?.shape
      ?? shape(
        settings: settings, schema: schema, outputs: outputs,
        file: shown(path: data.table.columns.file))
    learning = try settings.learning(of: shape, schema: schema)
    if learning.loss.isCrossEntropy, let other = training.firstTarget(outside: 0...1) {
      throw ToolError.usage(
        "--loss \(learning.loss.rawValue) is of probabilities, and the target is \(shown(Double(other))) in a row")
    }
    try checkMemory(for: shape, learning: learning)
    var generator = Generator(seed: settings.learning.seed)
    network = start ?? settings.initializer.network(of: shape, generator: &generator)
    course = try settings.course(for: schema, stopping: stopping)
  }

  /// The network and how it learns, for people.
  var description: String {
    let sizes = network.shape.sizes.map(String.init).joined(separator: "-")
    let activations = network.shape.layers.map(\.activation.name)
    return
      "network \(sizes) (\(activations.joined(separator: ", "))), \(count(network.parameters.count, "parameter")); "
      + "\(settings.learning.optimizer.rawValue), rate \(shown(settings.rate)) \(settings.schedule.rawValue), "
      + "\(count(learning.batch(rows: training.count), "row")) a step, at most \(count(course.epochs, "epoch"))"
  }

  /// The plan as `key,value`.
  var report: Report {
    var report = Report(["key", "value"])
    func add(_ key: String, _ value: String) { report.append(.string(key), .string(value)) }
    func row(_ names: [ByteString]) -> String { Dialect().row(names).escaped(limit: .max) }
    add("task", schema.task.name)
    add("rows", "\(training.count)")
    if let validation { add("validation_rows", "\(validation.count)") }
    add("features", "\(schema.inputs.count)")
    add("targets", row(schema.targets.map(\.name)))
    if let classes = schema.classes { add("labels", row(classes.labels)) }
    add("sizes", network.shape.sizes.map(String.init).joined(separator: ","))
    add("activations", network.shape.layers.map(\.activation.name).joined(separator: ","))
    add("parameters", "\(network.parameters.count)")
    add("loss", learning.loss.rawValue)
    add("metric", course.monitor.name)
    add("steps_per_epoch", "\(learning.stepsPerEpoch(rows: training.count))")
    add("options", settings.text)
    return report
  }

  /// The scores on `examples` of a network that this plan has come to.
  func scores(of network: Network, on examples: Examples, workers: Workers = .one) -> Scores {
    network.scores(on: examples, loss: learning.loss, answer: course.answer, workers: workers)
  }

  /// A training of this plan.
  func begin(workers: Workers) -> Course {
    Course(network, on: training, validation: validation, learning: learning, options: course, workers: workers)
  }

  /// The mean of every input of the network over the rows to learn from.
  var inputMeans: [Double] {
    let inputs = training.inputs
    let sums = Accumulator(count: inputs.columns)
    for row in 0..<inputs.rows { sums.add(inputs.rows(row..<row + 1), at: 0, first: row == 0) }
    return (0..<sums.count).map { sums[$0] / Double(inputs.rows) }
  }
}

extension Settings {
  /// How much each row counts, by its own weight and by that of its class; nil where all count alike.
  fileprivate func weights(of prepared: PreparedTable) throws -> [Double]? {
    guard let classWeights = classWeights.flatMap(ClassWeights.init) else { return prepared.weights }
    guard let classes = prepared.schema.classes else {
      throw ToolError.usage("--class-weight is for classes, and this is a regression")
    }
    let byClass = try classWeights.rows(of: prepared.targets, weighing: prepared.weights, classes: classes)
    return prepared.weights.map { zip($0, byClass).map(*) } ?? byClass
  }

  /// How the network learns.
  ///
  /// - Throws: a usage error where loss and last layer do not fit.
  fileprivate func learning(of shape: Shape, schema: Schema) throws -> LearnerOptions {
    var learning = learning
    learning.loss = loss ?? (schema.task == .regression ? .squaredError : Loss(matching: shape.outputActivation))
    guard learning.loss.fits(shape.outputActivation) else {
      throw ToolError.usage(
        "--loss \(learning.loss.rawValue) is not for a last layer that is \(shape.outputActivation.name)")
    }
    if learning.loss == .categoricalCrossEntropy, shape.outputs == 1 {
      throw ToolError.usage(
        "--loss \(learning.loss.rawValue) takes an output for each class, and there is one; see --sizes")
    }
    if let conflict = learning.conflict { throw ToolError.usage(conflict) }
    if learning.labelSmoothing > 0, schema.task == .regression {
      throw ToolError.usage("label smoothing is for classes, and this is a regression")
    }
    return learning
  }

  /// The figure to monitor: the one asked for, or the first that fits.
  func monitor(of answer: Answer) throws -> Monitor {
    let choices = Monitor.choices(for: answer)
    guard let monitor = metric.map({ name in choices.first { $0.name == name } }) ?? choices.first else {
      let names = choices.map(\.name).joined(separator: ", ")
      throw ToolError.usage("\(metric ?? "") is no figure of this task; it has \(names)")
    }
    return monitor
  }

  fileprivate func course(for schema: Schema, stopping: StoppingOptions) throws -> CourseOptions {
    let answer = Answer(of: schema)
    let monitor = try monitor(of: answer)
    var course = CourseOptions(monitor: monitor, answer: answer)
    course.epochs = epochs ?? Settings.defaultEpochs
    course.schedule = Schedule(schedule, rate: rate)
    course.schedule.warmUp = warmup
    course.criterion = criterion
    course.keep = keep
    course.measuredRows = measure == 0 ? nil : measure
    course.stopping.goal = goal
    course.stopping.patience = patience
    course.stopping.minimalDelta = minDelta
    course.stopping.seconds = stopping.maxTime
    return course
  }
}

extension Answer {
  fileprivate init(of schema: Schema) {
    switch schema.task {
    case .binary: self = .twoClasses
    case .multiclass: self = .classes
    case .regression:
      self = .quantities(
        schema.targets.map { target in
          guard case .quantity(let scaling) = target.kind else { return Unit(shift: 0, scale: 1) }
          return Unit(shift: scaling.shift, scale: scaling.scale)
        })
    }
  }
}
