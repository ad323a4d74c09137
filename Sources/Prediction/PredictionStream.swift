package import ByteStreams
import CSV
package import Tables
package import Workers

/// Rows in, rows with predictions out: in constant memory, in order, on several threads.
package struct PredictionStream {
  /// What becomes of some rows.
  private struct PredictedRows: Sendable {
    /// Whole rows in the pieces in which they are to be written.
    var pieces: [[UInt8]] = []
    var tally = PredictionTally()
    /// What is wrong with the row after them.
    var failure: TableError?
  }

  private var reader: TableReader
  private let plan: PredictionPlan
  private let ensemble: Ensemble
  private let workers: Workers

  /// Whether each row is handed to the system by itself.
  package var isLineBuffered = false

  /// Makes what explains the predictions of a thread, where that is asked for.
  package var makeExplainer: ((EnsembleForward) -> any RowExplainer)?

  package init(_ reader: TableReader, plan: PredictionPlan, ensemble: Ensemble, workers: Workers) {
    self.reader = reader
    self.plan = plan
    self.ensemble = ensemble
    self.workers = workers
  }

  /// Writes the names of the columns that pass through, and of those that are added.
  package func writeHeader(to sink: ByteSink) throws(PredictionError) {
    var writer = Writer(sink: sink, dialect: plan.dialect)
    if let kept = plan.kept {
      for column in kept { writer.field(reader.columns.names[column]) }
    } else if let header = reader.headerRecord {
      writer.rawFields(of: header)
    }
    for name in plan.layout.columnNames { writer.field(name) }
    do throws(StreamError) {
      try writer.endRow()
      try writer.flush()
    } catch { throw .stream(error) }
  }

  /// Predicts row after row to the end. Where a row is wrong, all those before it come out first.
  ///
  /// What was predicted is handed to the system before anything waits for more rows.
  package mutating func run(to sink: ByteSink) throws(PredictionError) -> PredictionTally {
    let forward = EnsembleForward(ensemble, threads: workers.count)
    let (plan, makeExplainer, isLineBuffered) = (plan, makeExplainer, isLineBuffered)
    var tally = PredictionTally()
    var thread = 0
    try reader.forEachBlock(
      on: workers,
      state: {
        defer { thread += 1 }
        return RowPredictor(plan, forward, thread: thread, explainer: makeExplainer?(forward))
      },
      work: { predictor, block in
        Self.predict(&block, with: &predictor, isLineBuffered)
      },
      deliver: { (rows) throws(PredictionError) in
        tally.add(rows.tally)
        do throws(StreamError) {
          for piece in rows.pieces {
            try sink.write(piece)
            try sink.flush()
          }
        } catch { throw .stream(error) }
        if let failure = rows.failure { throw .table(failure) }
      })
    return tally
  }

  private static func predict(
    _ block: inout TableBlock, with predictor: inout RowPredictor, _ isLineBuffered: Bool
  ) -> PredictedRows {
    var rows = PredictedRows()
    func take(_ finished: (bytes: [UInt8], tally: PredictionTally)) {
      if !finished.bytes.isEmpty { rows.pieces.append(finished.bytes) }
      rows.tally.add(finished.tally)
    }
    do throws(TableError) {
      if isLineBuffered {
        while try predictor.takeRow(of: &block) {
          try predictor.predict(&block)
          take(predictor.finish())
        }
      } else {
        while try predictor.takeRows(of: &block) {}
      }
    } catch {
      rows.failure = error
    }
    // Rows that wait stand before the wrong one, and one of them may be wrong too.
    do throws(TableError) { try predictor.predict(&block) } catch { rows.failure = error }
    take(predictor.finish())
    return rows
  }
}

/// Why a prediction came to an end.
package enum PredictionError: Error {
  /// The table is wrong.
  case table(TableError)
  /// The output failed.
  case stream(StreamError)

  /// The error as the library threw it that found it.
  package var cause: any Error {
    switch self {
    case .table(let error): error
    case .stream(let error): error
    }
  }
}
