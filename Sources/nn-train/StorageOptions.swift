import ArgumentParser
import ModelFile

struct StorageOptions: ParsableArguments {
  @Option(help: "How the weights are stored; f32 and f64 are exact. (default: f32)")
  var storeAs: ScalarType?

  @Flag(help: "Compress nothing: the same bytes with every zlib.")
  var store = false

  /// The file of a model. Weights that a training goes on from are exact, whatever was asked for.
  func bytes(of model: Model) throws(ModelFileError) -> [UInt8] {
    let scalar = storeAs ?? .f32
    let isExact = scalar.isExact || model.resume == nil
    return try model.fileBytes(as: ModelStorage(scalar: isExact ? scalar : .f32, isStored: store))
  }
}
