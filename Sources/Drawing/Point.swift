/// A place: in a picture, pixels from its left and top edge; before it is laid out, the two values of a row.
struct Point: Equatable, Sendable {
  var x: Double
  var y: Double
}
