import CSV
import Matrices
import Prediction
package import Tables

extension ModelRows {
  /// The table that scoring the model's printed predictions would read: each number is what its shortest text reads
  /// back to, so that both ways give the same scores to the last digit.
  package var table: ScoringTable { table(of: outputs) }

  /// The same of other outputs for these rows (`rows × outputs`).
  func table(of outputs: [Float]) -> ScoringTable {
    let schema = ensemble.schema
    let layout = PredictionLayout(schema, outputs: ensemble.outputs)
    let rows = outputs.count / ensemble.outputs
    // A view over all outputs would copy them: a row at a time is enough.
    let row = Matrix(rows: 1, columns: ensemble.outputs)
    func load(_ number: Int) {
      for output in 0..<ensemble.outputs { row[0, output] = outputs[number * ensemble.outputs + output] }
    }
    switch (truth, schema.classes) {
    case (.labels(let labels), let classes?) where classes.labels.count == 2:
      var predicted: [Bool] = []
      var probability: [Double] = []
      for number in 0..<rows {
        load(number)
        let probabilities = layout.probabilities(row, row: 0, of: classes)
        predicted.append(layout.predictedClass(probabilities, of: classes) == 1)
        probability.append(Decimal.reread(probabilities[1]))
      }
      return ScoringTable(
        rows: rows,
        content: .twoClasses(
          labels: classes.labels, truth: labels.map { $0 == 1 }, predicted: predicted, probability: probability),
        weights: weights)
    case (.labels(let labels), let classes?):
      var predicted: [Int] = []
      var values: [Double] = []
      for number in 0..<rows {
        load(number)
        let probabilities = layout.probabilities(row, row: 0, of: classes)
        predicted.append(layout.predictedClass(probabilities, of: classes))
        values += probabilities.map(Decimal.reread)
      }
      return ScoringTable(
        rows: rows,
        content: .classes(
          labels: classes.labels, truth: labels.map(Int.init), predicted: predicted, probabilities: values),
        weights: weights)
    case (.quantities(let truths), _):
      return ScoringTable(
        rows: rows,
        content: .quantities(
          targets: ensemble.outputs, truth: truths,
          predicted: outputs.enumerated().map { place, output in
            guard case .quantity(let scaling) = schema.targets[place % ensemble.outputs].kind else { return .nan }
            switch Quantity(output, scaledBy: scaling) {
            case .single(let value): return Decimal.reread(value)
            case .double(let value): return value
            }
          }), weights: weights)
    case (.labels, nil):
      return ScoringTable(rows: 0, content: .quantities(targets: 1, truth: [], predicted: []), weights: nil)
    }
  }
}

extension Decimal {
  /// The `Double` that the shortest text of a `Float` spells.
  fileprivate static func reread(_ value: Float) -> Double {
    var text: [UInt8] = []
    append(value, to: &text)
    return double(text.span) ?? .nan
  }
}
