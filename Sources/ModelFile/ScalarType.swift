/// How the weights are stored; a network computes with Floats. The raw value is the code in `HEAD`.
package enum ScalarType: UInt8, Sendable, CaseIterable {
  /// A weight as the network has it.
  case f32 = 1
  /// Exact too; for programs that compute so. A reader rounds to the nearest Float.
  case f64 = 2
  /// IEEE 754 half precision: 11 significant bits, up to 65,504.
  case f16 = 3
  /// The upper half of a Float: 8 significant bits.
  case bf16 = 4
  /// Whole numbers from −127 to 127 times a Float for each row of weights; biases as Floats.
  case i8 = 5

  /// The name on the command line.
  package var name: String {
    switch self {
    case .f32: "f32"
    case .f64: "f64"
    case .f16: "f16"
    case .bf16: "bf16"
    case .i8: "i8"
    }
  }

  /// Bytes a weight: the stride of shuffling.
  package var width: Int {
    switch self {
    case .f32: 4
    case .f64: 8
    case .f16, .bf16: 2
    case .i8: 1
    }
  }

  /// Whether a weight that was stored so is what it was.
  package var isExact: Bool { self == .f32 || self == .f64 }
}
