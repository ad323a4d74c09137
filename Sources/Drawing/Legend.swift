/// Signs and what they stand for, side by side, in as many rows as they need.
struct Legend {
  struct Item {
    let sign: Sign
    let text: String
    /// The whole text, where `text` was cut.
    var original: String?
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
    let texts = items.map { item in
      min(
        TextMetrics.width(of: DisplayText.clean(item.text), fontSize: Label.small), width - item.sign.width, widestText)
        + 0.5
    }
    var rows: [[(item: Item, x: Double, width: Double)]] = []
    var end = Double.infinity
    for (item, text) in zip(items, texts) {
      let itemWidth = item.sign.width + text
      if end + Self.gap + itemWidth > width {
        rows.append([])
        end = -Self.gap
      }
      rows[rows.count - 1].append((item, end + Self.gap, text))
      end += Self.gap + itemWidth
    }
    // Where one row is not enough, the items stand in columns, if these need no more rows.
    let columns = (items.count + max(rows.count, 1) - 1) / max(rows.count, 1)
    let column = (zip(items, texts).map { $0.sign.width + $1 }.max() ?? 0) + Self.gap
    if rows.count > 1, Double(columns) * column - Self.gap <= width {
      let cells = zip(items, texts).enumerated().map { index, cell in
        (item: cell.0, x: Double(index % columns) * column, width: cell.1)
      }
      rows = stride(from: 0, to: cells.count, by: columns).map { Array(cells[$0..<min($0 + columns, cells.count)]) }
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
              ink: .muted, original: entry.item.original))
        ]
      }
    }
  }
}

extension Legend.Sign {
  fileprivate var width: Double {
    switch self {
    case .none: 0
    // On a terminal a cell stays free between the line and its name.
    case .line: 39
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
