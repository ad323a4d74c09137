import Matrices
import Networks
import Workers

/// The gradient of the loss over a batch of rows, gathered by index, on several threads, with all memory that it needs.
///
/// A batch larger than `capacity` goes through the network in parts, whose gradients are added up in Float64; the parts
/// depend on the network and the batch alone, and the order of the sums on nothing else.
final class BatchGradient: Sendable {
  let forward: Forward
  let backward: Backward
  /// All parameters, as pieces for one thread each.
  private let pieces: [ParameterPiece]
  private let workers: Workers
  /// Rows of a part, and of a piece for one thread.
  private let capacity: Int
  private let rowsAPiece: Int
  /// Of the rows of a part (`capacity × outputs`, `capacity × 1`).
  private let targets: Matrix
  private let weights: Matrix
  /// The sum of the gradients of the parts, where there can be several.
  private let sums: Accumulator?
  /// The loss of each panel of rows of a part.
  private let losses: Accumulator

  init(
    _ network: Network, loss: Loss, labelSmoothing: Double, batch: Int, dropsOut: Bool, workers: Workers
  ) {
    let shape = network.shape
    capacity = min(batch, shape.rowsAtOnce)
    self.workers = shape.isWorthThreads(batch: capacity) ? workers : .one
    rowsAPiece = shape.rowsAPiece(of: capacity, threads: self.workers.count)
    pieces = shape.pieces(batch: capacity, threads: self.workers.count)
    forward = Forward(network, capacity: capacity, dropsOut: dropsOut)
    backward = Backward(forward, loss: loss, labelSmoothing: labelSmoothing)
    targets = Matrix(rows: capacity, columns: shape.outputs)
    weights = Matrix(rows: capacity, columns: 1)
    losses = Accumulator(count: (capacity + Panels.width - 1) / Panels.width)
    sums = batch > capacity ? Accumulator(count: shape.parameterCount) : nil
  }

  /// Leaves the gradient of the mean loss over some rows of `examples`, those of `order[batch]`, in `backward.gradient`.
  /// Calls `finish` for each piece of the parameters as soon as its gradient is there. Gives the mean loss, where that is
  /// asked for.
  @discardableResult
  func run(
    on examples: Examples, _ order: [Int], _ batch: Range<Int>, dropout: Dropout?, measuresLoss: Bool = false,
    finish: @Sendable (ParameterPiece) -> Void
  ) -> Double? {
    var loss = 0.0
    let weights = examples.weights == nil ? nil : self.weights
    for first in stride(from: 0, to: batch.count, by: capacity) {
      let count = min(capacity, batch.count - first)
      let isLast = first + count == batch.count
      let rowPieces = (count + rowsAPiece - 1) / rowsAPiece
      workers.run(rowPieces) { piece in
        let rows = piece * rowsAPiece..<min((piece + 1) * rowsAPiece, count)
        let begin = batch.lowerBound + first
        forward.run(examples.inputs, picking: order, from: begin, rows: rows, dropout: dropout, first: first)
        targets.gather(order, from: begin, of: examples.targets, rows: rows)
        if let weights, let all = examples.weights { weights.gather(order, from: begin, of: all, rows: rows) }
        backward.propagate(
          targets: targets, weights: weights, rows: rows, total: batch.count, dropout: dropout, first: first)
        guard measuresLoss else { return }
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Panels.width) {
          let panel = first..<min(first + Panels.width, rows.upperBound)
          losses[first / Panels.width] = backward.lossSum(targets: targets, weights: weights, rows: panel)
        }
      }
      if measuresLoss { for panel in 0..<(count + Panels.width - 1) / Panels.width { loss += losses[panel] } }
      forEachPiece { piece in
        backward.collect(piece, count: count)
        if batch.count > capacity { add(piece, isFirst: first == 0, isLast: isLast) }
        if isLast { finish(piece) }
      }
    }
    let terms = backward.loss.terms(rows: batch.count, outputs: targets.columns)
    return measuresLoss ? loss / Double(terms) : nil
  }

  /// Calls `body` once for each piece of the parameters.
  func forEachPiece(_ body: @Sendable (ParameterPiece) -> Void) {
    workers.run(pieces.count) { body(pieces[$0]) }
  }

  /// Adds a piece of the gradient to the sums, and puts them in its place at last.
  private func add(_ piece: ParameterPiece, isFirst: Bool, isLast: Bool) {
    guard let sums else { return }
    // Its weights, then its biases: they need not stand side by side.
    sums.add(backward.gradient.columns(piece.weights), at: piece.weights.lowerBound, first: isFirst)
    sums.add(backward.gradient.columns(piece.biases), at: piece.biases.lowerBound, first: isFirst)
    guard isLast else { return }
    sums.store(into: backward.gradient.columns(piece.weights), from: piece.weights.lowerBound)
    sums.store(into: backward.gradient.columns(piece.biases), from: piece.biases.lowerBound)
  }
}
