package import Matrices

extension Loss {
  /// The sum of the loss over all rows, in Float64, from the logits where the outputs may be saturated; each row's loss
  /// times its weight (`rows × 1`), if there are any.
  ///
  /// Divide by `terms(rows:outputs:)` for the mean. The other matrices are `rows × outputs`. `activation` made the
  /// outputs; it need not be told where it is the one that the loss belongs to.
  package func sum(
    logits: Matrix, outputs: Matrix, targets: Matrix, weights: Matrix? = nil, activation: Activation? = nil,
    labelSmoothing: Double = 0
  ) -> Double {
    precondition(logits.count == targets.count && outputs.count == targets.count)
    precondition(weights.map { $0.count == targets.rows } ?? true)
    let columns = targets.columns
    return unsafe logits.withElements { logits in
      unsafe outputs.withElements { outputs in
        unsafe targets.withElements { targets in
          var sum = 0.0
          for start in stride(from: 0, to: targets.count, by: columns) {
            let row = start..<start + columns
            let loss = unsafe rowLoss(
              logits: logits.extracting(row), outputs: outputs.extracting(row), targets: targets.extracting(row),
              activation: activation, smoothing: Float(labelSmoothing))
            sum += weights.map { Double($0[start / columns, 0]) * loss } ?? loss
          }
          return sum
        }
      }
    }
  }

  /// The sum of the loss over the elements of one row.
  private func rowLoss(
    logits: UnsafeMutableBufferPointer<Float>, outputs: UnsafeMutableBufferPointer<Float>,
    targets: UnsafeMutableBufferPointer<Float>, activation: Activation?, smoothing: Float
  ) -> Double {
    var sum = 0.0
    func target(_ index: Int) -> Double {
      unsafe Double(smoothing == 0 ? targets[index] : smoothed(targets[index], by: smoothing, columns: targets.count))
    }
    func error(_ index: Int) -> Double { unsafe Double(outputs[index]) - Double(targets[index]) }
    switch self {
    case .binaryCrossEntropy:
      for index in targets.indices {
        let logit = Double(unsafe logits[index])
        sum += softplus(logit) - logit * target(index)
      }
    case .categoricalCrossEntropy where activation == .sigmoid:
      for index in targets.indices { sum += target(index) * softplus(-Double(unsafe logits[index])) }
    case .categoricalCrossEntropy:
      var top = -Double.infinity
      for index in targets.indices { top = max(top, Double(unsafe logits[index])) }
      var total = 0.0
      for index in targets.indices { total += exponential(Double(unsafe logits[index]) - top) }
      let norm = top + naturalLogarithm(total)
      for index in targets.indices where target(index) != 0 {
        sum += target(index) * (norm - Double(unsafe logits[index]))
      }
    case .squaredError:
      for index in targets.indices { sum += error(index) * error(index) }
    case .absoluteError:
      for index in targets.indices { sum += error(index).magnitude }
    case .huber:
      for index in targets.indices {
        let distance = error(index).magnitude
        sum += distance <= 1 ? distance * distance / 2 : distance - 0.5
      }
    }
    return sum
  }
}

/// ln(1 + eˣ), where neither tail overflows.
private func softplus(_ x: Double) -> Double { max(x, 0) + naturalLogarithm(1 + exponential(-x.magnitude)) }
