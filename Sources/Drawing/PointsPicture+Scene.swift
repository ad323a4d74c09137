extension PointsPicture {
  /// The picture as shapes.
  func scene(size: Size?) throws(DrawingError) -> Scene {
    let classes = try classes()
    let layout = try PointsLayout(self, classes: classes, size: size)

    var scene = Scene(
      size: layout.frame.size, title: DisplayText.name(DisplayText.brief(title, count: 200), or: spokenName),
      description: description(classes, isDense: layout.density != nil))
    scene.shapes = layout.frame.titleShapes + layout.legendShapes + layout.grid.shapes
    scene.shapes += layout.density.map { cells(classes, layout, $0) } ?? points(classes, layout)
    scene.shapes += layout.grid.xLabels(name: DisplayText.name(xName, or: "x"), layout.frame)
    return scene
  }

  /// Right ones first, the rarest class last; above them all the wrong ones.
  private func points(_ classes: [PointClass], _ layout: PointsLayout) -> [Shape] {
    let order = classes.sorted { $0.right.count > $1.right.count }
    let radius = layout.radius
    let right: [Shape] = order.map { .marks($0.rightMarks(at: $0.right.map(layout.place), radius: radius)) }
    let wrong: [Shape] = order.map { .marks($0.wrongMarks(at: $0.wrong.map(layout.place), radius: radius)) }
    return right + wrong
  }

  /// Cells shaded by their rows, in the colour of their most frequent class; above them the wrong rows, each for
  /// itself while they are few, else as dots that grow with their share of the cell.
  private func cells(_ classes: [PointClass], _ layout: PointsLayout, _ grid: DensityGrid) -> [Shape] {
    let cells: [Shape] = classes.flatMap { pointClass in
      zip(grid.cells(of: pointClass.index), DensityGrid.opacities).compactMap { boxes, opacity in
        boxes.isEmpty ? nil : .boxes(boxes, corner: 0, Fill(ink: pointClass.ink, opacity: opacity), nil)
      }
    }
    if PointsLayout.showsEachWrong(classes) {
      return cells
        + classes.map { .marks($0.wrongMarks(at: $0.wrong.map(layout.place), radius: layout.radius)) }
    }
    return cells
      + zip(grid.wrongCentres, DensityGrid.wrongShares).map { centres, share in
        .marks(
          Marks(form: .circle, points: centres, radius: grid.radius(ofShare: share), fill: Fill(ink: .text)))
      }
  }

  private var spokenName: String {
    "\(DisplayText.brief(DisplayText.name(yName, or: "y"))) by \(DisplayText.brief(DisplayText.name(xName, or: "x")))"
  }

  /// The points in words.
  private func description(_ classes: [PointClass], isDense: Bool) -> String {
    let total = classes.reduce(0) { $0 + $1.count }
    let wrong = classes.reduce(0) { $0 + $1.wrong.count }
    var sentences = [
      """
      \(NumberText.count(total, "row", "rows")) by \(DisplayText.brief(DisplayText.name(xName, or: "x"))) and \
      \(DisplayText.brief(DisplayText.name(yName, or: "y"))): \(NumberText.count(total - wrong)) predicted right, \
      \(NumberText.count(wrong)) wrong (\(NumberText.percent(Double(wrong) / Double(total)))).
      """
    ]
    sentences += classes.map { pointClass in
      """
      Of \(NumberText.count(pointClass.count)) in \(DisplayText.brief(pointClass.name)), \
      \(NumberText.count(pointClass.wrong.count)) are wrong.
      """
    }
    if isDense {
      sentences.append("Each cell has the colour of its most frequent class, the stronger the more rows lie in it.")
    }
    if x.count > total {
      sentences.append("\(NumberText.count(x.count - total, "row", "rows")) without two finite values left out.")
    }
    return sentences.joined(separator: " ")
  }
}
