import Matrices
import Networks
import Workers

/// The gradient of the loss over a batch of rows, gathered by index, on several threads, with all memory that it needs.
///
/// A batch larger than `capacity` goes through the network in parts, whose gradients are added up in Float64; how it is
/// cut depends on the network and the batch alone, and the order of the sums on nothing else.
final class BatchGradient: Sendable {
  let forward: Forward
  let backward: Backward
  /// All parameters, as pieces for one thread each.
  let pieces: [ParameterPiece]
  private let workers: Workers
  /// Rows of a part, and of a piece for one thread.
  private let capacity: Int
  private let rowsAPiece: Int
  /// The rows of a part (`capacity × inputs`, `capacity × outputs`, `capacity × 1`).
  private let inputs: Matrix
  private let targets: Matrix
  private let weights: Matrix
  /// The sum of the gradients of the parts, where there can be several.
  private let sums: Accumulator?
  /// The loss of each piece of a part.
  private let losses: Accumulator

  init(
    _ network: Network, loss: Loss, labelSmoothing: Double, batch: Int, dropsOut: Bool, workers: Workers
  ) {
    let shape = network.shape
    capacity = min(batch, shape.rowsAtOnce)
    rowsAPiece = shape.rowsAPiece
    pieces = shape.pieces(batch: capacity)
    self.workers = workers
    forward = Forward(network, capacity: capacity, dropsOut: dropsOut)
    backward = Backward(forward, loss: loss, labelSmoothing: labelSmoothing)
    inputs = Matrix(rows: capacity, columns: shape.inputs)
    targets = Matrix(rows: capacity, columns: shape.outputs)
    weights = Matrix(rows: capacity, columns: 1)
    losses = Accumulator(count: (capacity + rowsAPiece - 1) / rowsAPiece)
    sums = batch > capacity ? Accumulator(count: shape.parameterCount) : nil
  }

  /// Leaves the gradient of the mean loss over the rows `indices` of `examples` in `backward.gradient`. Calls `finish`
  /// for each piece of the parameters as soon as its gradient is there. Gives the mean loss, where that is asked for.
  @discardableResult
  func run(
    on examples: Examples, _ indices: ArraySlice<Int>, dropout: Dropout?, measuresLoss: Bool = false,
    finish: @Sendable (ParameterPiece) -> Void
  ) -> Double? {
    var loss = 0.0
    for first in stride(from: 0, to: indices.count, by: capacity) {
      let part = indices.dropFirst(first).prefix(capacity)
      loss += propagate(
        part, of: examples, first: first, total: indices.count, dropout: dropout, measuresLoss: measuresLoss)
      let isLast = first + capacity >= indices.count
      let inputs = inputs.rows(0..<part.count)
      workers.run(pieces.count) { [pieces, backward] index in
        backward.collect(pieces[index], inputs: inputs)
        if indices.count > capacity { add(pieces[index], isFirst: first == 0, isLast: isLast) }
        if isLast { finish(pieces[index]) }
      }
    }
    let terms = backward.loss.terms(rows: indices.count, outputs: targets.columns)
    return measuresLoss ? loss / Double(terms) : nil
  }

  /// Gathers the rows `part` and leaves the derivatives by their logits. `first` is the number of the first of them among
  /// the `total` rows of the batch. Gives the sum of their losses, or 0.
  private func propagate(
    _ part: ArraySlice<Int>, of examples: Examples, first: Int, total: Int, dropout: Dropout?, measuresLoss: Bool
  ) -> Double {
    let inputs = inputs.rows(0..<part.count)
    let targets = targets.rows(0..<part.count)
    let weights = examples.weights == nil ? nil : weights.rows(0..<part.count)
    let count = (part.count + rowsAPiece - 1) / rowsAPiece
    workers.run(count) { [rowsAPiece, forward, backward, losses] index in
      let rows = index * rowsAPiece..<min((index + 1) * rowsAPiece, part.count)
      let some = part[part.startIndex + rows.lowerBound..<part.startIndex + rows.upperBound]
      inputs.rows(rows).gather(some, from: examples.inputs)
      targets.rows(rows).gather(some, from: examples.targets)
      if let weights, let all = examples.weights { weights.rows(rows).gather(some, from: all) }
      forward.run(inputs, rows: rows, dropout: dropout, first: first)
      backward.propagate(
        targets: targets, weights: weights, rows: rows, total: total, dropout: dropout, first: first)
      if measuresLoss { losses[index] = backward.lossSum(targets: targets, weights: weights, rows: rows) }
    }
    return measuresLoss ? (0..<count).reduce(0) { $0 + losses[$1] } : 0
  }

  /// Adds a piece of the gradient to the sums, and puts them in its place at last.
  private func add(_ piece: ParameterPiece, isFirst: Bool, isLast: Bool) {
    guard let sums else { return }
    for range in [forward.shape.weights(of: piece), forward.shape.biases(of: piece)] {
      sums.add(backward.gradient.columns(range), at: range.lowerBound, first: isFirst)
      if isLast { sums.store(into: backward.gradient.columns(range), from: range.lowerBound) }
    }
  }
}
