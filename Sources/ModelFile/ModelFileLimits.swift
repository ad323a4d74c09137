import Networks

/// Limits on what a reader believes; a caller may change them. Those of `Shape` hold besides.
package struct ModelFileLimits: Sendable {
  /// Weights and biases.
  package var parameters = Shape.maximumParameters
  package var layers = Shape.maximumLayers
  /// Inputs, outputs and units.
  package var width = Shape.maximumWidth
  /// Of `INPT`, and of `OUTP`: raw bytes, as of the next three.
  package var schemaBytes = 16 << 20
  /// Of `tEXt`.
  package var textBytes = 1 << 20
  /// Of `hIST`.
  package var historyBytes = 64 << 20
  /// Of `oPTS`.
  package var resumeBytes = Int(Int32.max)
  /// Stored bytes of a chunk that is skipped.
  package var unknownBytes = 64 << 20
  /// `ENDM` included.
  package var chunks = 4096
  /// So many parameters get their memory at once; more are believed in steps, as their bytes come.
  package var parametersAtOnce = 1 << 25

  package init() {}
}
