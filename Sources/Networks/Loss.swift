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
    default: self = .squaredError
    }
  }

  /// The sum of the loss over all rows, in Float64, from the logits where the outputs may be saturated; each row's loss
  /// times its weight (`rows × 1`), if there are any.
  ///
  /// Divide by `terms(rows:outputs:)` for the mean. The other matrices are `rows × outputs`.
  package func sum(logits: Matrix, outputs: Matrix, targets: Matrix, weights: Matrix? = nil) -> Double {
    precondition(logits.count == targets.count && outputs.count == targets.count)
    precondition(weights.map { $0.count == targets.rows } ?? true)
    let columns = targets.columns
    return unsafe logits.withElements { logits in
      unsafe outputs.withElements { outputs in
        unsafe targets.withElements { targets in
          var sum = 0.0
          for start in stride(from: 0, to: targets.count, by: columns) {
            let row = start..<start + columns
            let loss = unsafe loss(
              logits: logits.extracting(row), outputs: outputs.extracting(row), targets: targets.extracting(row))
            sum += weights.map { Double($0[start / columns, 0]) * loss } ?? loss
          }
          return sum
        }
      }
    }
  }

  /// The sum of the loss over the elements of one row.
  private func loss(
    logits: UnsafeMutableBufferPointer<Float>, outputs: UnsafeMutableBufferPointer<Float>,
    targets: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    var sum = 0.0
    switch self {
    case .binaryCrossEntropy:
      for index in targets.indices {
        let logit = Double(unsafe logits[index])
        sum += max(logit, 0) - logit * Double(unsafe targets[index])
        sum += naturalLogarithm(1 + exponential(-logit.magnitude))
      }
    case .categoricalCrossEntropy:
      var top = -Double.infinity
      for index in targets.indices { top = max(top, Double(unsafe logits[index])) }
      var total = 0.0
      for index in targets.indices { total += exponential(Double(unsafe logits[index]) - top) }
      let norm = top + naturalLogarithm(total)
      for index in targets.indices where unsafe targets[index] != 0 {
        sum += Double(unsafe targets[index]) * (norm - Double(unsafe logits[index]))
      }
    case .squaredError:
      for index in targets.indices {
        let error = Double(unsafe outputs[index]) - Double(unsafe targets[index])
        sum += error * error
      }
    }
    return sum
  }

  /// How many terms the mean is over.
  package func terms(rows: Int, outputs: Int) -> Int {
    self == .categoricalCrossEntropy ? rows : rows * outputs
  }

  /// The derivative of the mean loss over `rows` rows by the last layer's logits, into `delta`, for some of them.
  /// `weights` has an element for each, all other matrices are of the shape of `delta`.
  func derivative(
    logits: Matrix, outputs: Matrix, targets: Matrix, weights: Matrix?, layer: Layer, rows: Int, into delta: Matrix
  ) {
    precondition(outputs.count == targets.count && delta.count == targets.count)
    precondition(weights.map { $0.count == targets.rows } ?? true)
    let terms = Float(terms(rows: rows, outputs: outputs.columns))
    let scale = self == .squaredError ? 2 / terms : 1 / terms
    let columns = targets.columns
    unsafe outputs.withElements { outputs in
      unsafe targets.withElements { targets in
        unsafe delta.withElements { delta in
          for index in targets.indices {
            unsafe delta[index] = (outputs[index] - targets[index]) * scale
          }
          guard let weights else { return }
          unsafe weights.withElements { weights in
            for index in targets.indices { unsafe delta[index] *= weights[index / columns] }
          }
        }
      }
    }
    if self == .squaredError, let function = layer.activation.elementwise {
      delta.multiply(byDerivativeOf: function, parameter: Float(layer.parameter), logits: logits, outputs: outputs)
    }
  }
}
