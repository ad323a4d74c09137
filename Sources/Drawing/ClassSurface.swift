/// Classes as areas: each in its colour, in steps of how sure the prediction is, with the boundary between them.
struct ClassSurface {
  /// For each class, how far it is ahead: from 0 at the boundary to 1 where it is certain; below 0 elsewhere.
  private let leads: [ValueGrid]

  static let boundary = Stroke(ink: .text, width: 1.4)
  private static let levels = [0, 0.25, 0.5, 0.75]
  private static let opacity = 0.13
  /// More corners than this would make too large a file.
  static let mostCorners = 9_000

  /// - Parameters:
  ///   - grids: the probability of each class, all of one size.
  ///   - positive: of two classes, the one that is predicted from the threshold on.
  init(grids: [ValueGrid], positive: Int, threshold: Double) {
    var grids = grids
    func leads() -> [ValueGrid] {
      if grids.count == 2, threshold > 0, threshold < 1 {
        return (0..<2).map { index in
          grids[index].map { probability in
            let cut = index == positive ? threshold : 1 - threshold
            return probability >= cut ? (probability - cut) / (1 - cut) : (probability - cut) / cut
          }
        }
      }
      return Self.leads(grids)
    }
    var result = leads()
    while Self.corners(result) > Self.mostCorners, (result.first?.columns ?? 0) > 8 {
      grids = grids.map(\.coarser)
      result = leads()
    }
    self.leads = result
  }

  /// How far each class is ahead of the most probable of the others.
  ///
  /// - Complexity: proportional to classes and nodes.
  static func leads(_ grids: [ValueGrid]) -> [ValueGrid] {
    guard let first = grids.first else { return [] }
    // Per node the two highest values: all that a class needs to know of the others.
    var highest = [Double](repeating: -.infinity, count: first.values.count)
    var second = highest
    for grid in grids {
      for (node, value) in grid.values.enumerated() {
        second[node] = max(second[node], min(value, highest[node]))
        highest[node] = max(highest[node], value)
      }
    }
    return grids.map { grid in
      ValueGrid(
        columns: grid.columns, rows: grid.rows,
        values: grid.values.indices.map { node in
          let value = grid.values[node]
          let other = value < highest[node] ? highest[node] : second[node]
          return value - (grids.count > 1 ? other : 0)
        })
    }
  }

  private static func corners(_ leads: [ValueGrid]) -> Int {
    leads.reduce(0) { sum, lead in
      sum + levels.reduce(0) { $0 + lead.outlines(level: $1).reduce(0) { $0 + $1.count } }
    }
  }

  func shapes(_ plot: PlotGrid) -> [Shape] {
    var shapes: [Shape] = []
    var boundaries: [[Point]] = []
    for (index, lead) in leads.enumerated() {
      let isRest = index >= ClassedPoints.mostClasses - 1 && leads.count > ClassedPoints.mostClasses
      let ink: Ink = isRest ? .muted : .category(index)
      for level in Self.levels {
        let outlines = lead.outlines(level: level)
        guard !outlines.isEmpty else { continue }
        shapes.append(
          .areas(outlines.map { $0.map { plot.place($0, in: lead) } }, Fill(ink: ink, opacity: Self.opacity)))
        // Of two classes the boundary is one line; of more, each has its own side of it.
        if level == 0, leads.count != 2 || index == 1 {
          boundaries += outlines.flatMap(lead.withoutEdges).map { $0.map { plot.place($0, in: lead) } }
        }
      }
    }
    return shapes + [.lines(boundaries, Self.boundary)]
  }

  /// The share of the ground that each class has.
  func description(_ names: [String]) -> String {
    let parts = zip(leads, names).prefix(ClassedPoints.mostClasses).map { lead, name in
      let share = Double(lead.values.count { $0 >= 0 }) / Double(lead.values.count)
      return "\(DisplayText.brief(DisplayText.name(name, or: "(blank)"))) on \(NumberText.percent(share))"
    }
    return parts.joined(separator: ", ") + "."
  }
}
