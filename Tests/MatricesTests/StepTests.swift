import Matrices
import Testing

@Suite struct StepTests {
  private func row(_ values: [Float]) -> Matrix { Matrix(rows: 1, columns: values.count, elements: values) }

  @Test("What counts in no sum any more becomes 0, so that no step goes on with subnormal numbers")
  func settled() {
    let small: [Float] = [1e-31, -1e-31, .leastNonzeroMagnitude, -0x1p-101, 1e-30, -1e-30, 0.5, -0.5, 0]
    // More than a vector, and a rest.
    let values = (0..<37).map { small[$0 % small.count] }
    let kept = values.map { abs($0) < 0x1p-100 ? 0 : $0 }
    let still = row([Float](repeating: 0, count: values.count))
    for rule in [StepRule.descent, .momentum, .nesterov, .adam, .rmsprop, .adagrad] {
      let parameters = row(values)
      let remembered = row(values.map(abs))
      var numbers = StepNumbers(rate: 0)
      (numbers.momentum, numbers.beta1, numbers.beta2, numbers.epsilon) = (1, 1, 1, 1e-8)
      let second = rule == .adam ? row(values.map(abs)) : nil
      let first = rule == .descent ? nil : remembered
      parameters.step(rule, numbers, gradient: still, moments: first, second, nil)
      #expect(parameters.elements == kept, "\(rule)")
      if let first { #expect(first.elements == kept.map(abs), "\(rule)") }
      if let second { #expect(second.elements == kept.map(abs), "\(rule)") }
    }
  }
}
