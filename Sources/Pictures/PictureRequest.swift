package import ByteStreams
package import Tables

/// What is asked of a picture beside what it shows.
package struct PictureRequest: Sendable {
  /// Shown above the picture; blank for none.
  package var title = ""
  /// Nil for what the table or the model suggests.
  package var kind: PictureKind?
  /// The two columns to draw over; nil for those that tell most.
  package var features: [ByteString]?
  /// The row of the table, from 1; nil for none in particular.
  package var row: Int?
  /// What stands for a missing value.
  package var spellings = MissingSpellings.usual
  /// For networks: of larger layers the first and last units are shown.
  package var maxUnits = 16
  /// For networks: weights that are smaller have no line.
  package var minWeight: Float = 0
  /// For networks: whether inputs and outputs have names.
  package var showsLabels = true

  package init() {}
}
