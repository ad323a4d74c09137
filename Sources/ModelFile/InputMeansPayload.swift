/// `mEAN`: the mean of every input of the network over the training rows.
enum InputMeansPayload {
  static func payload(_ means: [Double], inputs: Int) throws(ModelFileError) -> [UInt8] {
    guard means.count == inputs, means.allSatisfy(\.isFinite) else {
      throw .notRepresentable("the means of the inputs are not \(inputs) finite numbers")
    }
    var writer = PayloadWriter()
    for mean in means { writer.double(mean) }
    return writer.bytes
  }

  static func parse(_ reader: inout PayloadReader, inputs: Int) throws(ModelFileError) -> [Double] {
    var means: [Double] = []
    for _ in 0..<inputs { means.append(try reader.double()) }
    try reader.end()
    return means
  }
}
