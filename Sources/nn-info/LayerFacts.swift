import ByteStreams
import ModelFile
import Networks
import ToolSupport

/// What is told of a layer.
struct LayerFacts {
  /// The range and spread of some parameters.
  struct Spread {
    let least: Float
    let greatest: Float
    let mean: Double
    /// The standard deviation, of all and not of a sample.
    let deviation: Double

    init(_ values: ArraySlice<Float>) {
      var least = Float.infinity
      var greatest = -Float.infinity
      var sum = 0.0
      for value in values {
        least = min(least, value)
        greatest = max(greatest, value)
        sum += Double(value)
      }
      let mean = sum / Double(values.count)
      var squares = 0.0
      for value in values { squares += (Double(value) - mean) * (Double(value) - mean) }
      self.least = least
      self.greatest = greatest
      self.mean = mean
      deviation = (squares / Double(values.count)).squareRoot()
    }
  }

  let inputs: Int
  let layer: Layer
  let weights: Spread
  let biases: Spread

  var parameters: Int { layer.units * (inputs + 1) }

  static func all(of model: Model) -> [LayerFacts] {
    let network = model.network
    return network.shape.layers.enumerated().map { index, layer in
      LayerFacts(
        inputs: network.shape.inputs(ofLayer: index), layer: layer, weights: Spread(network.weights(ofLayer: index)),
        biases: Spread(network.biases(ofLayer: index)))
    }
  }
}

/// A row a layer.
func layerTable(of model: Model) -> Report {
  var report = Report([
    "layer", "inputs", "units", "activation", "parameters", "weight_min", "weight_max", "weight_mean", "weight_sd",
    "bias_min", "bias_max", "bias_mean", "bias_sd",
  ])
  for (index, facts) in LayerFacts.all(of: model).enumerated() {
    var cells: [Report.Cell] = [
      .integer(index + 1), .integer(facts.inputs), .integer(facts.layer.units),
      .string(facts.layer.activation.name), .integer(facts.parameters),
    ]
    for spread in [facts.weights, facts.biases] {
      cells += [.float(spread.least), .float(spread.greatest), .number(spread.mean), .number(spread.deviation)]
    }
    report.append(contentsOf: cells)
  }
  return report
}
