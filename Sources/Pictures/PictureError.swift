package import Drawing
package import Tables

/// Why nothing is drawn.
package enum PictureError: Error {
  /// A table that does not hold what the picture needs.
  case table(TableError)
  /// A picture that cannot be drawn as asked; the file is the one that it shows.
  case drawing(DrawingError, file: String)
  /// Options or operands that do not fit each other.
  case usage(String)
  /// A model that does not fit the table.
  case model(String)
}

/// What the body returns; what it throws, as an error of a picture.
func reading<Result>(_ body: () throws(TableError) -> Result) throws(PictureError) -> Result {
  do { return try body() } catch { throw .table(error) }
}
