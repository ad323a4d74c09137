import Networks

/// 8-bit weights: each row (the weights into one unit) has a scale, a weight is a whole number from −127 to 127 times
/// it. The raw bytes of a layer are a Float scale for each unit, a Float bias for each unit, and the numbers, row by row.
enum RowScaling {
  static let greatest: Float = 127
  /// Every number of 8 bits times it is finite.
  static let greatestScale = Float.greatestFiniteMagnitude / 128

  /// The raw bytes of a layer.
  static func encode(_ parameters: ArraySlice<Float>, _ layout: LayerLayout) -> [UInt8] {
    let weights = parameters.prefix(layout.units * layout.inputs)
    let biases = parameters.suffix(layout.units)
    let rows = (0..<layout.units).map { unit in
      weights[(weights.startIndex + unit * layout.inputs)..<(weights.startIndex + (unit + 1) * layout.inputs)]
    }
    let scales = rows.map(scale)
    var bytes = ScalarType.f32.encode(scales[...]) + ScalarType.f32.encode(biases)
    bytes.reserveCapacity(layout.byteCount)
    for (row, scale) in zip(rows, scales) {
      for weight in row {
        let number = scale > 0 ? (weight / scale).rounded(.toNearestOrEven) : 0
        bytes.append(UInt8(bitPattern: Int8(max(-greatest, min(greatest, number)))))
      }
    }
    return bytes
  }

  /// The scale with which the greatest weight becomes 127; 0 if it is too small for that.
  private static func scale(of row: ArraySlice<Float>) -> Float {
    min(row.reduce(0) { max($0, $1.magnitude) } / greatest, greatestScale)
  }
}

/// Puts the parameters of a layer of 8-bit weights together from its pieces.
struct RowScalingReader {
  private let layout: LayerLayout
  /// The bytes of scales and biases, as far as they came.
  private var numbers: [UInt8] = []
  private var scales: [Float] = []
  private var biases: [Float] = []
  private var weightsRead = 0

  init(_ layout: LayerLayout) { self.layout = layout }

  /// Takes the next piece.
  mutating func take(
    _ bytes: ArraySlice<UInt8>, place: ModelPlace, into parameters: inout [Float]
  ) throws(ModelFileError) {
    let missing = min(8 * layout.units - numbers.count, bytes.count)
    numbers += bytes.prefix(missing)
    if missing > 0, numbers.count == 8 * layout.units {
      var reader = PayloadReader(numbers, place: place)
      scales = try reader.floats(layout.units)
      guard scales.allSatisfy({ (0...RowScaling.greatestScale).contains($0) }) else {
        throw reader.broken(.rowScale, "the scale of a row is negative or too large")
      }
      biases = try reader.floats(layout.units)
      guard biases.allSatisfy(\.isFinite) else { throw reader.broken(.weightNotFinite, "a bias is not finite") }
    }
    for byte in bytes.dropFirst(missing) {
      parameters[layout.parameters.lowerBound + weightsRead] =
        Float(Int8(bitPattern: byte)) * scales[weightsRead / layout.inputs]
      weightsRead += 1
    }
    if weightsRead == layout.units * layout.inputs {
      let end = layout.parameters.upperBound
      parameters.replaceSubrange(end - layout.units..<end, with: biases)
    }
  }
}
