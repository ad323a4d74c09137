/// What a model tells. The raw value is its code in the model file.
package enum Task: UInt8, Sendable, CaseIterable {
  /// One of two classes.
  case binary = 1
  /// One of three or more classes.
  case multiclass = 2
  /// One or more quantities.
  case regression = 3

  /// The name on the command line.
  package var name: String {
    switch self {
    case .binary: "binary"
    case .multiclass: "multiclass"
    case .regression: "regression"
    }
  }
}
