import Matrices
import Testing

@testable import Training

@Suite struct LeakageTests {
  /// Inputs: noise, the target in another unit, a constant, the target but for one row.
  private func examples(rows: Int) -> Examples {
    var generator = Generator(seed: 1)
    let inputs = Matrix(rows: rows, columns: 4)
    let targets = Matrix(rows: rows, columns: 1)
    for row in 0..<rows {
      let target = Float(generator.normal())
      targets[row, 0] = target
      inputs[row, 0] = Float(generator.normal())
      inputs[row, 1] = 3 - 2 * target
      inputs[row, 2] = 1
      inputs[row, 3] = row == rows - 1 ? target + 1 : target
    }
    return Examples(inputs: inputs, targets: targets)
  }

  @Test(arguments: [10, 1000]) func findsCopiesOfTheTargetAlone(rows: Int) {
    #expect(inputsThatTellTargets(examples(rows: rows)) == [1])
  }

  @Test func findsNothingInTwoRows() {
    #expect(inputsThatTellTargets(examples(rows: 2)) == [])
  }

  @Test func findsOneClassAmongSeveral() {
    let inputs = Matrix(rows: 6, columns: 2, elements: [1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0])
    let targets = Matrix(
      rows: 6, columns: 3, elements: [0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0])
    // The first input is 1 just where the second class is.
    #expect(inputsThatTellTargets(Examples(inputs: inputs, targets: targets)) == [0])
  }
}
