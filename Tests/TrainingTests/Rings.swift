import Matrices
import Networks
import Training

/// Two rings, as the article has them.
func rings(_ rows: Int, seed: UInt64) -> Examples {
  var generator = Generator(seed: seed)
  let inputs = Matrix(rows: rows, columns: 2)
  let targets = Matrix(rows: rows, columns: 1)
  for row in 0..<rows {
    // A point of N(0, 1)² brought to the ring's radius: uniform in its angle.
    let (x, y) = (generator.normal(), generator.normal())
    let radius = row % 2 == 0 ? 1 : 0.1
    let norm = (x * x + y * y).squareRoot()
    inputs[row, 0] = Float(x / norm * radius + 0.1 * generator.normal())
    inputs[row, 1] = Float(y / norm * radius + 0.1 * generator.normal())
    targets[row, 0] = row % 2 == 0 ? 0 : 1
  }
  return Examples(inputs: inputs, targets: targets)
}

/// The article's network: sigmoid everywhere, weights and biases from N(0, 1).
func articleNetwork(seed: UInt64, sizes: [Int] = [9, 6, 1]) throws -> Network {
  var generator = Generator(seed: seed)
  let shape = try Shape(inputs: 2, layers: sizes.map { Layer(units: $0, activation: .sigmoid) })
  return Initializer.normal.network(of: shape, generator: &generator)
}
