import ByteStreams
import CSV
import Matrices
package import Prediction
package import Tables
package import Workers

/// The rows of a table that a model has run over, beside their truths.
package struct ModelRows: Sendable {
  /// What stands in the columns that the model predicts.
  enum Truth: Sendable {
    /// Per row the index of the label.
    case labels([Int32])
    /// `rows × targets`.
    case quantities([Double])

    fileprivate mutating func append(_ later: Truth) {
      // What is there is moved out and back, so that it is added to and not copied.
      switch self {
      case .labels(var own):
        guard case .labels(let other) = later else { return }
        self = .labels([])
        own += other
        self = .labels(own)
      case .quantities(var own):
        guard case .quantities(let other) = later else { return }
        self = .quantities([])
        own += other
        self = .quantities(own)
      }
    }
  }

  let ensemble: Ensemble
  private(set) var truth: Truth
  /// `rows × outputs`.
  private(set) var outputs: [Float] = []
  private(set) var weights: [Double]?
  /// Per model what its network read, in pieces (`rows of the piece × inputs`), where it is kept.
  private(set) var inputs: [[Matrix]]
  private var hasHandedOver = false
  /// Cells that named a category unknown to the model, and the first of them.
  package private(set) var unseen = 0
  package private(set) var firstUnseen: TableError?

  /// The number of rows.
  package var count: Int { outputs.count / ensemble.outputs }

  private init(_ ensemble: Ensemble, isWeighted: Bool) {
    self.ensemble = ensemble
    truth = ensemble.schema.classes == nil ? .quantities([]) : .labels([])
    weights = isWeighted ? [] : nil
    inputs = ensemble.models.map { _ in [] }
  }

  /// Runs a model over all rows.
  ///
  /// - Parameters:
  ///   - encoders: one for each model of the ensemble.
  ///   - truths: the fields of the true labels or values.
  ///   - keepsInputs: whether what the networks read is kept, for other runs over it.
  ///   - overflow: is handed rows of two classes as they come, where rows do not weigh differently.
  package init(
    _ ensemble: Ensemble, reading reader: inout TableReader, encoders: [RowEncoder], truths: [Int], weight: Int?,
    keepsInputs: Bool, overflow: inout some TwoClassOverflow, workers: Workers
  ) throws(TableError) {
    self.init(ensemble, isWeighted: weight != nil)
    let forward = EnsembleForward(ensemble, threads: workers.count)
    let plan = Plan(
      empty: self, truths: TruthReader(ensemble.schema, fields: truths, reader.columns), weight: weight,
      names: reader.columns.names, keepsInputs: keepsInputs)
    var rows = self
    var thread = 0
    try reader.forEachBlock(
      on: workers,
      state: {
        defer { thread += 1 }
        return Runner(
          plan: plan, forward: forward, batch: RowBatch(forward, thread: thread, encoders: encoders))
      },
      work: { runner, block in runner.run(&block) },
      deliver: { (result) throws(TableError) in
        rows.append(try result.get())
        try rows.handOver(to: &overflow)
      })
    guard rows.count > 0 || rows.hasHandedOver else { throw .noRows(file: reader.columns.file) }
    self = rows
  }

  /// Hands the rows over once they are many.
  private mutating func handOver(to overflow: inout some TwoClassOverflow) throws(TableError) {
    guard count >= overflow.rowsAtOnce, weights == nil, ensemble.schema.classes?.labels.count == 2,
      case .twoClasses(_, let truth, let predicted, let probability?) = table.content
    else { return }
    hasHandedOver = true
    self.truth = .labels([])
    outputs = []
    do {
      try overflow.take(TwoClassRows(truth: truth, predicted: predicted, probability: probability))
    } catch {
      throw .csv(.stream(error))
    }
  }

  private mutating func append(_ later: ModelRows) {
    truth.append(later.truth)
    outputs += later.outputs
    if let more = later.weights { weights?.append(contentsOf: more) }
    for model in inputs.indices { inputs[model] += later.inputs[model] }
    unseen += later.unseen
    if firstUnseen == nil { firstUnseen = later.firstUnseen }
  }

  /// What the threads share.
  private struct Plan: Sendable {
    let empty: ModelRows
    let truths: TruthReader
    let weight: Int?
    let names: [ByteString]
    let keepsInputs: Bool
  }

  /// One thread's runs.
  private struct Runner {
    let plan: Plan
    let forward: EnsembleForward
    /// Without a row.
    let batch: RowBatch
    var record = Record()
    /// Where the rows of the batch stand; a block is of one file.
    var lines: [Int] = []
    var file = ""

    mutating func run(_ block: inout TableBlock) -> Result<ModelRows, TableError> {
      var (rows, batch) = (plan.empty, batch)
      do throws(TableError) {
        while try block.next(&record) {
          try batch.append(record)
          if lines.isEmpty { file = record.file }
          lines.append(record.line)
          try plan.truths.append(record, to: &rows.truth)
          if let weight = plan.weight { rows.weights?.append(try record.weight(weight, names: plan.names)) }
          if batch.isFull { try run(&batch, into: &rows) }
        }
        try run(&batch, into: &rows)
      } catch {
        return .failure(error)
      }
      (rows.unseen, rows.firstUnseen) = batch.takeUnseen()
      return .success(rows)
    }

    private mutating func run(_ batch: inout RowBatch, into rows: inout ModelRows) throws(TableError) {
      guard batch.count > 0 else { return }
      let (places, outputs) = batch.run()
      defer { lines.removeAll(keepingCapacity: true) }
      if !outputs.dot(outputs).isFinite,
        let row = lines.indices.first(where: { row in (0..<outputs.columns).contains { !outputs[row, $0].isFinite } })
      {
        throw .noPrediction(Position(file: file, line: lines[row]))
      }
      rows.outputs += outputs.elements
      guard plan.keepsInputs else { return }
      for (model, inputs) in forward.inputs.enumerated() {
        let kept = Matrix(rows: places.count, columns: inputs.columns)
        kept.assign(inputs.rows(places))
        rows.inputs[model].append(kept)
      }
    }
  }
}

/// Reads the columns that a model predicts.
private struct TruthReader: Sendable {
  private let fields: [Int]
  private let labels: TextCodes?
  private let names: [ByteString]

  init(_ schema: Schema, fields: [Int], _ columns: Columns) {
    self.fields = fields
    labels = schema.classes.map { TextCodes($0.labels) }
    names = columns.names
  }

  func append(_ record: Record, to truth: inout ModelRows.Truth) throws(TableError) {
    switch truth {
    case .labels(var codes):
      truth = .labels([])
      guard let labels else { return }
      codes.append(try labels.knownCode(of: fields[0], in: record))
      truth = .labels(codes)
    case .quantities(var values):
      truth = .quantities([])
      for field in fields { values.append(try record.number(field, names: names)) }
      truth = .quantities(values)
    }
  }
}
