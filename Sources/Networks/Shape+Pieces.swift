import Matrices

/// Some units of one layer: a piece of the parameters that one thread takes at a time.
package struct ParameterPiece: Sendable, Equatable {
  package let layer: Int
  package let units: Range<Int>
  /// Where their weights and their biases stand in the parameters.
  package let weights: Range<Int>
  package let biases: Range<Int>

  init(of shape: Shape, layer: Int, units: Range<Int>) {
    self.layer = layer
    self.units = units
    let (weights, width) = (shape.weights(ofLayer: layer).lowerBound, shape.inputs(ofLayer: layer))
    let biases = shape.biases(ofLayer: layer).lowerBound
    self.weights = weights + units.lowerBound * width..<weights + units.upperBound * width
    self.biases = biases + units.lowerBound..<biases + units.upperBound
  }
}

/// How the work of a step is cut for several threads. No gradient depends on it, since an element of a product is one chain
/// of additions whichever piece it falls into.
extension Shape {
  /// Multiplications and additions that are worth a thread's while: some 20 microseconds.
  private static var operationsAPiece: Int { 1 << 20 }

  /// Elements that a processor's second cache holds. What a piece reads of a larger operand comes from further away, and
  /// anew for every piece: then the pieces are large, and few.
  private static var elementsInCache: Int { 1 << 18 }
  private static var rowsOrUnitsOfLargePiece: Int { 512 }

  /// Rows of a batch that go through the network at once: few enough for sums in Float32 to lose nothing that matters.
  package var rowsAtOnce: Int {
    min(Forward.rowsAtOnce(for: self), 2048)
  }

  /// Rows that go through the network in one piece where there are many; a multiple of 32, in which the tiles of a product
  /// fit whole.
  package var rowsAPiece: Int {
    guard parameterCount <= Shape.elementsInCache else { return Shape.rowsOrUnitsOfLargePiece }
    return roundedUp(Shape.operationsAPiece / max(parameterCount, 1), to: 32)
  }

  /// Rows of a piece where there are so many in all: fewer where it takes that to give every thread two pieces, or one that
  /// is large, down to a panel, as long as they are half worth its while.
  package func rowsAPiece(of rows: Int, threads: Int) -> Int {
    let least = roundedUp(Shape.operationsAPiece / 2 / max(parameterCount, 1), to: Panels.width)
    let pieces = parameterCount <= Shape.elementsInCache ? 2 * threads : threads
    return min(max(roundedUp(rows / pieces, to: Panels.width), least), rowsAPiece)
  }

  /// Whether the parameters are worth several threads in a step of `batch` rows.
  package func isWorthThreads(batch: Int) -> Bool { parameterCount * batch >= 2 * Shape.operationsAPiece }

  /// All parameters in pieces, for steps of `batch` rows.
  package func pieces(batch: Int, threads: Int = 1) -> [ParameterPiece] {
    layers.indices.flatMap { index in
      let units = layers[index].units
      let piece = isWorthThreads(batch: batch) ? unitsAPiece(ofLayer: index, batch: batch, threads: threads) : units
      return stride(from: 0, to: units, by: piece).map {
        ParameterPiece(of: self, layer: index, units: $0..<min($0 + piece, units))
      }
    }
  }

  /// Four pieces a thread, since they are of unlike layers, or two that are large; in eights, the rows of a product's tile.
  private func unitsAPiece(ofLayer index: Int, batch: Int, threads: Int) -> Int {
    let read = batch * inputs(ofLayer: index)
    let isInCache = read <= Shape.elementsInCache
    let most = isInCache ? roundedUp(Shape.operationsAPiece / read, to: 16) : Shape.rowsOrUnitsOfLargePiece
    let least = roundedUp(Shape.operationsAPiece / 2 / read, to: 8)
    return min(max(roundedUp(layers[index].units / ((isInCache ? 4 : 2) * threads), to: 8), least), most)
  }
}

/// The next multiple of `unit`, at least one.
private func roundedUp(_ count: Int, to unit: Int) -> Int { max((count + unit - 1) / unit, 1) * unit }
