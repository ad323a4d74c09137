import ByteStreams
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

/// What the body finds by names that a picture has of itself: where two columns bear one, it is the table that is wrong,
/// and not what was asked for.
func finding<Result>(_ body: () throws(TableError) -> Result) throws(PictureError) -> Result {
  do { return try body() } catch {
    guard case .ambiguousColumn(let name, let file) = error else { throw .table(error) }
    throw .table(.unfit(file: file, "two columns are named \"\(name.escaped())\"; rename one of them"))
  }
}

/// What the body returns; what it throws, as an error of a picture.
func reading<Result>(_ body: () throws(TableError) -> Result) throws(PictureError) -> Result {
  do { return try body() } catch { throw .table(error) }
}
