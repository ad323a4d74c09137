extension NetworkPicture {
  /// The network in words.
  func description(units: [Int], layout: NetworkLayout, scale: WeightScale, all: Int, drawn: Int) -> String {
    let sizes = units.map(NumberText.count).joined(separator: "-")
    var sentences = ["A neural network of \(sizes) units."]
    sentences.append("Inputs: \(list(units[0], inputName)).")
    let layerTexts = layers.prefix(12).map { layer in
      "\(NumberText.count(layer.units, "unit", "units")) (\(DisplayText.brief(layer.activation)))"
    }
    let rest = layers.count > 12 ? ", and \(layers.count - 12) more" : ""
    sentences.append("Layers: \(layerTexts.joined(separator: ", "))\(rest).")
    sentences.append("Outputs: \(list(units[units.count - 1], outputName)).")
    let weights = layers.reduce(0) { $0 + $1.weights.count }
    let biases = layers.reduce(0) { $0 + $1.biases.count }
    let (low, high) = extremes
    sentences.append(
      """
      It has \(NumberText.count(weights, "weight", "weights")) and \(NumberText.count(biases, "bias", "biases")), \
      from \(NumberText.short(Double(low))) to \(NumberText.short(Double(high))).
      """)
    if scale.reference > 0 {
      sentences.append(
        """
        Lines differ by the sign of their weight, and are wider the larger it is, widest from \
        \(NumberText.short(scale.reference, digits: 2)) on.
        """)
    } else {
      sentences.append("All weights between the units shown are zero.")
    }
    for column in layout.columns where column.hidden > 0 {
      sentences.append(
        """
        Of the \(NumberText.count(column.units)) units of \(column.layer == 0 ? "the input" : "layer \(column.layer)"), \
        the first and last \(column.shown.count) are shown.
        """)
    }
    if layout.skippedLayers > 0 {
      sentences.append("\(NumberText.count(layout.skippedLayers, "layer is", "layers are")) not shown.")
    }
    if drawn < all {
      sentences.append(
        """
        Of the \(NumberText.count(all)) weights between the units shown, the strongest \(NumberText.count(drawn)) \
        have lines.
        """)
    }
    return sentences.joined(separator: " ")
  }

  /// The smallest and largest of all weights and biases.
  private var extremes: (low: Float, high: Float) {
    var low = Float.infinity
    var high = -Float.infinity
    for layer in layers {
      for value in layer.weights {
        low = min(low, value)
        high = max(high, value)
      }
      for value in layer.biases {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return (low, high)
  }

  private func list(_ count: Int, _ name: (Int) -> String) -> String {
    let names = (0..<min(count, 8)).map { DisplayText.brief(name($0)) }
    return names.joined(separator: ", ") + (count > 8 ? " and \(NumberText.count(count - 8)) more" : "")
  }
}
