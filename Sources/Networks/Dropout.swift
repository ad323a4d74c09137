import Matrices

/// Which outputs of the hidden layers are dropped in a step (Srivastava et al. 2014, inverted: the others are multiplied
/// by 1 / (1 − rate), so that nothing changes at prediction).
///
/// It follows from the seed, the step, the layer, the row and the unit alone, whatever the order in which they are asked.
package struct Dropout: Sendable, Equatable {
  /// The probability of being dropped, from 0 to less than 1.
  package let rate: Float
  private let seed: UInt32
  private let step: UInt32

  package init(rate: Double, seed: UInt64, step: Int) {
    var generator = Generator(seed: seed, stream: 2)
    self.rate = Float(rate)
    self.seed = UInt32(truncatingIfNeeded: generator.next())
    self.step = UInt32(truncatingIfNeeded: step)
  }

  /// Drops out of some rows of `source` (a layer's outputs, or the derivatives by them, one row in each column) into
  /// `target`, which may be the same. `first` is the number of their first row within the step.
  func apply(to source: Panels, into target: Panels, layer: Int, first: Int, rows: Range<Int>) {
    target.become(
      dropping: rate, of: source, key: seed &+ UInt32(truncatingIfNeeded: layer), step: step, first: first,
      columns: rows)
  }
}
