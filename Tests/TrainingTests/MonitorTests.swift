import Testing

@testable import Training

@Suite struct MonitorTests {
  @Test func defaultsComeFirst() {
    #expect(Monitor.choices(for: .twoClasses).first == .auc)
    #expect(Monitor.choices(for: .classes).first == .accuracy)
    #expect(Monitor.choices(for: .quantities([])).first == .r2)
  }

  @Test func choicesAreTheFiguresOfScores() {
    let binary = Monitor.choices(for: .twoClasses).map(\.name)
    #expect(binary.contains("f1") && binary.contains("log_loss") && !binary.contains("n") && !binary.contains("r2"))
    #expect(Monitor.choices(for: .classes).map(\.name).contains("f1_macro"))
    #expect(Monitor.choices(for: .quantities([])).map(\.name).contains("rmse"))
    for answer in [Answer.twoClasses, .classes, .quantities([])] {
      let names = Monitor.choices(for: answer).map(\.name)
      #expect(Set(names).count == names.count)
    }
  }

  @Test func errorsAreBetterWhenLower() throws {
    let rmse = try #require(Monitor.choices(for: .quantities([])).first { $0.name == "rmse" })
    #expect(rmse.reaches(0.1, 0.2) && !rmse.reaches(0.3, 0.2))
    #expect(Monitor.auc.reaches(0.3, 0.2) && !Monitor.auc.reaches(0.1, 0.2))
  }

  /// Two rows of a class, two of the other; one pair of four stands the wrong way round.
  private static let truth: [Float] = [0, 0, 1, 1]
  private static let scores: [Float] = [0.1, 0.6, 0.4, 0.8]

  @Test func twoClassesHaveOneOutputOrTwo() {
    let one = Monitor.auc.value(
      outputs: Self.scores, targets: Self.truth, columns: 1, answer: .twoClasses, weights: nil)
    let two = Monitor.auc.value(
      outputs: Self.scores.flatMap { [1 - $0, $0] }, targets: Self.truth.flatMap { [1 - $0, $0] }, columns: 2,
      answer: .twoClasses, weights: nil)
    #expect(one == 0.75 && two == 0.75)
  }

  @Test func rowsCountByTheirWeights() {
    // The row in the wrong place counts nothing.
    let value = Monitor.auc.value(
      outputs: Self.scores, targets: Self.truth, columns: 1, answer: .twoClasses, weights: [1, 0, 1, 1])
    #expect(value == 1)
  }

  @Test func ofEqualProbabilitiesTheFirstIsPredicted() {
    let value = Monitor.accuracy.value(
      outputs: [0.4, 0.4, 0.2, 0.1, 0.45, 0.45], targets: [1, 0, 0, 0, 0, 1], columns: 3, answer: .classes, weights: nil
    )
    #expect(value == 0.5)
  }

  @Test func quantitiesAreMeasuredInTheirOwnUnit() throws {
    let units = Answer.quantities([Answer.Unit(shift: 100, scale: 10)])
    let rmse = try #require(Monitor.choices(for: units).first { $0.name == "rmse" })
    let value = rmse.value(outputs: [0, 1], targets: [0.5, 0.5], columns: 1, answer: units, weights: nil)
    #expect(value == 5)
  }

  @Test func undefinedFiguresAreNil() {
    #expect(
      Monitor.auc.value(outputs: [0.1, 0.2], targets: [1, 1], columns: 1, answer: .twoClasses, weights: nil) == nil)
  }
}
