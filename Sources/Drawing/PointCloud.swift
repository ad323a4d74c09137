/// Rows on two axes by their true class, as they come: each for itself while they are few, counted in cells once they
/// are many. Its size does not grow with the rows.
package struct PointCloud: Sendable {
  /// A row that has a sign of its own.
  struct Row: Sendable {
    let place: Point
    let classIndex: Int
    let isRight: Bool
  }

  /// More rows than this are counted in cells.
  static let mostRows = 5_000
  /// Of cells, no more wrong rows than this have a sign each.
  static let mostWrong = 500

  /// All rows, in order, while they are few; the first ones later.
  private(set) var rows: [Row] = []
  private(set) var grid: CloudGrid?
  /// The first wrong rows, one more than can be shown at most.
  private(set) var wrongRows: [Row] = []
  /// For each class, its rows and the wrong ones among them.
  private(set) var counts: [(all: Int, wrong: Int)] = []
  /// Rows with a value that cannot be drawn.
  private(set) var skipped = 0
  private var x = Extent()
  private var y = Extent()

  package init() {}

  private struct Extent {
    var low = Double.infinity
    var high = -Double.infinity

    mutating func add(_ value: Double) {
      low = min(low, value)
      high = max(high, value)
    }

    var range: ClosedRange<Double>? { low <= high ? low...high : nil }
  }

  /// The values on the horizontal axis; nil without any.
  package var xRange: ClosedRange<Double>? { x.range }
  /// The values on the vertical axis; nil without any.
  package var yRange: ClosedRange<Double>? { y.range }
  /// The rows that can be drawn.
  var total: Int { counts.reduce(0) { $0 + $1.all } }
  var wrong: Int { counts.reduce(0) { $0 + $1.wrong } }
  /// Whether each wrong row has its sign.
  var showsEachWrong: Bool { grid == nil || wrong <= Self.mostWrong }

  /// Adds a row of a class, counted from 0. One with a value that is not finite is only counted.
  package mutating func add(x valueX: Double, y valueY: Double, classIndex: Int = 0, isRight: Bool = true) {
    guard Axis.isDrawable(valueX), Axis.isDrawable(valueY) else {
      skipped += 1
      return
    }
    x.add(valueX)
    y.add(valueY)
    while counts.count <= classIndex { counts.append((0, 0)) }
    counts[classIndex].all += 1
    let row = Row(place: Point(x: valueX, y: valueY), classIndex: classIndex, isRight: isRight)
    if !isRight {
      counts[classIndex].wrong += 1
      if wrongRows.count <= Self.mostWrong { wrongRows.append(row) }
    }
    if grid != nil {
      grid?.add(x: valueX, y: valueY, classIndex: classIndex, isRight: isRight)
    } else if rows.count < Self.mostRows {
      rows.append(row)
    } else if let xRange, let yRange {
      var cells = CloudGrid(x: xRange, y: yRange)
      for row in rows + [row] {
        cells.add(x: row.place.x, y: row.place.y, classIndex: row.classIndex, isRight: row.isRight)
      }
      grid = cells
    }
  }

  /// The cloud with class `index` as class `places[index]`: several may become one.
  package func reordered(_ places: [Int]) -> PointCloud {
    var cloud = self
    let place = { (index: Int) in places.indices.contains(index) ? places[index] : 0 }
    let moved = { (row: Row) in Row(place: row.place, classIndex: place(row.classIndex), isRight: row.isRight) }
    cloud.rows = rows.map(moved)
    cloud.wrongRows = wrongRows.map(moved)
    cloud.counts = Array(repeating: (0, 0), count: (places.max() ?? -1) + 1)
    for (index, count) in counts.enumerated() {
      cloud.counts[place(index)].all += count.all
      cloud.counts[place(index)].wrong += count.wrong
    }
    cloud.grid?.reorder(places)
    return cloud
  }
}
