import Drawing
import ModelFile
import Networks
import Tables

extension NetworkPicture {
  /// The network of a model, its inputs and outputs under the names of columns and labels.
  init(_ model: Model, title: String, maxUnits: Int, minWeight: Float, showsLabels: Bool) {
    let network = model.network
    let shape = network.shape
    self.init(
      layers: shape.layers.enumerated().map { index, layer in
        NetworkLayer(
          activation: layer.activation.name, units: layer.units, weights: Array(network.weights(ofLayer: index)),
          biases: Array(network.biases(ofLayer: index)))
      },
      inputNames: model.schema.inputNames, outputNames: model.schema.outputNames(outputs: shape.outputs),
      title: title, maxUnits: maxUnits, minWeight: minWeight, showsLabels: showsLabels)
  }
}
