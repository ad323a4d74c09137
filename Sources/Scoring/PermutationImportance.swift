package import ByteStreams
import Matrices
import Metrics
import ModelFile
import Prediction
import Tables
package import Workers

/// How much worse a model is where the values of one feature are dealt anew to its rows (L. Breiman, "Random Forests",
/// 2001; scikit-learn's `permutation_importance`).
package struct PermutationImportance: Sendable {
  /// The name of the column.
  package let feature: ByteString
  /// The metric on the rows as they are, less its mean on the rows with the feature shuffled; the other way round for a
  /// metric that is better where it is smaller. Nil where the metric is undefined.
  package let meanDrop: Double?
  /// The standard deviation of the drops (by their number, not by one less, as scikit-learn's).
  package let sd: Double?

  /// The importance of every feature of a model for a metric, in the order of the model's columns.
  ///
  /// - Parameters:
  ///   - rows: rows whose inputs were kept.
  ///   - metric: the name of a metric that the evaluation of the rows has.
  ///   - threshold: see ``Evaluation``.
  ///   - repeats: how often each feature is shuffled.
  ///   - seed: of the shuffling; the result does not depend on the number of threads.
  package static func all(
    of rows: ModelRows, metric: String, threshold: Double?, repeats: Int, seed: UInt64, workers: Workers
  ) -> [PermutationImportance] {
    func value(_ outputs: [Float]) -> Double? {
      Evaluation(rows.table(of: outputs), threshold: threshold, workers: workers)
        .metrics(taking: nil, workers: workers).first { $0.name == metric }?.value
    }
    let sign: Double = isBetterSmaller(metric) ? -1 : 1
    let whole = value(rows.outputs)
    let forward = EnsembleForward(rows.ensemble, threads: workers.count)
    let spans = rows.ensemble.spans
    return rows.ensemble.schema.inputs.enumerated().map { feature, column in
      let drops = (0..<repeats).compactMap { time -> Double? in
        var generator = Generator(seed: seed, stream: UInt64(feature * repeats + time))
        var order = Array(0..<rows.count)
        generator.shuffle(&order)
        let outputs = rows.outputs(
          shuffling: spans.map { $0[feature] }, by: order, in: forward, workers: workers)
        let shuffled = value(outputs)
        return difference(from: shuffled, to: whole).map { sign * $0 }
      }
      guard drops.count == repeats, let whole else {
        return PermutationImportance(feature: column.name, meanDrop: nil, sd: nil)
      }
      let mean = mean(ofDrops: drops, from: whole)
      let squares = drops.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return PermutationImportance(
        feature: column.name, meanDrop: mean, sd: (squares / Double(repeats)).squareRoot())
    }
  }

  /// The mean of drops from `whole`; 0 where they cancel but for its rounding.
  static func mean(ofDrops drops: [Double], from whole: Double) -> Double {
    let mean = drops.reduce(0, +) / Double(drops.count)
    return mean.magnitude > whole.ulp ? mean : 0
  }
}

extension ModelRows {
  /// The outputs where each row has one feature of the row that `order` names in its place.
  ///
  /// - Parameter spans: for each model the inputs that the feature feeds.
  fileprivate func outputs(
    shuffling spans: [Range<Int>], by order: [Int], in forward: EnsembleForward, workers: Workers
  ) -> [Float] {
    let pieces = inputs[0]
    let starts = pieces.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.rows) }
    let columns = zip(inputs, spans).map { pieces, span in pieces.flatMap { $0.columnValues(span) } }
    // Each thread takes the pieces from its number on, in its own places.
    let threads = min(workers.count, pieces.count)
    let outputs = workers.map(threads) { thread in
      let places = forward.rows(ofThread: thread)
      return stride(from: thread, to: pieces.count, by: threads).map { piece in
        let rows = places.lowerBound..<places.lowerBound + pieces[piece].rows
        for (model, span) in spans.enumerated() {
          let target = forward.inputs[model].rows(rows)
          target.assign(inputs[model][piece])
          for row in 0..<rows.count {
            let source = order[starts[piece] + row] * span.count
            for column in 0..<span.count { target[row, span.lowerBound + column] = columns[model][source + column] }
          }
        }
        return forward.run(rows).elements
      }
    }
    return pieces.indices.flatMap { outputs[$0 % threads][$0 / threads] }
  }
}

extension Matrix {
  /// The elements of some columns, row-major.
  fileprivate func columnValues(_ range: Range<Int>) -> [Float] {
    (0..<rows).flatMap { row in range.map { self[row, $0] } }
  }
}
