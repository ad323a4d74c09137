package import Matrices

/// Rows with their answers: `inputs` is `rows × inputs of the network`, `targets` is `rows × outputs`.
package struct Examples: Sendable {
  package let inputs: Matrix
  package let targets: Matrix
  /// How much each row counts (`rows × 1`), none of them negative; nil where all count alike.
  ///
  /// Scaled to a mean of 1: the sum of the weighted losses divided by the rows is then Σ w l / Σ w, and a batch of heavy
  /// rows moves the parameters further than one of light rows, as it would if each row stood there w times.
  package let weights: Matrix?
  package var count: Int { inputs.rows }

  /// `weights` are at least one for each row, finite, not negative, and not all 0.
  package init(inputs: Matrix, targets: Matrix, weights: [Double]? = nil) {
    precondition(inputs.rows == targets.rows)
    self.inputs = inputs
    self.targets = targets
    self.weights = weights.map { weights in
      precondition(weights.count == inputs.rows)
      let mean = weights.reduce(0, +) / Double(weights.count)
      return Matrix(rows: weights.count, columns: 1, elements: weights.map { Float($0 / mean) })
    }
  }

  /// The first target that is not in `range`.
  package func firstTarget(outside range: ClosedRange<Float>) -> Float? {
    unsafe targets.withElements { elements in unsafe elements.first { !range.contains($0) } }
  }

  /// Some of the rows, in place.
  func rows(_ range: Range<Int>) -> Examples {
    Examples(views: inputs.rows(range), targets.rows(range), weights?.rows(range))
  }

  private init(views inputs: Matrix, _ targets: Matrix, _ weights: Matrix?) {
    self.inputs = inputs
    self.targets = targets
    self.weights = weights
  }
}
