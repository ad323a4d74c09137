/// The rows of a cloud as they are drawn over any plot: signs or cells, their legend and what they say in words.
struct ClassedPoints {
  private let cloud: PointCloud
  private let classes: [PointClass]
  /// Whether right and wrong rows are told apart.
  private let hasTruth: Bool
  /// Whether the plot is filled, so that signs need an edge.
  private let isOnGround: Bool

  /// More classes than this share the look of the last.
  static let mostClasses = 16

  /// - Throws: `nameCount` where the cloud has a class without a name, `nothingToDraw` without a row.
  init(_ cloud: PointCloud, names: [String], hasTruth: Bool = true, isOnGround: Bool = false) throws(DrawingError) {
    guard cloud.counts.count <= names.count else {
      throw .nameCount(of: "classes", expected: cloud.counts.count, found: names.count)
    }
    guard cloud.total > 0 else {
      throw .nothingToDraw(
        cloud.skipped == 0 ? "there are no rows to draw" : "no row has two finite values to draw")
    }
    let last = Self.mostClasses - 1
    let cloud = cloud.reordered(names.indices.map { min($0, last) })
    self.cloud = cloud
    self.hasTruth = hasTruth
    self.isOnGround = isOnGround
    var classes = (0..<min(names.count, Self.mostClasses)).map { index in
      let isRest = index == last && names.count > Self.mostClasses
      let name = isRest ? "\(names.count - index) other classes" : names[index]
      return PointClass(
        index: index, name: DisplayText.name(name, or: "(blank)"), isRest: isRest, count: cloud.counts[index].all,
        wrongCount: cloud.counts[index].wrong)
    }
    if cloud.grid == nil {
      for row in cloud.rows where row.isRight { classes[row.classIndex].right.append(row.place) }
    }
    if cloud.showsEachWrong {
      for row in cloud.wrongRows { classes[row.classIndex].wrong.append(row.place) }
    }
    self.classes = classes
  }

  var isDense: Bool { cloud.grid != nil }

  // MARK: Shapes

  /// The rows over a plot.
  func shapes(_ layout: PlotLayout) -> [Shape] {
    if let grid = cloud.grid { return cells(grid, layout) }
    let radius = radius(layout.grid.box)
    // Right ones first, the rarest class last; above them all the wrong ones.
    let order = classes.sorted { $0.right.count > $1.right.count }
    let right: [Shape] = order.map { pointClass in
      var marks = pointClass.rightMarks(at: pointClass.right.map(layout.place), radius: radius)
      if isOnGround {
        marks.fill.opacity = 1
        // Edges between many signs would hide them.
        marks.outline = cloud.total <= 600 ? Stroke(ink: .background, width: cloud.total <= 300 ? 0.8 : 0.4) : nil
      }
      return .marks(marks)
    }
    return right + wrongSigns(order, layout)
  }

  private func wrongSigns(_ classes: [PointClass], _ layout: PlotLayout) -> [Shape] {
    let radius = radius(layout.grid.box)
    return classes.map { .marks($0.wrongMarks(at: $0.wrong.map(layout.place), radius: radius)) }
  }

  /// The radius of the sign of a right row.
  private func radius(_ box: Box) -> Double {
    let usual = cloud.total <= 300 ? 3.8 : cloud.total <= 1_000 ? 3.1 : 2.3
    return usual * min(max(min(box.width, box.height) / 360, 0.6), 1)
  }

  /// Cells shaded by their rows, in the colour of their most frequent class; above them the wrong rows, each for
  /// itself while they are few, else as dots that grow with their share of the cell.
  private func cells(_ grid: CloudGrid, _ layout: PlotLayout) -> [Shape] {
    let density = DensityCells(grid, plot: layout.grid)
    let cells: [Shape] = classes.flatMap { pointClass in
      zip(density.boxes(of: pointClass.index), DensityCells.opacities).compactMap { boxes, opacity in
        boxes.isEmpty ? nil : .boxes(boxes, corner: 0, Fill(ink: pointClass.ink, opacity: opacity), nil)
      }
    }
    if cloud.showsEachWrong { return cells + wrongSigns(classes, layout) }
    return cells
      + zip(density.wrongCentres, DensityCells.wrongShares).map { centres, share in
        .marks(
          Marks(form: .circle, points: centres, radius: density.radius(ofShare: share), fill: Fill(ink: .text)))
      }
  }

  // MARK: Words

  var summary: String {
    let hidden = cloud.skipped > 0 ? " · \(NumberText.count(cloud.skipped)) not shown" : ""
    guard hasTruth else { return NumberText.count(cloud.total, "row", "rows") + hidden }
    return "right \(NumberText.count(cloud.total - cloud.wrong)) · wrong \(NumberText.count(cloud.wrong))\(hidden)"
  }

  var legend: [Legend.Item] {
    var items = classes.map { pointClass in
      let sign: Legend.Sign =
        isDense
        ? .box(Fill(ink: pointClass.ink), nil, corner: 0)
        : .marks([pointClass.rightMarks(at: [], radius: 4.2)])
      let name = DisplayText.brief(pointClass.name, count: 24)
      let count = NumberText.count(pointClass.count)
      let isCut = name.hasSuffix("…")
      return Legend.Item(
        sign: sign, text: "\(name) · \(count)", original: isCut ? "\(pointClass.name) · \(count)" : nil)
    }
    guard cloud.wrong > 0 else { return items }
    if cloud.showsEachWrong {
      let ring = Marks(
        form: .circle, points: [], radius: 4, fill: Fill(ink: .background), outline: Stroke(ink: .text, width: 1.7))
      items.append(Legend.Item(sign: .marks([ring]), text: "predicted wrongly"))
    } else {
      let dot = Marks(form: .circle, points: [], radius: 4, fill: Fill(ink: .text))
      items.append(Legend.Item(sign: .marks([dot]), text: "share predicted wrongly"))
    }
    return items
  }

  /// How many rows a cell of each shade holds, where the layout kept room for it.
  func densityLegend(_ layout: PlotLayout) -> [Shape] {
    guard let grid = cloud.grid else { return [] }
    let shades = DensityCells(grid, plot: layout.grid).shades
    let items = shades.indices.filter { shades.lastIndex(of: shades[$0]) == $0 }.map { index in
      let sign = Legend.Sign.box(
        Fill(ink: .text, opacity: DensityCells.opacities[index] * 0.8), nil, corner: 0)
      return Legend.Item(sign: sign, text: "\(NumberText.count(shades[index]))\(index == shades.count - 1 ? "+" : "")")
    }
    let legend = Legend(
      [Legend.Item(sign: .none, text: "rows a cell")] + items, width: layout.frame.content.width)
    return legend.height > Legend.rowHeight
      ? [] : legend.shapes(left: layout.secondLegend.x, top: layout.secondLegend.y)
  }

  /// The rows in words.
  func description(xName: String, yName: String) -> String {
    var sentences: [String] = []
    let rows =
      "\(NumberText.count(cloud.total, "row", "rows")) by \(DisplayText.brief(xName)) and \(DisplayText.brief(yName))"
    if hasTruth {
      let share = NumberText.percent(Double(cloud.wrong) / Double(cloud.total))
      sentences.append(
        "\(rows): \(NumberText.count(cloud.total - cloud.wrong)) predicted right, \(NumberText.count(cloud.wrong)) wrong (\(share))."
      )
      sentences += classes.map { pointClass in
        """
        Of \(NumberText.count(pointClass.count)) in \(DisplayText.brief(pointClass.name)), \
        \(NumberText.count(pointClass.wrongCount)) are wrong.
        """
      }
    } else {
      let parts = classes.map { "\(NumberText.count($0.count)) predicted as \(DisplayText.brief($0.name))" }
      sentences.append("\(rows): \(parts.joined(separator: ", ")).")
    }
    if isDense {
      sentences.append("Each cell has the colour of its most frequent class, the stronger the more rows lie in it.")
    }
    if cloud.skipped > 0 {
      sentences.append("\(NumberText.count(cloud.skipped, "row", "rows")) without two finite values left out.")
    }
    return sentences.joined(separator: " ")
  }
}
