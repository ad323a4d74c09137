/// How a model is written.
package struct ModelStorage: Sendable, Equatable {
  package var scalar: ScalarType
  /// Nothing is compressed, so that the bytes do not depend on the zlib.
  package var isStored: Bool

  package init(scalar: ScalarType = .f32, isStored: Bool = false) {
    self.scalar = scalar
    self.isStored = isStored
  }
}
