/// A predicted quantity against the true one, and what is left over: two plots side by side, or one above the other where
/// the picture is narrow.
package struct RegressionPicture: Picture {
  /// Shown at the top left; blank for none.
  package let title: String
  /// The quantity.
  package let name: String
  package let rows: RegressionRows

  package init(title: String = "", name: String, rows: RegressionRows) {
    self.title = title
    self.name = name
    self.rows = rows
  }

  private static let gap = 36.0
  private static let summaryHeight = 22.0
  private static let nameHeight = 32.0

  /// - Throws: `sizeOutOfRange`, `heightTooSmall`, or `nothingToDraw` without a row of two finite values.
  package func scene(size: Size?) throws(DrawingError) -> Scene {
    guard let truths = rows.fit.xRange, let predictions = rows.fit.yRange, let residuals = rows.residuals.yRange else {
      throw .nothingToDraw("no row has a true and a predicted value to draw")
    }
    let size = try (size ?? Size(width: 860, height: 500 + Frame.titleHeight(title))).checked()
    let frame = Frame(size: size, title: title)
    var content = frame.content
    content.top += Self.summaryHeight
    let isStacked = size.width < 620
    let footer = PlotGrid.footerHeight
    let height = isStacked ? (content.height - 16) / 2 : content.height
    guard height - Self.nameHeight - footer >= 64 else {
      let missing = (64 - height + Self.nameHeight + footer) * (isStacked ? 2 : 1)
      throw .heightTooSmall(height: size.height, needed: (size.height + missing).rounded(.up))
    }
    let width = isStacked ? content.width : (content.width - Self.gap) / 2
    let first = Box(left: content.left, top: content.top, right: content.left + width, bottom: content.top + height)
    let second = Box(
      left: content.right - width, top: content.bottom - height, right: content.right, bottom: content.bottom)

    let both = Axis.padded(
      min(truths.lowerBound, predictions.lowerBound)...max(truths.upperBound, predictions.upperBound), by: 0.04)
    let left = Self.grid(first, x: both, y: both, isSquare: !isStacked)
    let most = max(residuals.lowerBound.magnitude, residuals.upperBound.magnitude)
    var right = Self.grid(
      second, x: Axis.padded(predictions, by: 0.04), y: Axis.padded(-most...most, by: 0.04), isSquare: false)
    if !isStacked {
      // Both plots end on one line at the top.
      var box = second
      box.top = left.box.top - Self.nameHeight
      right = Self.grid(
        box, x: Axis.padded(predictions, by: 0.04), y: Axis.padded(-most...most, by: 0.04), isSquare: false)
    }

    let shown = DisplayText.name(name, or: "value")
    var scene = Scene(
      size: size,
      title: DisplayText.name(
        DisplayText.brief(title, count: 200), or: "\(DisplayText.brief(shown)), predicted and true"),
      description: description(shown))
    let summary = Label(
      self.summary(shown), x: content.left, centre: frame.content.top + 7, width: content.width)
    scene.shapes = frame.titleShapes + [.label(summary)]
    let diagonal = [both.lowerBound, both.upperBound].map {
      Point(x: left.x.position(of: $0), y: left.y.position(of: $0))
    }
    scene.shapes += plot(
      left, rows.fit, line: diagonal, xName: "true", yName: "predicted", frame: frame, outer: first)
    let zero = right.y.position(of: 0)
    scene.shapes += plot(
      right, rows.residuals, line: [Point(x: right.box.left, y: zero), Point(x: right.box.right, y: zero)],
      xName: "predicted", yName: "true − predicted", frame: frame, outer: second)
    return scene
  }

  /// The plot within its part of the picture, beside its numbers.
  private static func grid(
    _ outer: Box, x: ClosedRange<Double>, y: ClosedRange<Double>, isSquare: Bool
  ) -> PlotGrid {
    var box = outer
    box.top += nameHeight
    box.bottom -= PlotGrid.footerHeight
    let widest = Axis(y, from: box.bottom, to: box.top, spacing: 44).labelWidth
    box.left += (widest + 8).rounded(.up)
    if isSquare {
      let side = min(box.width, box.height)
      box.right = box.left + side
      box.top = box.bottom - side
    }
    let yAxis = Axis(y, from: box.bottom, to: box.top, spacing: isSquare ? 56 : 44)
    let xAxis = Axis.horizontal(
      x, from: box.left, to: box.right, spacing: 56, room: outer.left - 14...outer.right + 14)
    return PlotGrid(box: box, x: xAxis, y: yAxis, hasVerticals: true)
  }

  private func plot(
    _ grid: PlotGrid, _ cloud: PointCloud, line: [Point], xName: String, yName: String, frame: Frame, outer: Box
  ) -> [Shape] {
    var shapes: [Shape] = [
      .label(Label(yName, x: outer.left, centre: grid.box.top - 16, width: outer.width))
    ]
    shapes += grid.shapes
    if let cells = cloud.grid {
      let density = DensityCells(cells, plot: grid)
      shapes += zip(density.boxes(of: 0), DensityCells.opacities).compactMap { boxes, opacity in
        boxes.isEmpty ? nil : .boxes(boxes, corner: 0, Fill(ink: .category(0), opacity: opacity), nil)
      }
    } else {
      let places = cloud.rows.map { Point(x: grid.x.position(of: $0.place.x), y: grid.y.position(of: $0.place.y)) }
      let radius = cloud.total <= 300 ? 3.2 : cloud.total <= 1_000 ? 2.6 : 2.0
      shapes.append(
        .marks(Marks(form: .circle, points: places, radius: radius, fill: Fill(ink: .category(0), opacity: 0.6))))
    }
    shapes.append(.lines([line], Stroke(ink: .negative, width: 1.6)))
    let centre = grid.box.centre.x
    return shapes + grid.xLabels(name: xName, frame, width: 2 * min(centre - outer.left, outer.right - centre))
  }

  private func summary(_ name: String) -> String {
    let hidden = rows.fit.skipped > 0 ? " · \(NumberText.count(rows.fit.skipped)) not shown" : ""
    let r2 = rows.r2.map { "r² \(NumberText.short($0)) · " } ?? ""
    return
      "\(DisplayText.brief(name)) · \(r2)rmse \(NumberText.short(rows.rmse)) · \(NumberText.count(rows.fit.total, "row", "rows"))\(hidden)"
  }

  private func description(_ name: String) -> String {
    var sentences = [
      "\(DisplayText.brief(name)) as predicted over what it truly is, on \(NumberText.count(rows.fit.total, "row", "rows")): root mean squared error \(NumberText.short(rows.rmse))"
        + (rows.r2.map { ", coefficient of determination \(NumberText.short($0))." } ?? ".")
    ]
    if let residuals = rows.residuals.yRange {
      sentences.append(
        "The residuals, true less predicted, go from \(NumberText.short(residuals.lowerBound)) to \(NumberText.short(residuals.upperBound))."
      )
    }
    return sentences.joined(separator: " ")
  }
}
