import Matrices
import Networks
import Testing
import Workers

@testable import Training

@Suite struct MeasuredRowsTests {
  private func examples(_ count: Int) -> Examples {
    let inputs = Matrix(rows: count, columns: 1, elements: (0..<count).map { Float($0) })
    let targets = Matrix(rows: count, columns: 1, elements: (0..<count).map { Float($0 % 2) })
    return Examples(inputs: inputs, targets: targets, weights: (0..<count).map { Double($0 + 1) })
  }

  @Test("Rows that stand for all are so many, rising, each with its own target and weight")
  func drawn() throws {
    let all = examples(1000)
    let some = MeasuredRows(all, atMost: 100, seed: 1)
    let order = try #require(some.order)
    #expect(some.count == 100 && order.count == 100)
    #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
    let weights = try #require(all.weights)
    // They have a mean of 1 again.
    let scale = 100 / order.reduce(Float(0)) { $0 + weights[$1, 0] }
    for (place, row) in order.enumerated() {
      #expect(some.targets[place, 0] == Float(row % 2))
      let weight = try #require(some.weights)[place, 0]
      #expect(abs(weight / weights[row, 0] - scale) < 1e-5)
    }
  }

  @Test("Every row is as likely as any other")
  func likely() {
    let all = examples(20)
    var times = [Int](repeating: 0, count: 20)
    for seed in 0..<4000 as Range<UInt64> {
      for row in MeasuredRows(all, atMost: 5, seed: seed).order ?? [] { times[row] += 1 }
    }
    // 1000 each, with a standard deviation of 27.
    #expect(times.reduce(0, +) == 20_000 && times.allSatisfy { (860...1140).contains($0) })
  }

  @Test("Rows that do not count stand for none")
  func counting() throws {
    let all = examples(1000)
    let few = Examples(inputs: all.inputs, targets: all.targets, weights: (0..<1000).map { $0 % 100 == 7 ? 1 : 0 })
    #expect(MeasuredRows(few, atMost: 50, seed: 1).order == (0..<10).map { 100 * $0 + 7 })
    let some = try #require(MeasuredRows(few, atMost: 5, seed: 1).order)
    #expect(some.count == 5 && some.allSatisfy { $0 % 100 == 7 })
  }

  @Test("No more rows than there are, or no limit: all of them", arguments: [1000, 1001, nil])
  func all(most: Int?) {
    let rows = MeasuredRows(examples(1000), atMost: most, seed: 1)
    #expect(rows.order == nil && rows.count == 1000)
  }

  @Test("Figures of some rows are those of a table that holds only them")
  func figures() throws {
    let all = examples(700)
    let some = MeasuredRows(all, atMost: 90, seed: 2)
    let order = try #require(some.order)
    let inputs = Matrix(rows: order.count, columns: 1)
    inputs.gather(order, from: 0, of: all.inputs)
    let shape = try Shape(
      inputs: 1, layers: [Layer(units: 3, activation: .tanh), Layer(units: 1, activation: .sigmoid)])
    var generator = Generator(seed: 4)
    let network = Initializer.auto.network(of: shape, generator: &generator)
    func figures(_ rows: MeasuredRows) -> Figures {
      Evaluation(network, loss: .binaryCrossEntropy, answer: .twoClasses, rows: 90, workers: .one)
        .figures(.auc, on: rows)
    }
    let table = Examples(inputs: inputs, targets: some.targets, weights: order.map { Double($0 + 1) })
    let (found, expected) = (figures(some), figures(MeasuredRows(table)))
    #expect(try abs(#require(found.metric) - #require(expected.metric)) < 1e-6)
    #expect(abs(found.loss - expected.loss) < 1e-6)
  }
}
