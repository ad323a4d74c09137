extension NetworkPicture {
  /// - Throws: `sizeOutOfRange`, `nameCount`, or what is wrong with the layers.
  package func scene(size: Size?) throws(DrawingError) -> Scene {
    let units = try columnUnits()
    let size = try size?.checked()
    let layout = NetworkLayout(self, units: units, size: size)
    let all = connections(layout)
    let scale = WeightScale(all.map(\.weight))
    let drawn = strongest(of: all, limit: lineLimit(layout))

    var scene = Scene(
      size: layout.frame.size, title: DisplayText.name(DisplayText.brief(title, count: 200), or: "Neural network"),
      description: description(units: units, layout: layout, scale: scale, all: all.count, drawn: drawn.count))
    scene.shapes = layout.frame.titleShapes
    scene.shapes += lines(drawn, scale: scale)
    let columns = layout.columns.indices
    scene.shapes += ends(layout)
    if let maps = look.maps?.bounded() {
      scene.shapes += maps.shapes(columns.flatMap { places(of: $0, layout) })
    } else {
      scene.shapes += circles(layout)
    }
    for index in columns where layout.columns[index].hasBias {
      scene.shapes += bias(at: layout.bias(in: index), layout)
    }
    scene.shapes += columns.flatMap { gap(of: $0, layout) }
    scene.shapes += columns.flatMap { captions(of: $0, layout) }
    if layout.skippedLayers > 0 { scene.shapes += skip(layout) }
    scene.shapes += legend(layout, scale: scale, all: all.count, drawn: drawn.count)
    scene.interaction = page.map { pageData($0.rows, start: $0.start, layout: layout) }
    return scene
  }

  // MARK: Units

  /// The circles of all columns, and above them how far each is filled: those of one look together, which takes less.
  private func circles(_ layout: NetworkLayout) -> [Shape] {
    var grounds: [Shape] = []
    var values: [[Shape]] = [[], []]
    for (index, column) in layout.columns.enumerated() {
      for (unitIndex, unit) in column.shown.enumerated() {
        let place = layout.unit(unitIndex, in: index)
        grounds.append(
          .circle(
            place, radius: layout.radius, Fill(ink: .background), Stroke(ink: .text, width: 1.4),
            tooltip: tooltip(layer: column.layer, unit: unit)))
        let activation = activation(ofLayer: column.layer)
        guard let share = look.values?.share(layer: column.layer, unit: unit, activation: activation),
          share.magnitude > 0.02
        else { continue }
        // As much of the circle as the value is of its range; the sign by colour.
        values[share < 0 ? 0 : 1].append(
          .circle(
            place, radius: (layout.radius - 2) * share.magnitude.squareRoot(),
            Fill(ink: share < 0 ? .negative : .positive), nil, tooltip: nil))
      }
    }
    return grounds + values.joined()
  }

  /// Where the maps of a column stand.
  private func places(of index: Int, _ layout: NetworkLayout) -> [UnitMaps.Place] {
    let column = layout.columns[index]
    let half = layout.radius
    return column.shown.enumerated().map { unitIndex, unit in
      let centre = layout.unit(unitIndex, in: index)
      return UnitMaps.Place(
        layer: column.layer, unit: unit,
        box: Box(left: centre.x - half, top: centre.y - half, right: centre.x + half, bottom: centre.y + half))
    }
  }

  private func captions(of index: Int, _ layout: NetworkLayout) -> [Shape] {
    let column = layout.columns[index]
    let width = layout.captionWidth(of: index)
    let x = layout.x(of: index)
    let name = DisplayText.name(activation(ofLayer: column.layer), or: "—")
    let size = NumberText.count(column.units, "unit", "units")
    return [
      .label(Label(name, x: x, centre: layout.captionTop + 8, width: width, anchor: .middle)),
      .label(
        Label(
          size, x: x, centre: layout.captionTop + 24, width: width, fontSize: Label.small, anchor: .middle,
          ink: .muted)),
    ]
  }

  private func gap(of index: Int, _ layout: NetworkLayout) -> [Shape] {
    let column = layout.columns[index]
    guard let gap = column.gap else { return [] }
    let hidden = NumberText.count(column.hidden)
    let width = layout.captionWidth(of: index)
    return words(
      ["… \(hidden) more …", "… \(hidden) …"], at: Point(x: layout.x(of: index), y: layout.y(of: gap, in: index)),
      width: width)
  }

  /// Words in place of the layers that are not shown.
  private func skip(_ layout: NetworkLayout) -> [Shape] {
    let count = NumberText.count(layout.skippedLayers)
    let layers = NumberText.count(layout.skippedLayers, "layer", "layers")
    let more = layout.skippedLayers == 1 ? "layer" : "layers"
    return words(
      ["… \(count) more \(more) …", "… \(layers) …", "… \(count) …"], at: layout.skip, width: layout.skipWidth)
  }

  private func bias(at centre: Point, _ layout: NetworkLayout) -> [Shape] {
    let half = min(layout.radius, 13) * 0.88
    let box = Box(left: centre.x - half, top: centre.y - half, right: centre.x + half, bottom: centre.y + half)
    let shape = Shape.boxes([box], corner: 3, Fill(ink: .surface), Stroke(ink: .muted, width: 1.2))
    guard half >= 7 else { return [shape] }
    return [
      shape,
      .label(
        Label("1", x: centre.x, centre: centre.y, fontSize: min(11, half * 1.2), anchor: .middle, ink: .muted)),
    ]
  }

  private func tooltip(layer: Int, unit: Int) -> String {
    if layer == 0 { return DisplayText.brief(inputName(unit), count: 80) }
    let name =
      layer == layers.count ? DisplayText.brief(outputName(unit), count: 80) : "layer \(layer), unit \(unit + 1)"
    let biases = layers[layer - 1].biases
    if let value = look.values?.values[layer][unit], layer < layers.count {
      return "\(name): value \(NumberText.short(Double(value)))"
    }
    return biases.isEmpty ? name : "\(name): bias \(NumberText.short(Double(biases[unit])))"
  }

  /// Words in place of what is not shown, the first that fit, on a ground that keeps lines away from them.
  private func words(_ texts: [String], at centre: Point, width: Double) -> [Shape] {
    let text = texts.first { TextMetrics.width(of: $0, fontSize: Label.small) <= width } ?? "…"
    let label = Label(
      text, x: centre.x, centre: centre.y, width: width, fontSize: Label.small, anchor: .middle, ink: .muted)
    var ground = label.box.insetBy(-2)
    ground.left -= 2
    ground.right += 2
    return [.boxes([ground], corner: 3, Fill(ink: .background), nil), .label(label)]
  }
}
