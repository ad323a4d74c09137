import Networks
import Workers

/// Part of the parameters of a layer: the raw payload of one `WGHT`.
struct WeightPiece: Sendable {
  let layer: Int
  /// Its place among the raw bytes of the layer.
  let bytes: Range<Int>

  /// How many parameters are known with this piece and all before it. The biases of a layer with row scales are put
  /// behind its weights when these are complete.
  func parametersSoFar(_ layout: WeightLayout) -> Int {
    guard layout.scalar == .i8 else { return parameters(layout).upperBound }
    let layer = layout.layers[layer]
    guard bytes.upperBound < layer.byteCount else { return layer.parameters.upperBound }
    return layer.parameters.lowerBound + max(bytes.upperBound - 8 * layer.units, 0)
  }

  /// The place of its parameters among all, where they have no row scales.
  func parameters(_ layout: WeightLayout) -> Range<Int> {
    let first = layout.layers[layer].parameters.lowerBound
    let width = layout.scalar.width
    return (first + bytes.lowerBound / width)..<(first + bytes.upperBound / width)
  }
}

/// Where the parameters of a network stand in raw payloads.
///
/// The bytes of a layer are its weights, row by row, and then its biases; of 8-bit weights the scales of the rows come
/// first. They are cut into pieces.
struct WeightLayout: Sendable {
  let scalar: ScalarType
  let layers: [LayerLayout]
  let pieces: [WeightPiece]

  init(_ shape: Shape, scalar: ScalarType) {
    self.scalar = scalar
    layers = shape.layers.indices.map { LayerLayout(shape, layer: $0, scalar: scalar) }
    pieces = layers.enumerated().flatMap { index, layer in
      stride(from: 0, to: layer.byteCount, by: Chunk.pieceBytes).map { start in
        WeightPiece(layer: index, bytes: start..<min(start + Chunk.pieceBytes, layer.byteCount))
      }
    }
  }
}

/// Where the parameters of one layer stand.
struct LayerLayout: Sendable {
  let units: Int
  let inputs: Int
  /// The place of the layer, weights and biases, among all parameters.
  let parameters: Range<Int>
  let byteCount: Int

  init(_ shape: Shape, layer: Int, scalar: ScalarType) {
    units = shape.layers[layer].units
    inputs = shape.inputs(ofLayer: layer)
    let weights = shape.weights(ofLayer: layer)
    parameters = weights.lowerBound..<shape.biases(ofLayer: layer).upperBound
    // At most 2²⁷ parameters of 8 bytes.
    byteCount = scalar == .i8 ? 8 * units + weights.count : scalar.width * parameters.count
  }
}

extension Workers {
  /// Those that so many bytes of weights are shared among: for a small model no thread is started, which would take
  /// longer than the model.
  func worthwhile(for bytes: Int) -> Workers { bytes > Chunk.pieceBytes ? self : .one }
}
