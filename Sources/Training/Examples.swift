package import Matrices

/// Rows with their answers: `inputs` is `rows × inputs of the network`, `targets` is `rows × outputs`.
package struct Examples: Sendable {
  package let inputs: Matrix
  package let targets: Matrix
  package var count: Int { inputs.rows }

  package init(inputs: Matrix, targets: Matrix) {
    precondition(inputs.rows == targets.rows)
    self.inputs = inputs
    self.targets = targets
  }
}
