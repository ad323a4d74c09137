import ByteStreams
import Metrics
import ModelFile
import Prediction
import Scoring
import Tables
import ToolSupport

extension NNScore {
  /// The rows of an input made ready, and the threshold that was found for them.
  func evaluation(of input: Input) throws -> (Evaluation, threshold: Double?) {
    guard sampling.ci == nil else { return try evaluation(of: heldTable(of: input), from: input) }
    let fixed = threshold?.fixed
    var tally = ScoreTally(folder: ByteString(temporaryFolder), threshold: fixed, workers: sampling.workers)
    let table = try scoringTable(of: input, overflow: &tally)
    return try checked(Evaluation(table, threshold: fixed, after: tally, workers: sampling.workers), of: input)
  }

  /// The same of rows that were read, and will be asked for many samples.
  func evaluation(of table: consuming ScoringTable, from input: Input) throws -> (Evaluation, threshold: Double?) {
    let evaluation = Evaluation(
      table, threshold: threshold?.fixed, isAskedOften: true, workers: sampling.workers)
    return try checked(evaluation, of: input)
  }

  /// All rows of an input.
  func heldTable(of input: Input) throws -> ScoringTable {
    var none = NoOverflow()
    return try scoringTable(of: input, overflow: &none)
  }

  /// Rows that can be asked for what is wanted, at the threshold that is best for them where one is to be found.
  private func checked(_ evaluation: Evaluation, of input: Input) throws -> (Evaluation, threshold: Double?) {
    var evaluation = evaluation
    try check(evaluation, of: input)
    guard case .best(let criterion)? = threshold else { return (evaluation, nil) }
    guard let best = try evaluation.applyBestThreshold(by: criterion) else {
      throw ToolError.badData("no threshold is best by \(criterion.rawValue): it is undefined at each")
    }
    return (evaluation, best)
  }

  /// Refuses rows of which no metric is defined where more than the metrics is asked for, and a threshold without the
  /// probabilities of two classes.
  func check(_ evaluation: Evaluation, of input: Input) throws {
    if case .undefined = evaluation.content, threshold != nil || view != nil || viewFlag != nil {
      throw ToolError.badData("\(shown(path: input.table)): all weights are 0, or a number is not finite")
    }
    guard threshold == nil || evaluation.hasProbabilitiesOfTwoClasses else {
      throw ToolError.usage("--threshold needs the probabilities of two classes")
    }
  }

  private func scoringTable(of input: Input, overflow: inout some TwoClassOverflow) throws -> ScoringTable {
    if input.model != nil { return try modelRows(of: input, keepsInputs: false, overflow: &overflow).table }
    var reader = try tableReader(of: input)
    let columns = try predictionColumns(in: reader.columns)
    return try ScoringTable(
      reading: &reader, columns: columns, weight: weightField(in: reader.columns), overflow: &overflow,
      workers: sampling.workers)
  }

  private func tableReader(of input: Input, known: [ByteString] = []) throws -> TableReader {
    let reader = try TableReader(input.reader(table.dialect(for: input.tables)), header: table.headerRule, known: known)
    guard !reader.isEmpty else { throw TableError.noRows(file: reader.columns.file) }
    return reader
  }

  private func weightField(in columns: Columns) throws -> Int? {
    try weight.map { try columns.index(of: argumentBytes(of: $0)) }
  }

  /// Runs the model of an input over its tables.
  func modelRows(
    of input: Input, keepsInputs: Bool, overflow: inout some TwoClassOverflow
  ) throws -> ModelRows {
    guard let model = input.model else { throw ToolError.usage("--importance needs a MODEL before the table") }
    if prediction != nil { throw ToolError.usage("--prediction is for tables of predictions; here a model makes them") }
    let ensemble = try model.readEnsemble(note: diagnostics.note)
    try refuseTerminal(input.tables, tool: Self.self)
    var reader = try tableReader(of: input, known: ensemble.schema.inputs.map(\.name))
    let encoders = try encoders(of: ensemble.models.map(\.schema), for: reader, spellings: missing.spellings)
    let truths = try truthFields(of: encoders[0], in: reader.columns)
    let rows = try ModelRows(
      ensemble, reading: &reader, encoders: encoders, truths: truths, weight: weightField(in: reader.columns),
      keepsInputs: keepsInputs, overflow: &overflow, workers: sampling.workers)
    if let first = rows.firstUnseen {
      diagnostics.note(
        "\(count(rows.unseen, "cell")) held categories that the model does not know; the first: \(first)")
    }
    return rows
  }

  /// The fields of what a model predicts.
  private func truthFields(of encoder: RowEncoder, in columns: Columns) throws -> [Int] {
    let targets = encoder.schema.targets
    if let truth {
      let fields = try columns.indices(of: list(truth))
      guard fields.count == targets.count else {
        throw ToolError.usage("\(count(fields.count, "column")) in --truth, but the model predicts \(targets.count)")
      }
      return fields
    }
    return try zip(targets, encoder.targetFields).map { target, field in
      guard let field else {
        throw ToolError.badModel(
          "\(shown(path: columns.file)): no column \"\(target.name.escaped())\" to hold the model's predictions against; name it with -y"
        )
      }
      return field
    }
  }

  private func predictionColumns(in columns: Columns) throws -> PredictionColumns {
    let truths = try truth.map { try columns.indices(of: list($0)) }
    if let truths, let prediction {
      let predictions = try columns.indices(of: list(prediction))
      guard truths.count == predictions.count || truths.count == 1 else {
        throw ToolError.usage("\(truths.count) columns in --truth, but \(predictions.count) in --prediction")
      }
      return PredictionColumns(truths: truths, predictions: predictions)
    }
    guard truths == nil || truths?.count == 1 else {
      throw ToolError.usage("several columns in --truth need as many in --prediction")
    }
    guard let found = try PredictionColumns(in: columns, truth: truths?.first) else {
      let hint =
        columns.delimiterHint ?? "; predict first, name a MODEL before the table, or the columns with -y and -p"
      throw TableError.unfit(file: columns.file, "no pair of columns X and predicted_X\(hint)")
    }
    return found
  }
}
