import ByteStreams
import Matrices
import ModelFile
import Networks
import Sampling
import Tables
import ToolSupport
import Training
import Workers

/// The tables of a call, read, and what is to be learned from them.
struct TrainingData: Sendable {
  let table: TrainingTable
  /// A table of rows that only tell how well it goes.
  let validation: TrainingTable?
  let task: Task
  /// For people: why it is this task.
  let reason: String
  private let preparation: PreparationOptions
  /// The schema of a model to go on from.
  private let known: Schema?
  /// The size of the network's last layer, where that is given.
  private let outputs: Int?

  /// Reads the tables. With `known` the columns are those of a model's schema.
  init(_ options: NNTrain, settings: Settings, outputs: Int?, known: Schema?, workers: Workers) throws {
    let columns = options.columns
    var preparation = PreparationOptions()
    preparation.scaling = settings.scaling
    preparation.missing = settings.missing
    preparation.scalesQuantities = (settings.outputActivation ?? .identity) == .identity
    preparation.positive = columns.positive.map { argumentBytes(of: $0) }
    self.preparation = preparation
    self.known = known
    self.outputs = outputs
    func read(_ files: [String], as roles: RoleOptions, known names: [ByteString] = []) throws -> TrainingTable {
      var reader = try TableReader(options.table.reader(of: files), header: options.table.headerRule, known: names)
      do {
        return try TrainingTable(
          reading: &reader, roles: roles, missing: settings.missing, spellings: options.missing.spellings,
          workers: workers)
      } catch {
        // Where nobody asked for the column on the command line, the table is the wrong one.
        guard !names.isEmpty, case .noSuchColumn(let name, let columns) = error else { throw error }
        throw TableError.noSuchFeature(name: name, columns)
      }
    }
    if let known {
      table = try read(options.files, as: RoleOptions(known, weight: settings.weight), known: known.names)
      task = known.task
      reason = "as the model"
    } else {
      table = try read(options.files, as: columns.roles)
      let choice = try TaskChoice.choose(for: table, wanted: columns.task.task, outputs: outputs)
      task = choice.task
      reason = choice.reason
    }
    if task == .regression, columns.positive != nil {
      throw ToolError.usage("--positive is for two classes, and this is a regression (\(reason))")
    }
    let (roles, names) = (RoleOptions(table, weight: settings.weight), table.names)
    validation = try options.stopping.validationTable.map { try read([$0], as: roles, known: names) }
  }

  /// What is learned, as far as figures go by it.
  var answer: Answer {
    switch task {
    case .binary: .twoClasses
    case .multiclass: .classes
    case .regression: .quantities([])
    }
  }

  /// Encodes some rows of the table, by a schema learned from the first of the parts or the known one.
  ///
  /// - Parameter givingUp: whether the table's memory is freed meanwhile, so that no row ever stands there twice.
  func prepare(_ parts: [[Int]?], givingUp: Bool, workers: Workers) throws -> [PreparedTable] {
    let tables = parts.map { rows in rows.map { table.selecting($0) } ?? table }
    var schema = known
    var constantColumns: [ByteString] = []
    if schema == nil {
      let learned = try Schema.learned(task, from: tables[0], options: preparation, workers: workers)
      try learned.schema.checkRepresentable()
      schema = learned.schema
      constantColumns = learned.constantColumns
    }
    guard let schema else { return [] }
    return try PreparedTable.parts(
      tables, by: schema, constantColumns: constantColumns, outputs: outputs, givingUp: givingUp, workers: workers)
  }

  /// Rows in two parts by `share`, of each class alike: those to learn from and those to validate on.
  ///
  /// - Parameter pool: the rows to share out; nil for all.
  func split(
    _ pool: [Int]? = nil, holdingOut share: Double, seed: UInt64
  ) throws -> (training: [Int], validation: [Int]) {
    let pool = pool ?? Array(0..<table.rows)
    let strata = strata.map { strata in pool.map { strata[$0] } }
    var generator = Generator(seed: seed, stream: 2)
    let isHeldOut = testPart(rows: pool.count, fraction: share, strata: strata, generator: &generator)
    let training = zip(pool, isHeldOut).filter { !$0.1 }.map(\.0)
    let validation = zip(pool, isHeldOut).filter(\.1).map(\.0)
    guard !training.isEmpty, !validation.isEmpty else {
      throw ToolError.badData(
        "\(shown(path: table.columns.file)): \(count(pool.count, "row")) are too few to hold out \(shown(share)) of them"
      )
    }
    return (training, validation)
  }

  /// Per row a number for its class; nil for quantities.
  private var strata: [Int]? { task == .regression ? nil : table.labelCodes }

  /// The fold of each row, of each class alike.
  func folds(_ folds: Int, seed: UInt64) throws -> [Int] {
    guard folds <= table.rows else {
      throw ToolError.badData(
        "\(shown(path: table.columns.file)): \(count(table.rows, "row")) are too few for \(folds) folds")
    }
    var generator = Generator(seed: seed, stream: 3)
    return foldNumbers(
      rows: table.rows, folds: folds, strata: strata, generator: &generator)
  }
}

extension RoleOptions {
  /// The columns of a model.
  fileprivate init(_ schema: Schema, weight: String?) {
    self.init()
    self.weight = weight.map { argumentBytes(of: $0) }
    targets = schema.targets.map(\.name)
    features = schema.inputs.map(\.name)
    categorical = schema.inputs.filter(\.isCategorical).map(\.name)
  }

  /// The columns of another table.
  fileprivate init(_ table: TrainingTable, weight: String?) {
    self.init()
    self.weight = weight.map { argumentBytes(of: $0) }
    targets = table.targetNames
    features = table.featureNames
    categorical = table.categoricalNames
  }
}

extension Schema {
  fileprivate var names: [ByteString] { inputs.map(\.name) + targets.map(\.name) }
}

extension TrainingTable {
  fileprivate var names: [ByteString] { featureNames + targetNames }
}

extension Examples {
  /// The rows of a table, which are called `part` and were perhaps drawn at random; `weights` are those of the table, or
  /// others.
  ///
  /// - Throws: bad data where no row counts, of a table whose others do.
  init(_ table: PreparedTable, weights: [Double]?, part: String, drawn isDrawn: Bool) throws {
    if let weights, !weights.contains(where: { $0 > 0 }) {
      throw ToolError.badData(
        "the weights of all \(ToolSupport.count(weights.count, "row")) \(part) are 0"
          + (isDrawn ? "; another --seed draws others" : ""))
    }
    self.init(inputs: table.inputs, targets: table.targets, weights: weights)
  }
}
