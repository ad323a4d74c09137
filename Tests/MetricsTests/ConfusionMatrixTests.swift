import Metrics
import Testing

@Suite("Confusion matrix")
struct ConfusionMatrixTests {
  @Test("the counts of two classes are scikit-learn's", arguments: try ScikitLearnCase.all("binary"))
  func binary(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let matrix = try #require(
      ConfusionMatrix(
        truth: table.binary.truth.map { $0 ? 1 : 0 }, predicted: table.binary.score.map { $0 >= 0.5 ? 1 : 0 },
        classes: 2, weights: table.weights))
    expectAgreement(matrix.counts, try #require(answers.matrix("confusion")).flatMap(\.self), "counts")
  }

  @Test("the counts of several classes are scikit-learn's", arguments: try ScikitLearnCase.all("multi"))
  func multiclass(_ answers: ScikitLearnCase) throws {
    let table = try answers.table()
    let (truth, probabilities, classes) = table.multiclass
    let predicted = truth.indices.map { row in
      let scores = probabilities[row * classes..<(row + 1) * classes]
      return scores.firstIndex(of: scores.max() ?? 0).map { $0 - row * classes } ?? 0
    }
    let matrix = try #require(
      ConfusionMatrix(truth: truth, predicted: predicted, classes: classes, weights: table.weights))
    expectAgreement(matrix.counts, try #require(answers.matrix("confusion")).flatMap(\.self), "counts")
  }

  @Test("a row is a true class, a column a predicted one")
  func orientation() {
    let matrix = ConfusionMatrix(truth: [0, 0, 1], predicted: [1, 1, 0], classes: 2)
    #expect(matrix?[actual: 0, predicted: 1] == 2)
    #expect(matrix?[actual: 1, predicted: 0] == 1)
    #expect(matrix?[actual: 2, predicted: 0] == 0)
    #expect(matrix?[actual: .max, predicted: .min] == 0)
  }

  @Test("no row gives zeros")
  func noRow() {
    #expect(ConfusionMatrix(truth: [], predicted: [], classes: 2)?.counts == [0, 0, 0, 0])
  }

  @Test("labels, weights and sizes that do not fit give no matrix")
  func impossible() {
    #expect(ConfusionMatrix(truth: [0, 2], predicted: [0, 1], classes: 2) == nil)
    #expect(ConfusionMatrix(truth: [0, 1], predicted: [0, -1], classes: 2) == nil)
    #expect(ConfusionMatrix(truth: [0, 1], predicted: [0], classes: 2) == nil)
    #expect(ConfusionMatrix(truth: [0, 1], predicted: [0, 1], classes: 2, weights: [1]) == nil)
    #expect(ConfusionMatrix(truth: [0, 1], predicted: [0, 1], classes: 2, weights: [1, .nan]) == nil)
    for classes in [0, -1, ConfusionMatrix.maximumClasses + 1, .max, .min] {
      #expect(ConfusionMatrix(truth: [0], predicted: [0], classes: classes) == nil)
    }
  }
}
