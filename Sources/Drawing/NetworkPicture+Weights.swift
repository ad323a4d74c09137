extension NetworkPicture {
  /// The weights between all shown units, column by column.
  func connections(_ layout: NetworkLayout) -> [NetworkConnection] {
    var result: [NetworkConnection] = []
    for (index, column) in layout.columns.enumerated() where column.feedsNext {
      let layer = layers[column.layer]
      for (targetIndex, target) in layout.columns[index + 1].shown.enumerated() {
        let end = layout.unit(targetIndex, in: index + 1)
        if column.hasBias {
          result.append(NetworkConnection(weight: layer.biases[target], start: layout.bias(in: index), end: end))
        }
        for (sourceIndex, source) in column.shown.enumerated() {
          let product = layer.weights[target * column.units + source] * carried(column.layer, source)
          let weight = min(max(product, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
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
  func lineLimit(_ layout: NetworkLayout) -> Int {
    if case .plain = look { return maxLines }
    return min(maxLines, max(2_000 - 3 * layout.columns.reduce(0) { $0 + $1.shown.count }, 300))
  }

  /// The `limit` strongest that are not below `minWeight`, in their order.
  func strongest(of connections: [NetworkConnection], limit: Int) -> [NetworkConnection] {
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
  func lines(_ connections: [NetworkConnection], scale: WeightScale) -> [Shape] {
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
}
