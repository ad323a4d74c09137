/// One layer of a network picture: the units that are shown, each in its row.
struct NetworkColumn {
  /// The place of the layer, 0 for the inputs.
  let layer: Int
  /// The number of units of the layer, shown or not.
  let units: Int
  /// The units with a circle, from top to bottom.
  let shown: [Int]
  /// Whether the next column is drawn too, so that lines lead to it.
  let feedsNext: Bool
  /// Whether a bias unit stands above.
  let hasBias: Bool

  init(layer: Int, units: Int, limit: Int, feedsNext: Bool, hasBias: Bool) {
    self.layer = layer
    self.units = units
    self.feedsNext = feedsNext
    self.hasBias = hasBias
    shown = NetworkPicture.shownUnits(of: units, limit: limit)
  }

  var hidden: Int { units - shown.count }

  /// The row of the gap that stands for the hidden units.
  var gap: Int? { hidden > 0 ? (shown.count + 1) / 2 : nil }

  /// Rows of circles, and one for the gap.
  var rows: Int { shown.count + (hidden > 0 ? 1 : 0) }

  /// The row of the circle at an index of `shown`.
  func row(of index: Int) -> Int { gap.map { index < $0 ? index : index + 1 } ?? index }
}

extension NetworkPicture {
  /// Which units of a layer have a place of their own: all, or the first and the last ones. A lower limit shows some of
  /// those that a higher one does.
  package static func shownUnits(of units: Int, limit: Int) -> [Int] {
    units <= limit ? Array(0..<units) : Array(0..<(limit + 1) / 2) + Array((units - limit / 2)..<units)
  }
}
