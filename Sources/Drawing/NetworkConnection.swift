/// A weight between two shown units, or between a bias unit and a shown one.
struct NetworkConnection {
  let weight: Float
  let start: Point
  let end: Point
}
