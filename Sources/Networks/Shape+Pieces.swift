import Matrices

/// Some units of one layer: a piece of the parameters that one thread takes at a time.
package struct ParameterPiece: Sendable, Equatable {
  package let layer: Int
  /// They fill whole panels, but for the last of the layer.
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

/// How the work of a step is cut for several threads: by the network alone. No result depends on it, since an element of
/// a product is one chain of additions whichever piece it falls into.
extension Shape {
  /// Multiplications and additions that are worth a thread's while: some 20 microseconds.
  private static var operationsAPiece: Int { 1 << 20 }

  /// Rows of a batch that go through the network at once: few enough for sums in Float32 to lose nothing that matters.
  package var rowsAtOnce: Int {
    min(Forward.rowsAtOnce(for: self), 2048)
  }

  /// Rows that go through the network in one piece; a multiple of 32, in which the tiles of a product fit whole.
  package var rowsAPiece: Int {
    let rows = max(Shape.operationsAPiece / max(parameterCount, 1), 1)
    return (rows + 31) / 32 * 32
  }

  /// Whether the parameters are worth several threads in a step of `batch` rows.
  package func isWorthThreads(batch: Int) -> Bool { parameterCount * batch >= 2 * Shape.operationsAPiece }

  /// All parameters in pieces, for steps of `batch` rows.
  package func pieces(batch: Int) -> [ParameterPiece] {
    guard isWorthThreads(batch: batch) else {
      return layers.indices.map { ParameterPiece(of: self, layer: $0, units: 0..<layers[$0].units) }
    }
    return layers.indices.flatMap { index in
      let rows = max(Shape.operationsAPiece / (batch * inputs(ofLayer: index)), 1)
      let units = (rows + Panels.width - 1) / Panels.width * Panels.width
      return stride(from: 0, to: layers[index].units, by: units).map {
        ParameterPiece(of: self, layer: index, units: $0..<min($0 + units, layers[index].units))
      }
    }
  }
}
