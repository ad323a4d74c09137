package import Matrices

/// What training makes small. Means as in PyTorch: over all elements, and for categorical cross-entropy over rows.
package enum Loss: String, Sendable, CaseIterable {
  /// −(y ln p + (1 − y) ln(1 − p)) with p the sigmoid of the logit.
  case binaryCrossEntropy = "binary-cross-entropy"
  /// −Σ y ln p with p the softmax of the logits.
  case categoricalCrossEntropy = "categorical-cross-entropy"
  /// (a − y)², with any activation but softmax.
  case squaredError = "squared-error"

  /// The loss that belongs to an output activation: its derivative by the logits is then p − y, without a product
  /// that vanishes where the activation saturates.
  package init(matching activation: Activation) {
    switch activation {
    case .sigmoid: self = .binaryCrossEntropy
    case .softmax: self = .categoricalCrossEntropy
    case .identity, .tanh, .relu, .leakyReLU: self = .squaredError
    }
  }

  /// The sum of the loss over all rows, in Float64, from the logits where the outputs may be saturated.
  ///
  /// Divide by `terms(rows:outputs:)` for the mean. All three matrices are `rows × outputs`.
  package func sum(logits: Matrix, outputs: Matrix, targets: Matrix) -> Double {
    precondition(logits.count == targets.count && outputs.count == targets.count)
    let columns = targets.columns
    return unsafe logits.withElements { logits in
      unsafe outputs.withElements { outputs in
        unsafe targets.withElements { targets in
          var sum = 0.0
          switch self {
          case .binaryCrossEntropy:
            for index in targets.indices {
              let logit = Double(unsafe logits[index])
              sum += max(logit, 0) - logit * Double(unsafe targets[index])
              sum += naturalLogarithm(1 + exponential(-logit.magnitude))
            }
          case .categoricalCrossEntropy:
            for start in stride(from: 0, to: targets.count, by: columns) {
              var top = -Double.infinity
              for index in start..<start + columns { top = max(top, Double(unsafe logits[index])) }
              var total = 0.0
              for index in start..<start + columns { total += exponential(Double(unsafe logits[index]) - top) }
              let norm = top + naturalLogarithm(total)
              for index in start..<start + columns where unsafe targets[index] != 0 {
                sum += Double(unsafe targets[index]) * (norm - Double(unsafe logits[index]))
              }
            }
          case .squaredError:
            for index in targets.indices {
              let error = Double(unsafe outputs[index]) - Double(unsafe targets[index])
              sum += error * error
            }
          }
          return sum
        }
      }
    }
  }

  /// How many terms the mean is over.
  package func terms(rows: Int, outputs: Int) -> Int {
    self == .categoricalCrossEntropy ? rows : rows * outputs
  }

  /// The derivative of the mean loss by the last layer's logits, into `delta`. All matrices are `rows × outputs`.
  func derivative(outputs: Matrix, targets: Matrix, layer: Layer, into delta: Matrix) {
    precondition(outputs.count == targets.count && delta.count == targets.count)
    let terms = Float(terms(rows: outputs.rows, outputs: outputs.columns))
    let scale = self == .squaredError ? 2 / terms : 1 / terms
    unsafe outputs.withElements { outputs in
      unsafe targets.withElements { targets in
        unsafe delta.withElements { delta in
          for index in targets.indices {
            unsafe delta[index] = (outputs[index] - targets[index]) * scale
          }
        }
      }
    }
    if self == .squaredError, let function = layer.activation.elementwise {
      delta.multiply(byDerivativeOf: function, parameter: Float(layer.parameter), outputs: outputs)
    }
  }
}
