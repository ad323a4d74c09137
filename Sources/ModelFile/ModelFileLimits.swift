import Networks

/// Limits on what a reader believes; a caller may change them. Those of `Shape` hold besides.
package struct ModelFileLimits: Sendable {
  package var parameters = Shape.maximumParameters
  package var layers = Shape.maximumLayers
  /// Inputs, outputs and units.
  package var width = Shape.maximumWidth
  /// Of `INPT`, and of `OUTP`.
  package var schemaBytes = 16 << 20
  package var textBytes = 1 << 20
  package var historyBytes = 64 << 20
  package var resumeBytes = Int(Int32.max)
  package var unknownBytes = 64 << 20
  package var chunks = 4096
  /// So many parameters get their memory at once; more are believed in steps, as their bytes come.
  package var parametersAtOnce = 1 << 25

  package init() {}
}
