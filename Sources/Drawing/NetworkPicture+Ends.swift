extension NetworkPicture {
  /// Arrows into the inputs and out of the outputs, with their names.
  func ends(_ layout: NetworkLayout) -> [Shape] {
    let last = layout.columns.count - 1
    var lines: [[Point]] = []
    var heads: [Shape] = []
    var names: [Shape] = []
    let addArrow = { (start: Double, tip: Double, y: Double) in
      lines.append([Point(x: start, y: y), Point(x: tip - 5, y: y)])
      let head = [Point(x: tip, y: y), Point(x: tip - 7, y: y - 3.2), Point(x: tip - 7, y: y + 3.2)]
      heads.append(.area(head, Fill(ink: .muted)))
    }
    for (index, unit) in layout.columns[0].shown.enumerated() {
      let centre = layout.unit(index, in: 0)
      let start = centre.x - layout.radius - NetworkLayout.arrow
      addArrow(start, centre.x - layout.radius - 2, centre.y)
      names.append(
        .label(input(unit).label(x: start - 6, centre: centre.y, width: layout.inputWidth, anchor: .end)))
    }
    for (index, unit) in layout.columns[last].shown.enumerated() {
      let centre = layout.unit(index, in: last)
      let tip = centre.x + layout.radius + NetworkLayout.arrow
      addArrow(centre.x + layout.radius, tip, centre.y)
      names.append(.label(output(unit).label(x: tip + 6, centre: centre.y, width: layout.outputWidth)))
    }
    return [.lines(lines, Stroke(ink: .muted, width: 1.2))] + heads + (showsLabels ? names : [])
  }
}
