import Matrices
import Sampling
import Testing

@Suite struct PartitionTests {
  @Test("The test part has the nearest whole number of rows", arguments: [(10, 0.25, 3), (750, 0.2, 150), (3, 0.1, 0)])
  func share(rows: Int, fraction: Double, expected: Int) {
    var generator = Generator(seed: 1)
    #expect(testPart(rows: rows, fraction: fraction, strata: nil, generator: &generator).count { $0 } == expected)
  }

  @Test("Every stratum gives its share")
  func strata() {
    var generator = Generator(seed: 2)
    let strata = (0..<100).map { $0 < 20 ? 7 : -1 }
    let isTest = testPart(rows: 100, fraction: 0.25, strata: strata, generator: &generator)
    #expect(isTest[..<20].count { $0 } == 5)
    #expect(isTest[20...].count { $0 } == 20)
  }

  @Test("Folds are even, within every stratum too")
  func folds() {
    var generator = Generator(seed: 3)
    let strata = (0..<103).map { $0 % 3 }
    let numbers = foldNumbers(rows: 103, folds: 5, strata: strata, generator: &generator)
    let sizes = (0..<5).map { fold in numbers.count { $0 == fold } }
    #expect(sizes.allSatisfy { (20...21).contains($0) })
    for stratum in 0..<3 {
      let counts = (0..<5).map { fold in (0..<103).count { strata[$0] == stratum && numbers[$0] == fold } }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
  }

  @Test("Rows that come in stretches are shared out as exactly as all at once, within every stratum")
  func stretches() {
    var generator = Generator(seed: 4)
    var test = TestRows(fraction: 0.3)
    var numbers = FoldNumbers(folds: 4)
    var (rows, chosen) = ([0, 0, 0], [0, 0, 0])
    var folds = [[Int]](repeating: [0, 0, 0, 0], count: 3)
    for length in [1, 7, 0, 100, 33, 2, 1] {
      let strata = (0..<length).map { $0 * $0 % 3 }
      let isTest = test.choose(rows: length, strata: strata, generator: &generator)
      let dealt = numbers.deal(rows: length, strata: strata, generator: &generator)
      #expect(isTest.count == length && dealt.count == length)
      for row in 0..<length {
        rows[strata[row]] += 1
        if isTest[row] { chosen[strata[row]] += 1 }
        folds[strata[row]][dealt[row]] += 1
      }
      for stratum in 0..<3 {
        #expect(chosen[stratum] == Int((Double(rows[stratum]) * 0.3).rounded()))
        #expect((folds[stratum].max() ?? 0) - (folds[stratum].min() ?? 0) <= 1)
      }
      // Rows of a later stretch cannot make up for where those of others went.
      let sizes = (0..<4).map { fold in folds.map { $0[fold] }.reduce(0, +) }
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 3)
    }
  }

  @Test("A share near one never asks a stretch for more rows than it has", arguments: [0.01, 0.5, 0.9, 0.999])
  func extremeShares(fraction: Double) {
    var generator = Generator(seed: 5)
    var test = TestRows(fraction: fraction)
    var chosen = 0
    for _ in 0..<1000 { chosen += test.choose(rows: 1, strata: nil, generator: &generator).count { $0 } }
    #expect(chosen == Int((1000 * fraction).rounded()))
  }
}
