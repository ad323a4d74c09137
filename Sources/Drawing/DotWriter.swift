extension NetworkPicture {
  /// The network in the language of Graphviz, from left to right: of larger layers the first and last units, and the
  /// strongest weights between them, with the colours and widths of the picture.
  /// - Throws: what `scene(size:)` does.
  package func dot(theme: Theme = .light, palette: Palette = .vivid) throws(DrawingError) -> String {
    let units = try columnUnits()
    let isDark = theme == .dark
    let colour = { (ink: Ink) in DotText.quoted(palette.colour(ink, isDark: isDark)) }
    let columns = units.enumerated().map { layer, count in
      let isLast = layer == units.count - 1
      return NetworkColumn(
        layer: layer, units: count, limit: maxUnits, feedsNext: !isLast,
        hasBias: !isLast && !layers[layer].biases.isEmpty)
    }
    let links = dotLinks(columns)
    let scale = WeightScale(links.map(\.weight))
    let name = DisplayText.name(DisplayText.brief(title, count: 200), or: "Neural network")
    var lines = [
      "digraph network {",
      "  graph [rankdir=LR, splines=line, nodesep=0.12, ranksep=1.6, bgcolor=\(colour(.background)), "
        + "fontcolor=\(colour(.text)), fontname=\"Helvetica\", labelloc=t, label=\(DotText.quoted(name))];",
      "  node [shape=circle, style=filled, fillcolor=\(colour(.background)), color=\(colour(.text)), "
        + "fontcolor=\(colour(.text)), fontname=\"Helvetica\", fontsize=10, width=0.3, label=\"\"];",
      "  edge [arrowhead=none];",
    ]
    for column in columns { lines += dotNodes(column, isLast: column.layer == units.count - 1, colour) }
    for link in links {
      let stroke = scale.stroke(level: scale.level(of: link.weight), isPositive: link.weight > 0)
      let dash = palette == .grey && link.weight < 0 ? ", style=dashed" : ""
      lines.append(
        "  \(link.from) -> \(link.to) [color=\(colour(stroke.ink)), penwidth=\(NumberText.coordinate(stroke.width)), "
          + "tooltip=\(DotText.quoted(NumberText.short(Double(link.weight))))\(dash)];")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private struct DotLink {
    let from: String
    let to: String
    let weight: Float
  }

  /// The strongest weights between shown units, in order.
  private func dotLinks(_ columns: [NetworkColumn]) -> [DotLink] {
    var links: [DotLink] = []
    for column in columns.dropLast() {
      let layer = layers[column.layer]
      for target in columns[column.layer + 1].shown {
        let to = "l\(column.layer + 1)_\(target + 1)"
        if column.hasBias { links.append(DotLink(from: "l\(column.layer)_bias", to: to, weight: layer.biases[target])) }
        for source in column.shown {
          links.append(
            DotLink(
              from: "l\(column.layer)_\(source + 1)", to: to, weight: layer.weights[target * column.units + source]))
        }
      }
    }
    let kept = links.filter { !($0.weight.magnitude < minWeight) }
    guard kept.count > maxLines else { return kept }
    let order = kept.indices.sorted {
      let (first, second) = (kept[$0].weight.magnitude, kept[$1].weight.magnitude)
      return first > second || first == second && $0 < $1
    }
    return order.prefix(maxLines).sorted().map { kept[$0] }
  }

  private func dotNodes(_ column: NetworkColumn, isLast: Bool, _ colour: (Ink) -> String) -> [String] {
    let layer = column.layer
    var nodes: [String] = []
    if column.hasBias {
      nodes.append(
        "    l\(layer)_bias [label=\"1\", shape=square, color=\(colour(.muted)), fillcolor=\(colour(.surface))];")
    }
    var chain = column.hasBias ? ["l\(layer)_bias"] : []
    var names: [String] = []
    for (index, unit) in column.shown.enumerated() {
      if column.gap == index {
        nodes.append(
          "    l\(layer)_gap [label=\"… \(NumberText.count(column.hidden)) more …\", shape=plaintext, "
            + "fontcolor=\(colour(.muted))];")
        chain.append("l\(layer)_gap")
      }
      let node = "l\(layer)_\(unit + 1)"
      nodes.append("    \(node);")
      chain.append(node)
      guard showsLabels, layer == 0 || isLast else { continue }
      let label = DotText.quoted(DisplayText.brief(layer == 0 ? inputName(unit) : outputName(unit)))
      let name = layer == 0 ? "input_\(unit + 1)" : "output_\(unit + 1)"
      names.append("  \(name) [shape=plaintext, label=\(label)];")
      names.append(
        "  \(layer == 0 ? "\(name) -> \(node)" : "\(node) -> \(name)") [color=\(colour(.muted)), arrowhead=normal];")
    }
    // An unseen chain keeps the units in their order.
    let order = chain.count > 1 ? ["    \(chain.joined(separator: " -> ")) [style=invis];"] : []
    return ["  { rank=same;"] + nodes + order + ["  }"] + names
  }
}

/// Text in the language of Graphviz.
enum DotText {
  /// A quoted string, in which nothing is an entity, an escape or the end.
  static func quoted(_ text: String) -> String {
    let escaped = DisplayText.clean(text).map { character in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "&": "&amp;"
      default: String(character)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
