extension NetworkPicture {
  /// The picture as shapes.
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

  // MARK: Weights

  /// The weights between all shown units, column by column.
  private func connections(_ layout: NetworkLayout) -> [NetworkConnection] {
    var result: [NetworkConnection] = []
    for (index, column) in layout.columns.enumerated() where column.feedsNext {
      let layer = layers[column.layer]
      for (targetIndex, target) in layout.columns[index + 1].shown.enumerated() {
        let end = layout.unit(targetIndex, in: index + 1)
        if column.hasBias {
          result.append(NetworkConnection(weight: layer.biases[target], start: layout.bias(in: index), end: end))
        }
        for (sourceIndex, source) in column.shown.enumerated() {
          let weight = layer.weights[target * column.units + source] * carried(column.layer, source)
          result.append(NetworkConnection(weight: weight, start: layout.unit(sourceIndex, in: index), end: end))
        }
      }
    }
    return result
  }

  /// What a unit passes on: its value where the picture is of a row, else 1.
  private func carried(_ layer: Int, _ unit: Int) -> Float {
    guard let value = look.values?.values[layer][unit] else { return 1 }
    return value.isFinite ? value : 0
  }

  /// Units that are filled or maps take bytes, which are spared in lines.
  private func lineLimit(_ layout: NetworkLayout) -> Int {
    if case .plain = look { return maxLines }
    return min(maxLines, max(2_000 - 3 * layout.columns.reduce(0) { $0 + $1.shown.count }, 300))
  }

  /// The `limit` strongest that are not below `minWeight`, in their order.
  private func strongest(of connections: [NetworkConnection], limit: Int) -> [NetworkConnection] {
    let candidates = connections.indices.filter { !(connections[$0].weight.magnitude < minWeight) }
    guard candidates.count > limit else { return candidates.map { connections[$0] } }
    let order = candidates.sorted {
      let (first, second) = (connections[$0].weight.magnitude, connections[$1].weight.magnitude)
      return first > second || first == second && $0 < $1
    }
    return order.prefix(limit).sorted().map { connections[$0] }
  }

  /// The lines from the weakest to the strongest, which lie above the others. Those of one look share a shape, within
  /// slices of the order that are thin enough for neither sign to bury the other.
  private func lines(_ connections: [NetworkConnection], scale: WeightScale) -> [Shape] {
    let order = connections.indices.sorted {
      let (first, second) = (connections[$0].weight.magnitude, connections[$1].weight.magnitude)
      return first < second || first == second && $0 < $1
    }
    let slice = max(16, order.count / 32)
    var shapes: [Shape] = []
    for start in stride(from: 0, to: order.count, by: slice) {
      var looks: [[[Point]]] = Array(repeating: [], count: 2 * (WeightScale.levels + 1))
      for index in order[start..<min(start + slice, order.count)] {
        let connection = connections[index]
        let look = 2 * scale.level(of: connection.weight) + (connection.weight > 0 ? 1 : 0)
        looks[look].append([connection.start, connection.end])
      }
      for (look, lines) in looks.enumerated() where !lines.isEmpty {
        shapes.append(.lines(lines, scale.stroke(level: look / 2, isPositive: look % 2 == 1)))
      }
    }
    return shapes
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

  /// Arrows into the inputs and out of the outputs, with their names.
  private func ends(_ layout: NetworkLayout) -> [Shape] {
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
        .label(Label(inputName(unit), x: start - 6, centre: centre.y, width: layout.inputWidth, anchor: .end)))
    }
    for (index, unit) in layout.columns[last].shown.enumerated() {
      let centre = layout.unit(index, in: last)
      let tip = centre.x + layout.radius + NetworkLayout.arrow
      addArrow(centre.x + layout.radius, tip, centre.y)
      names.append(.label(Label(outputName(unit), x: tip + 6, centre: centre.y, width: layout.outputWidth)))
    }
    return [.lines(lines, Stroke(ink: .muted, width: 1.2))] + heads + (showsLabels ? names : [])
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
