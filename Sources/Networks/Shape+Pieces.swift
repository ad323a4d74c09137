/// Some units of one layer: a piece of the parameters that one thread takes at a time.
package struct ParameterPiece: Sendable, Equatable {
  package let layer: Int
  package let units: Range<Int>
}

/// How the work of a step is cut for several threads: by the network alone. No result depends on it, since an element of
/// a product is one chain of additions whichever piece it falls into.
extension Shape {
  /// Multiplications and additions that are worth a thread's while: some 20 microseconds.
  private static var operationsAPiece: Int { 1 << 20 }

  /// Rows of a batch that go through the network at once: few enough for a layer's outputs to take 16 MiB at most and for
  /// sums in Float32 to lose nothing that matters.
  package var rowsAtOnce: Int {
    let width = layers.reduce(inputs) { $0 + $1.units }
    return min(max((1 << 22) / width, 1), 2048)
  }

  /// Rows that go through the network in one piece; a multiple of 24, in which the tiles of a product fit whole.
  package var rowsAPiece: Int {
    let rows = max(Shape.operationsAPiece / max(parameterCount, 1), 1)
    return (rows + 23) / 24 * 24
  }

  /// All parameters in pieces, for steps of `batch` rows.
  package func pieces(batch: Int) -> [ParameterPiece] {
    let operations = parameterCount * batch
    guard operations > 2 * Shape.operationsAPiece else {
      return layers.indices.map { ParameterPiece(layer: $0, units: 0..<layers[$0].units) }
    }
    return layers.indices.flatMap { index in
      let rows = max(Shape.operationsAPiece / (batch * inputs(ofLayer: index)), 1)
      let units = (rows + 11) / 12 * 12
      return stride(from: 0, to: layers[index].units, by: units).map {
        ParameterPiece(layer: index, units: $0..<min($0 + units, layers[index].units))
      }
    }
  }
}

extension Shape {
  /// Where the weights and the biases of a piece stand in the parameters.
  package func weights(of piece: ParameterPiece) -> Range<Int> {
    let (first, width) = (weights(ofLayer: piece.layer).lowerBound, inputs(ofLayer: piece.layer))
    return first + piece.units.lowerBound * width..<first + piece.units.upperBound * width
  }

  package func biases(of piece: ParameterPiece) -> Range<Int> {
    let first = biases(ofLayer: piece.layer).lowerBound
    return first + piece.units.lowerBound..<first + piece.units.upperBound
  }
}
