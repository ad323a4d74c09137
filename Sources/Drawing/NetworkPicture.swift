/// A feed-forward network: its units in columns from left to right, a bias unit above each column that feeds another,
/// and every weight as a line, coloured by its sign and as wide as it is large.
package struct NetworkPicture: Sendable {
  /// From the first hidden layer to the output.
  package let layers: [NetworkLayer]
  /// One for each input, or none at all.
  package let inputNames: [String]
  /// One for each unit of the last layer, or none at all.
  package let outputNames: [String]
  /// Shown at the top left; blank for none.
  package let title: String
  /// A layer with more units is shown by its first and last ones; 2 to 64.
  package let maxUnits: Int
  /// No more lines than this are drawn, the strongest; at most 4,000.
  package let maxLines: Int
  /// Weights whose size is smaller have no line.
  package let minWeight: Float
  /// Whether the inputs and outputs have their names beside them.
  package let showsLabels: Bool

  /// - Parameters:
  ///   - inputNames: one for each input, or none: `x1, x2, …`.
  ///   - outputNames: one for each unit of the last layer, or none: `y1, y2, …`.
  package init(
    layers: [NetworkLayer], inputNames: [String] = [], outputNames: [String] = [], title: String = "",
    maxUnits: Int = 16, maxLines: Int = 2_000, minWeight: Float = 0, showsLabels: Bool = true
  ) {
    self.layers = layers
    self.inputNames = inputNames
    self.outputNames = outputNames
    self.title = title
    self.maxUnits = min(max(maxUnits, 2), 64)
    self.maxLines = min(max(maxLines, 0), 4_000)
    self.minWeight = minWeight
    self.showsLabels = showsLabels
  }

  /// The picture as an SVG document; nil leaves its size to the network.
  /// - Throws: `sizeOutOfRange`; `noLayers`, `emptyLayer`, `weightCount`, `biasCount`, `weightsNotFinite` or
  ///   `nameCount` where the parts do not make a network.
  package func svg(size: Size? = nil, theme: Theme = .light) throws(DrawingError) -> String {
    SVGWriter.write(try scene(size: size), theme: theme)
  }

  /// The number of units in each column, the inputs first.
  func columnUnits() throws(DrawingError) -> [Int] {
    guard !layers.isEmpty else { throw .noLayers }
    var units: [Int] = []
    for (index, layer) in layers.enumerated() {
      let inputs = try layer.checkedInputs(layer: index + 1)
      if let previous = units.last, previous != inputs {
        throw .weightCount(layer: index + 1, units: layer.units, inputs: previous, found: layer.weights.count)
      }
      if units.isEmpty { units.append(inputs) }
      units.append(layer.units)
    }
    try check(inputNames, of: "inputs", expected: units[0])
    try check(outputNames, of: "outputs", expected: units[units.count - 1])
    return units
  }

  private func check(_ names: [String], of kind: String, expected: Int) throws(DrawingError) {
    guard names.isEmpty || names.count == expected else {
      throw .nameCount(of: kind, expected: expected, found: names.count)
    }
  }

  func inputName(_ index: Int) -> String { Self.name(inputNames, index, letter: "x") }
  func outputName(_ index: Int) -> String { Self.name(outputNames, index, letter: "y") }

  private static func name(_ names: [String], _ index: Int, letter: String) -> String {
    DisplayText.name(names.indices.contains(index) ? names[index] : "", or: "\(letter)\(index + 1)")
  }
}
