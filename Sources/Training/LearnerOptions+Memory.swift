package import Networks

extension LearnerOptions {
  /// The bytes that a training of `shape` needs beside its rows, at least.
  ///
  /// Of every parameter there are: the value it began with, the one that learns, its gradient, and the value with which an
  /// epoch is measured; the best value, and the one that takes its place; what the optimiser remembers. The rows of a step
  /// are few beside a network that needs asking about.
  package func bytes(for shape: Shape) -> Int {
    let remembered =
      switch optimizer {
      case .sgd: 0
      case .momentum, .nesterov, .adagrad: 1
      case .adam, .adamw: 2
      case .rmsprop: (momentum ?? 0) > 0 ? 2 : 1
      // Pairs of vectors, and three for the line search.
      case .lbfgs: 2 * LBFGS.memory + 3
      }
    // At most 2²⁷ parameters: no overflow.
    return shape.parameterCount * (6 + remembered) * MemoryLayout<Float>.stride
  }
}
