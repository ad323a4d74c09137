package import ByteStreams
package import CSV
package import ModelFile
import Networks
import Tables

/// Writes the weights of a model as rows of `layer,from,to,weight`, and flushes. Inputs and outputs bear their names,
/// control characters escaped, hidden units their numbers from 1; a bias comes from `bias`.
package func writeWeights(of model: Model, to writer: inout Writer) throws(StreamError) {
  func cell(_ name: String) -> ByteString { ByteString(ByteString(name).escaped(limit: .max)) }
  for name in ["layer", "from", "to", "weight"] as [ByteString] { writer.field(name) }
  try writer.endRow()
  let shape = model.network.shape
  var below = model.schema.inputNames.map(cell)
  for (index, layer) in shape.layers.enumerated() {
    let weights = model.network.weights(ofLayer: index)
    let biases = model.network.biases(ofLayer: index)
    let isLast = index == shape.layers.count - 1
    let units =
      isLast
      ? model.schema.outputNames(outputs: shape.outputs).map(cell) : (1...layer.units).map { ByteString("\($0)") }
    func row(_ from: ByteString, _ to: ByteString, _ weight: Float) throws(StreamError) {
      writer.field(index + 1)
      writer.field(from)
      writer.field(to)
      writer.field(weight)
      try writer.endRow()
    }
    for (unit, name) in units.enumerated() {
      let first = weights.startIndex + unit * below.count
      for (input, from) in below.enumerated() { try row(from, name, weights[first + input]) }
      try row("bias", name, biases[biases.startIndex + unit])
    }
    below = units
  }
  try writer.flush()
}
