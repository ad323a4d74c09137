/// Where the parts of a network picture stand.
///
/// All columns share one distance between rows and one middle line. A picture without a given size is made as large
/// as its columns want; a given size shows as many units and layers as keep apart in it.
struct NetworkLayout {
  let frame: Frame
  let columns: [NetworkColumn]
  /// The number of layers that are not shown, left out before the column at `skipIndex`.
  let skippedLayers: Int
  let skipIndex: Int
  /// Distance between rows.
  let spacing: Double
  let radius: Double
  /// The room of the names at the left and at the right.
  let inputWidth: Double
  let outputWidth: Double

  /// The top of the captions, under all columns.
  let captionTop: Double

  private let middle: Double
  private let firstX: Double
  private let columnSpacing: Double

  /// The distance of the bias unit from the first row, in rows.
  static let biasRows = 1.3
  static let arrow = 24.0
  static let captionHeight = 54.0
  /// Rows closer than this would let names touch.
  private static let closestRows = 17.0
  /// Maps closer than this would be too small to read.
  private static let closestMaps = 30.0
  /// Columns closer than this would let captions touch.
  private static let closestColumns = 68.0

  init(_ picture: NetworkPicture, units: [Int], size: Size?) {
    let margin = Frame.margin
    let titleHeight = Frame.titleHeight(picture.title)
    let noteHeight = Self.hasNote(picture, units: units) ? Legend.rowHeight : 0
    let bare = 2 * margin - 8 + titleHeight + Self.captionHeight + noteHeight
    var chrome = bare + (size.map { picture.legendHeight(width: $0.width - 2 * margin) } ?? Legend.rowHeight)
    var limit = picture.maxUnits
    if let size {
      let rows =
        (size.height - chrome) / (picture.look.isMaps ? Self.closestMaps : Self.closestRows) - Self.biasRows - 1
      limit = min(limit, max(2, Int(rows) - 1))
    }

    // The names of the units that the outer columns can show, before it is known how many columns there are.
    let first = NetworkColumn(layer: 0, units: units[0], limit: limit, feedsNext: true, hasBias: false)
    let last = NetworkColumn(
      layer: units.count - 1, units: units[units.count - 1], limit: limit, feedsNext: false, hasBias: false)
    let widest = size.map { $0.width * ($0.width < 560 ? 0.12 : 0.18) } ?? 210
    inputWidth = picture.showsLabels ? Self.width(of: first.shown.map(picture.inputName), atMost: widest) : 0
    outputWidth = picture.showsLabels ? Self.width(of: last.shown.map(picture.outputName), atMost: widest) : 0
    let sides = 2 * margin + inputWidth + outputWidth + 2 * (Self.arrow + (picture.look.isMaps ? 27 : 14)) + 12

    let places = size.map { Int(($0.width - sides) / Self.closestColumns) + 1 } ?? 10
    var shownLayers = Array(units.indices)
    if units.count > max(places, 3) {
      // One place is needed for the words that stand for the missing layers.
      let count = max(places - 1, 3)
      shownLayers = Array(0..<(count + 1) / 2) + Array((units.count - count / 2)..<units.count)
    }
    skippedLayers = units.count - shownLayers.count
    skipIndex = skippedLayers > 0 ? (shownLayers.count + 1) / 2 : shownLayers.count
    let skip = skippedLayers > 0 ? skipIndex : -1
    columns = shownLayers.enumerated().map { index, layer in
      let feedsNext = index + 1 < shownLayers.count && index + 1 != skip
      return NetworkColumn(
        layer: layer, units: units[layer], limit: limit, feedsNext: feedsNext,
        hasBias: feedsNext && !picture.layers[layer].biases.isEmpty)
    }

    // In rows: how far the columns reach above and below the middle line.
    let above = columns.map { Double($0.rows - 1) / 2 + ($0.hasBias ? Self.biasRows : 0) }.max() ?? 0
    let below = columns.map { Double($0.rows - 1) / 2 }.max() ?? 0
    let rows = above + below + (picture.look.isMaps ? 1 : 0.8)
    let wanted = picture.look.isMaps ? 58 : min(max(430 / rows, 25), 44)
    let intervals = Double(columns.count - 1 + (skippedLayers > 0 ? 1 : 0))
    let wantedColumns = intervals > 5 ? 124.0 : intervals > 3 ? 144.0 : 172.0
    let width = size?.width ?? max(Size.widths.lowerBound, (sides + intervals * wantedColumns).rounded(.up))
    chrome = bare + picture.legendHeight(width: width - 2 * margin)
    let size =
      size ?? Size(width: width, height: max(Size.heights.lowerBound, (chrome + rows * wanted).rounded(.up)))
    frame = Frame(size: size, title: picture.title)
    let room = size.height - chrome
    spacing = min(room / rows, max(wanted, min(room / rows, 52)))
    radius = picture.look.isMaps ? min(26, spacing * 0.44) : min(13, spacing * 0.34)
    middle = margin - 4 + titleHeight + (room - (above + below) * spacing) / 2 + above * spacing
    captionTop = margin - 4 + titleHeight + room + 6
    let left = margin + inputWidth + Self.arrow + 6 + radius
    let right = size.width - margin - outputWidth - Self.arrow - 6 - radius
    // Few columns in a wide frame stay together in its middle.
    columnSpacing = min((right - left) / intervals, 320)
    firstX = left + (right - left - columnSpacing * intervals) / 2
  }

  /// The middle of a column; the skipped layers have a place of their own.
  func x(of column: Int) -> Double {
    firstX + columnSpacing * Double(column + (skippedLayers > 0 && column >= skipIndex ? 1 : 0))
  }

  func y(of row: Int, in column: Int) -> Double {
    middle + (Double(row) - Double(columns[column].rows - 1) / 2) * spacing
  }

  /// The circle at an index of the column's shown units.
  func unit(_ index: Int, in column: Int) -> Point {
    Point(x: x(of: column), y: y(of: columns[column].row(of: index), in: column))
  }

  func bias(in column: Int) -> Point {
    Point(x: x(of: column), y: y(of: 0, in: column) - Self.biasRows * spacing)
  }

  /// The words for the skipped layers.
  var skip: Point { Point(x: firstX + columnSpacing * Double(skipIndex), y: middle) }

  /// The room for those words: as much as a column has, and more where no other words stand at that height.
  var skipWidth: Double { columns.contains { $0.hidden > 0 } ? columnSpacing - 10 : 1.4 * columnSpacing }

  /// The room for words under a column or in it.
  func captionWidth(of column: Int) -> Double {
    let x = x(of: column)
    return min(columnSpacing - 10, 2 * (x - 10), 2 * (frame.size.width - x - 10))
  }

  /// Whether words under the legend say more, such as that there may be more lines than are drawn.
  private static func hasNote(_ picture: NetworkPicture, units: [Int]) -> Bool {
    guard case .plain = picture.look else { return true }
    let shown = units.map { min($0, picture.maxUnits) }
    let lines = zip(shown, shown.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    return picture.minWeight > 0 || lines > picture.maxLines
  }

  private static func width(of names: [String], atMost limit: Double) -> Double {
    min(names.map { TextMetrics.width(of: DisplayText.clean($0), fontSize: Label.plain) }.max() ?? 0, limit) + 0.5
  }
}
