#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The cells of a cloud in the place where they are drawn: shaded by their rows, with dots for the wrong ones.
struct DensityCells {
  /// A cell with at least one row.
  private struct Cell {
    let box: Box
    let total: Int
    let wrong: Int
    let majority: Int
  }

  private let cells: [Cell]
  /// The smallest counts of the shades: equal steps of the logarithm up to the largest count.
  let shades: [Int]
  /// The radius of the dot for a cell whose rows are all wrong.
  private let radius: Double

  static let opacities = [0.2, 0.42, 0.68, 1]
  /// The shares of wrong rows, up to which the dots of a size stand for.
  static let wrongShares = [0.25, 0.5, 0.75, 1]

  init(_ grid: CloudGrid, plot: PlotGrid) {
    let columns = Self.blocks(grid.x, plot.x)
    let rows = Self.blocks(grid.y, plot.y)
    var cells: [Cell] = []
    for (rowRange, vertical) in rows {
      for (columnRange, horizontal) in columns {
        let places = rowRange.flatMap { row in columnRange.map { row * CloudGrid.side + $0 } }
        let counts = grid.counts.map { plane in places.reduce(0) { $0 + Int(plane[$1]) } }
        let total = counts.reduce(0, +)
        guard total > 0, horizontal.0 < horizontal.1, vertical.0 < vertical.1 else { continue }
        let most = counts.max() ?? 0
        cells.append(
          Cell(
            box: Box(left: horizontal.0, top: vertical.0, right: horizontal.1, bottom: vertical.1), total: total,
            wrong: places.reduce(0) { $0 + Int(grid.wrong[$1]) }, majority: counts.firstIndex(of: most) ?? 0))
      }
    }
    self.cells = cells
    let top = log(Double(cells.map(\.total).max() ?? 1))
    shades = Self.opacities.indices.map { Int(exp(top * Double($0) / 4).rounded(.up)) }
    radius = 0.46 * (cells.map { min($0.box.width, $0.box.height) }.min() ?? 0)
  }

  /// The cells along an axis that hold anything that is shown, in pairs where there are many, between whole pixels.
  private static func blocks(_ span: CloudGrid.Span, _ axis: Axis) -> [(Range<Int>, (Double, Double))] {
    let first = max(span.index(of: axis.domain.lowerBound), 0)
    let last = min(span.index(of: axis.domain.upperBound), CloudGrid.side - 1)
    guard first <= last else { return [] }
    let step = last - first >= CloudGrid.side / 2 ? 2 : 1
    return stride(from: first - first % step, through: last, by: step).map { start in
      let ends = [start, start + step].map { axis.position(of: span.edge($0)).rounded() }.sorted()
      return (start..<min(start + step, CloudGrid.side), (ends[0], ends[1]))
    }
  }

  /// The cells, joined along rows, of each shade in which a class is the most frequent.
  func boxes(of classIndex: Int) -> [[Box]] {
    var result: [[Box]] = Array(repeating: [], count: shades.count)
    for cell in cells where cell.majority == classIndex {
      let shade = shades.lastIndex { cell.total >= $0 } ?? 0
      // Neighbours of one look are one box, which shows no seam and takes fewer bytes.
      if let last = result[shade].last, last.top == cell.box.top, last.right == cell.box.left {
        result[shade][result[shade].count - 1].right = cell.box.right
      } else {
        result[shade].append(cell.box)
      }
    }
    return result
  }

  /// The radius of the dot for a share of wrong rows.
  func radius(ofShare share: Double) -> Double { radius * share.squareRoot() }

  /// The middles of the cells whose share of wrong rows lies within each of the `wrongShares`.
  var wrongCentres: [[Point]] {
    var result: [[Point]] = Array(repeating: [], count: Self.wrongShares.count)
    for cell in cells where cell.wrong > 0 {
      let share = Double(cell.wrong) / Double(cell.total)
      result[Self.wrongShares.firstIndex { share <= $0 } ?? 3].append(cell.box.centre)
    }
    return result
  }
}
