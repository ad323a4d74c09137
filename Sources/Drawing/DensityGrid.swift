#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Square cells over a plot that count the rows in them, by class.
struct DensityGrid {
  private let box: Box
  private let side: Double
  private let columns: Int
  private let rows: Int
  private let classes: Int
  /// For each cell, `classes` counts.
  private var counts: [Int]
  private var wrong: [Int]

  /// Cells along the longer side of a plot, at most.
  private static let most = 60.0

  init(box: Box, classes: Int) {
    self.box = box
    self.classes = classes
    side = max(8, (max(box.width, box.height) / Self.most).rounded(.up))
    columns = max(1, Int((box.width / side).rounded(.up)))
    rows = max(1, Int((box.height / side).rounded(.up)))
    counts = Array(repeating: 0, count: columns * rows * classes)
    wrong = Array(repeating: 0, count: columns * rows)
  }

  /// Counts a row at a place of the plot.
  mutating func add(_ place: Point, classIndex: Int, isRight: Bool) {
    let column = min(max(Int((place.x - box.left) / side), 0), columns - 1)
    let row = min(max(Int((place.y - box.top) / side), 0), rows - 1)
    counts[(row * columns + column) * classes + classIndex] += 1
    if !isRight { wrong[row * columns + column] += 1 }
  }

  static let opacities = [0.2, 0.42, 0.68, 1]

  /// The largest number of rows in a cell.
  private var largest: Int { (0..<columns * rows).map(total).max() ?? 0 }

  /// The smallest counts of the four shades: equal steps of the logarithm up to the largest count.
  var shades: [Int] {
    let top = log(Double(max(largest, 1)))
    return Self.opacities.indices.map { Int(exp(top * Double($0) / 4).rounded(.up)) }
  }

  /// The cells, joined along rows, of each shade in which a class is the most frequent.
  func cells(of classIndex: Int) -> [[Box]] {
    let shades = shades
    var result: [[Box]] = Array(repeating: [], count: shades.count)
    for cell in wrong.indices {
      let total = total(cell)
      guard total > 0, majority(cell) == classIndex else { continue }
      let shade = shades.lastIndex { total >= $0 } ?? 0
      let place = place(cell)
      // Neighbours in a row of one look are one box, which shows no seam and takes fewer bytes.
      if let last = result[shade].last, last.top == place.top, last.right == place.left {
        result[shade][result[shade].count - 1].right = place.right
      } else {
        result[shade].append(place)
      }
    }
    return result
  }

  /// The shares of wrong rows, up to which the dots of a size stand for.
  static let wrongShares = [0.25, 0.5, 0.75, 1]

  /// The radius of the dot for a share of wrong rows.
  func radius(ofShare share: Double) -> Double { 0.46 * side * share.squareRoot() }

  /// The middles of the cells whose share of wrong rows lies within each of the `wrongShares`.
  var wrongCentres: [[Point]] {
    var result: [[Point]] = Array(repeating: [], count: Self.wrongShares.count)
    for cell in wrong.indices where wrong[cell] > 0 {
      let share = Double(wrong[cell]) / Double(total(cell))
      result[Self.wrongShares.firstIndex { share <= $0 } ?? 3].append(place(cell).centre)
    }
    return result
  }

  private func total(_ cell: Int) -> Int { counts[cell * classes..<(cell + 1) * classes].reduce(0, +) }

  private func majority(_ cell: Int) -> Int {
    let part = counts[cell * classes..<(cell + 1) * classes]
    let most = part.max() ?? 0
    return (part.firstIndex(of: most) ?? part.startIndex) - part.startIndex
  }

  private func place(_ cell: Int) -> Box {
    let left = box.left + Double(cell % columns) * side
    let top = box.top + Double(cell / columns) * side
    return Box(left: left, top: top, right: min(left + side, box.right), bottom: min(top + side, box.bottom))
  }
}
