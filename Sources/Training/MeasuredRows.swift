import Matrices

/// The rows that figures are of: all of some examples, or as many as were drawn to stand for them.
struct MeasuredRows: Sendable {
  /// All inputs, and which of their rows are measured, rising; nil for all.
  let inputs: Matrix
  let order: [Int]?
  /// Of the rows that are measured.
  let targets: Matrix
  let weights: Matrix?

  var count: Int { targets.rows }

  /// At most so many rows, any set of those that count being as likely as any other; nil for all.
  init(_ examples: Examples, atMost most: Int? = nil, seed: UInt64 = 0) {
    inputs = examples.inputs
    guard let most, most < examples.count else {
      (order, targets, weights) = (nil, examples.targets, examples.weights)
      return
    }
    var generator = Generator(seed: seed, stream: 3)
    // Selection sampling: D. E. Knuth, "The Art of Computer Programming", volume 2, 3.4.2, algorithm S.
    let counting = examples.weights.map { weights in (0..<weights.count).filter { weights[$0, 0] > 0 } }
    let count = counting?.count ?? examples.count
    let wanted = min(most, count)
    var order: [Int] = []
    order.reserveCapacity(wanted)
    for place in 0..<count where generator.below(count - place) < wanted - order.count {
      order.append(counting?[place] ?? place)
    }
    func picked(from all: Matrix) -> Matrix {
      let some = Matrix(rows: order.count, columns: all.columns)
      some.gather(order, from: 0, of: all)
      return some
    }
    (targets, weights) = (picked(from: examples.targets), examples.weights.map(picked))
    self.order = order
    // To a mean of 1, as the weights of examples have it.
    guard let weights else { return }
    let mean = weights.elements.reduce(0.0) { $0 + Double($1) } / Double(order.count)
    weights.assign(weights.elements.map { Float(Double($0) / mean) })
  }
}
