package import Matrices
package import Workers

extension Forward {
  /// Runs any number of rows, shared among `workers`: leaves the outputs in `outputs` (`rows × outputs`) and gives the sum
  /// of the losses, each times its weight (`rows × 1`), if there are any, in Float64.
  ///
  /// `inputs` is `rows × shape.inputs`, or has more rows, of which `order` names those that run; `targets` is
  /// `rows × outputs`. The sum is over pieces whose size depends on the network alone, in their order.
  package func measure(
    _ inputs: Matrix, picking order: [Int]? = nil, targets: Matrix, weights: Matrix? = nil, loss: Loss,
    into outputs: Matrix, workers: Workers = .one
  ) -> Double {
    let count = order?.count ?? inputs.rows
    precondition(targets.rows == count && outputs.rows == count && outputs.columns == shape.outputs)
    let piece = min(shape.rowsAPiece, capacity)
    let sums = Accumulator(count: (capacity + piece - 1) / piece)
    var sum = 0.0
    for first in stride(from: 0, to: count, by: capacity) {
      let part = first..<min(first + capacity, count)
      let pieces = (part.count + piece - 1) / piece
      workers.run(pieces) { index in
        let rows = index * piece..<min((index + 1) * piece, part.count)
        if let order {
          run(inputs, picking: order, from: first, rows: rows)
        } else {
          run(inputs.rows(part), rows: rows)
        }
        let all = first + rows.lowerBound..<first + rows.upperBound
        let results = self.outputs.rows(rows)
        outputs.rows(all).assign(results)
        sums[index] = loss.sum(
          logits: logits.rows(rows), outputs: results, targets: targets.rows(all), weights: weights?.rows(all),
          activation: shape.outputActivation)
      }
      for index in 0..<pieces { sum += sums[index] }
    }
    return sum
  }
}
