/// The grid of a plot, its axis and their numbers.
struct PlotGrid {
  /// From the bottom of the plot to the bottom of the name of its horizontal axis.
  static let footerHeight = 42.0

  let box: Box
  let x: Axis
  let y: Axis
  /// Whether the numbers of the horizontal axis have lines too, not only ticks.
  let hasVerticals: Bool

  /// Everything but the words under the plot.
  var shapes: [Shape] {
    var grid = y.ticks.map { tick in
      [Point(x: box.left, y: y.position(of: tick.value)), Point(x: box.right, y: y.position(of: tick.value))]
    }
    if hasVerticals {
      grid += x.ticks.map { tick in
        [Point(x: x.position(of: tick.value), y: box.top), Point(x: x.position(of: tick.value), y: box.bottom)]
      }
    }
    let axis = [Point(x: box.left, y: box.bottom), Point(x: box.right, y: box.bottom)]
    let ticks = x.ticks.map { tick in
      [Point(x: x.position(of: tick.value), y: box.bottom), Point(x: x.position(of: tick.value), y: box.bottom + 4)]
    }
    return [.lines(grid, Stroke(ink: .rule)), .lines([axis] + ticks, Stroke(ink: .muted))] + yLabels
  }

  /// The numbers and ticks of both axes around a plot that is filled, without a grid.
  var frameShapes: [Shape] {
    let outline = Shape.boxes([box], corner: 0, Fill(ink: .background, opacity: 0), Stroke(ink: .muted))
    let ticks =
      x.ticks.map { tick in
        [Point(x: x.position(of: tick.value), y: box.bottom), Point(x: x.position(of: tick.value), y: box.bottom + 4)]
      }
      + y.ticks.map { tick in
        [Point(x: box.left - 4, y: y.position(of: tick.value)), Point(x: box.left, y: y.position(of: tick.value))]
      }
    return [outline, .lines(ticks, Stroke(ink: .muted))] + yLabels
  }

  private var yLabels: [Shape] {
    y.ticks.map { tick in
      .label(
        Label(
          tick.text, x: box.left - 8, centre: y.position(of: tick.value), fontSize: Label.small, anchor: .end,
          ink: .muted))
    }
  }

  /// The numbers and the name of the horizontal axis, under the plot.
  func xLabels(name: String, _ frame: Frame, width: Double? = nil) -> [Shape] {
    let numbers: [Shape] = x.ticks.map { tick in
      .label(
        Label(
          tick.text, x: x.position(of: tick.value), centre: box.bottom + 14, fontSize: Label.small, anchor: .middle,
          ink: .muted))
    }
    let centre = box.centre.x
    let width = width ?? 2 * min(centre - 8, frame.size.width - 8 - centre)
    return numbers + [.label(Label(name, x: centre, centre: box.bottom + 33, width: width, anchor: .middle))]
  }
}
