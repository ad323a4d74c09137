package import ByteStreams
import CSV
package import ModelFile
import Networks
import Tables

/// Writes the weights of a model as rows of `layer,from,to,weight`. Inputs and outputs bear their names, hidden units
/// their numbers from 1; a bias comes from `bias`.
package func writeWeights(of model: Model, to sink: ByteSink) throws(StreamError) {
  var writer = Writer(sink: sink, dialect: Dialect())
  for name in ["layer", "from", "to", "weight"] as [ByteString] { writer.field(name) }
  try writer.endRow()
  let shape = model.network.shape
  var below = model.schema.inputNames.map { ByteString($0) }
  for (index, layer) in shape.layers.enumerated() {
    let isLast = index == shape.layers.count - 1
    let units =
      isLast
      ? model.schema.outputNames(outputs: shape.outputs).map { ByteString($0) }
      : (1...layer.units).map { ByteString(String($0)) }
    let weights = model.network.weights(ofLayer: index)
    let biases = model.network.biases(ofLayer: index)
    for (unit, name) in units.enumerated() {
      let own = weights.dropFirst(unit * below.count).prefix(below.count)
      for (from, weight) in zip(below + ["bias"], own + [biases[biases.startIndex + unit]]) {
        writer.field(index + 1)
        writer.field(from)
        writer.field(name)
        writer.field(weight)
        try writer.endRow()
      }
    }
    below = units
  }
  try writer.flush()
}
