/// What the units of a network picture show.
package enum NetworkLook: Sendable {
  /// Nothing but that they are there; lines are weights.
  case plain
  /// The values of all units for one row of a table; lines are weights times the value that they carry.
  case row(UnitValues)
  /// What each unit makes of two features, as a small map.
  case maps(UnitMaps)

  var isMaps: Bool { if case .maps = self { true } else { false } }
  var values: UnitValues? { if case .row(let values) = self { values } else { nil } }
  var maps: UnitMaps? { if case .maps(let maps) = self { maps } else { nil } }
}

/// The values of all units of a network for one row.
package struct UnitValues: Sendable {
  /// For each layer, the inputs first, the value of each unit.
  package let values: [[Float]]
  /// The row's own values of the inputs, as text; and of the outputs.
  package let inputTexts: [String]
  package let outputTexts: [String]
  /// What the row is called.
  package let name: String

  package init(values: [[Float]], inputTexts: [String], outputTexts: [String], name: String) {
    self.values = values
    self.inputTexts = inputTexts
    self.outputTexts = outputTexts
    self.name = name
  }

  /// A unit's value on a scale from -1 to 1: as a share of its layer's range.
  func share(layer: Int, unit: Int, activation: String) -> Double {
    let value = Double(values[layer][unit])
    guard value.isFinite else { return value > 0 ? 1 : value < 0 ? -1 : 0 }
    if UnitRange.isShare(activation) { return min(max(2 * value - 1, -1), 1) }
    let most = values[layer].reduce(0) { max($0, Double($1.magnitude)) }
    return most > 0 && most.isFinite ? value / most : 0
  }
}

/// Small maps of what units make of two features.
package struct UnitMaps: Sendable {
  /// For each layer, the inputs first, the maps of the units that can be shown: values from -1 to 1.
  package private(set) var maps: [[Int: ValueGrid]]
  /// The features to the right and upwards.
  package let xName: String
  package let yName: String
  /// What else holds for all maps; blank for nothing.
  package let note: String
  /// How far from the middle the shades of either sign begin.
  private var levels = [0.15, 0.5, 0.85]

  package init(maps: [[Int: ValueGrid]], xName: String, yName: String, note: String = "") {
    self.maps = maps
    self.xName = xName
    self.yName = yName
    self.note = note
  }

  /// The maps of a layer's units from their values at `side × side` nodes, row by row from the lowest y, each from -1 to
  /// 1 in the range that the activation has, or the layer takes.
  package static func scaled(_ values: [Int: [Float]], side: Int, activation: String) -> [Int: ValueGrid] {
    let most = values.values.joined().reduce(0) { max($0, Double($1.magnitude)) }
    let isShare = UnitRange.isShare(activation)
    return values.mapValues { nodes in
      ValueGrid(
        columns: side, rows: side,
        values: nodes.map { isShare ? 2 * Double($0) - 1 : most > 0 && most.isFinite ? Double($0) / most : 0 })
    }
  }

  private static let opacity = 0.36

  /// More corners than this would make too large a file.
  private static let mostCorners = 6_000

  /// The maps, coarse enough, and if need be with one shade only, for all of them together to make a file of bounded
  /// size.
  func bounded() -> UnitMaps {
    var result = self
    result.coarsen(to: 6)
    if result.corners > Self.mostCorners {
      result.levels = [0.4]
      result.coarsen(to: 2)
    }
    return result
  }

  /// Takes every other node while there are too many corners, down to so many columns of nodes.
  private mutating func coarsen(to columns: Int) {
    while corners > Self.mostCorners, maps.contains(where: { $0.values.contains { $0.columns > columns } }) {
      maps = maps.map { $0.mapValues { $0.columns > columns ? $0.coarser : $0 } }
    }
  }

  private var corners: Int {
    maps.reduce(0) { sum, layer in
      sum + layer.values.reduce(0) { $0 + outlines($1).reduce(0) { $0 + $1.outlines.reduce(0) { $0 + $1.count } } }
    }
  }

  private func outlines(_ grid: ValueGrid) -> [(ink: Ink, outlines: [[Point]])] {
    let below = grid.map { -$0 }
    return levels.map { (.positive, grid.outlines(level: $0)) } + levels.map { (.negative, below.outlines(level: $0)) }
  }

  /// Where the map of a unit stands.
  struct Place {
    let layer: Int
    let unit: Int
    let box: Box
  }

  /// The maps in their places; those parts of all that look the same are one shape.
  func shapes(_ places: [Place]) -> [Shape] {
    let boxes = places.map(\.box)
    var areas = Array(repeating: [[Point]](), count: 2 * levels.count)
    for place in places {
      guard let grid = maps[place.layer][place.unit] else { continue }
      for (index, part) in outlines(grid).enumerated() {
        areas[index] += part.outlines.map { outline in
          outline.map { node in
            Point(
              x: place.box.left + node.x / Double(grid.columns - 1) * place.box.width,
              y: place.box.bottom - node.y / Double(grid.rows - 1) * place.box.height)
          }
        }
      }
    }
    var shapes: [Shape] = [.boxes(boxes, corner: 0, Fill(ink: .background), nil)]
    for (index, outlines) in areas.enumerated() where !outlines.isEmpty {
      let ink: Ink = index < levels.count ? .positive : .negative
      shapes.append(.areas(outlines, Fill(ink: ink, opacity: Self.opacity)))
    }
    return shapes + [.boxes(boxes, corner: 0, Fill(ink: .background, opacity: 0), Stroke(ink: .text, width: 1.2))]
  }

  /// The signs of low, middle and high.
  static var legend: [Legend.Item] {
    let edge = Stroke(ink: .text, width: 1)
    let strongest = 1 - (1 - opacity) * (1 - opacity) * (1 - opacity)
    return [
      Legend.Item(sign: .box(Fill(ink: .negative, opacity: strongest), edge, corner: 0), text: "low"),
      Legend.Item(sign: .box(Fill(ink: .background), edge, corner: 0), text: "middle"),
      Legend.Item(sign: .box(Fill(ink: .positive, opacity: strongest), edge, corner: 0), text: "high"),
    ]
  }
}

/// Which values a unit can have.
enum UnitRange {
  /// Whether the values of an activation are shares from 0 to 1, with their middle at a half.
  static func isShare(_ activation: String) -> Bool { activation == "sigmoid" || activation == "softmax" }
}
