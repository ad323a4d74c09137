/// A feed-forward network: its units in columns from left to right, a bias unit above each column that feeds another,
/// and every weight as a line, coloured by its sign and as wide as it is large.
package struct NetworkPicture: Picture {
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
  let maxLines: Int
  /// Weights whose size is smaller have no line.
  package let minWeight: Float
  /// Whether the inputs and outputs have their names beside them.
  package let showsLabels: Bool
  /// What the units show.
  package let look: NetworkLook
  /// The rows that a page can step through, and the one that it begins with; nil for a picture that is no page.
  package var page: (rows: [UnitValues], start: Int)?

  /// - Parameters:
  ///   - inputNames: one for each input, or none: `x1, x2, …`.
  ///   - outputNames: one for each unit of the last layer, or none: `y1, y2, …`.
  package init(
    layers: [NetworkLayer], inputNames: [String] = [], outputNames: [String] = [], title: String = "",
    maxUnits: Int = 16, maxLines: Int = 2_000, minWeight: Float = 0, showsLabels: Bool = true,
    look: NetworkLook = .plain
  ) {
    self.layers = layers
    self.inputNames = inputNames
    self.outputNames = outputNames
    self.title = title
    self.maxUnits = min(max(maxUnits, 2), 64)
    self.maxLines = min(max(maxLines, 0), 4_000)
    self.minWeight = minWeight
    self.showsLabels = showsLabels
    self.look = look
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

  func input(_ index: Int) -> EndName {
    EndName(Self.name(inputNames, index, letter: "x"), look.values?.inputTexts, index)
  }

  func output(_ index: Int) -> EndName {
    EndName(Self.name(outputNames, index, letter: "y"), look.values?.outputTexts, index)
  }

  func inputName(_ index: Int) -> String { input(index).text }
  func outputName(_ index: Int) -> String { output(index).text }

  /// The name of what a layer does, the inputs counted as layer 0.
  func activation(ofLayer layer: Int) -> String { layer == 0 ? "input" : layers[layer - 1].activation }

  private static func name(_ names: [String], _ index: Int, letter: String) -> String {
    DisplayText.name(names.indices.contains(index) ? names[index] : "", or: "\(letter)\(index + 1)")
  }
}
