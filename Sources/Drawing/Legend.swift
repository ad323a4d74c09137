/// Signs and what they stand for, side by side, in as many rows as they need.
struct Legend {
  struct Item {
    let sign: Sign
    let text: String
  }

  enum Sign {
    case none
    case line(Stroke)
    case marks([Marks])
    case box(Fill, Stroke?, corner: Double)
  }

  static let rowHeight = 20.0
  private static let gap = 16.0
  private let rows: [[(item: Item, x: Double, width: Double)]]

  /// - Parameter width: the room for a row; an item that alone is wider is cut.
  init(_ items: [Item], width: Double, widestText: Double = 220) {
    var rows: [[(item: Item, x: Double, width: Double)]] = []
    var end = Double.infinity
    for item in items {
      let signWidth = item.sign.width
      let text = DisplayText.clean(item.text)
      let textWidth = min(TextMetrics.width(of: text, fontSize: Label.small), width - signWidth, widestText)
      let itemWidth = signWidth + textWidth + 0.5
      if end + Self.gap + itemWidth > width {
        rows.append([])
        end = -Self.gap
      }
      rows[rows.count - 1].append((item, end + Self.gap, textWidth + 0.5))
      end += Self.gap + itemWidth
    }
    self.rows = rows
  }

  var height: Double { Double(rows.count) * Self.rowHeight }

  /// The shapes, with the first row's left end and top at a place.
  func shapes(left: Double, top: Double) -> [Shape] {
    rows.enumerated().flatMap { index, row in
      row.flatMap { entry in
        let centre = top + (Double(index) + 0.5) * Self.rowHeight
        let x = left + entry.x
        return entry.item.sign.shapes(left: x, centre: centre) + [
          .label(
            Label(
              entry.item.text, x: x + entry.item.sign.width, centre: centre, width: entry.width, fontSize: Label.small,
              ink: .muted))
        ]
      }
    }
  }
}

extension Legend.Sign {
  fileprivate var width: Double {
    switch self {
    case .none: 0
    case .line: 34
    case .marks: 18
    case .box: 21
    }
  }

  fileprivate func shapes(left: Double, centre: Double) -> [Shape] {
    switch self {
    case .none: []
    case .line(let stroke): [.lines([[Point(x: left, y: centre), Point(x: left + 28, y: centre)]], stroke)]
    case .marks(let marks):
      marks.map { mark in
        var mark = mark
        mark.points = [Point(x: left + 7, y: centre)]
        return .marks(mark)
      }
    case .box(let fill, let stroke, let corner):
      [
        .boxes(
          [Box(left: left + 1, top: centre - 7, right: left + 15, bottom: centre + 7)], corner: corner, fill, stroke)
      ]
    }
  }
}
