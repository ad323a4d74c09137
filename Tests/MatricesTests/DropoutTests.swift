import Matrices
import Testing

@Suite struct DropoutTests {
  /// What is left of ones, one in each column.
  private func dropped(_ count: Int, rate: Float, key: UInt32 = 1, step: UInt32 = 1, first: Int = 0) -> [Float] {
    let ones = Panels(Matrix(rows: 1, columns: count, elements: [Float](repeating: 1, count: count)))
    ones.become(dropping: rate, of: ones, key: key, step: step, first: first)
    return (0..<count).map { ones[0, $0] }
  }

  @Test(
    "The numbers are those of Philox2x32-7: the known answers of its authors",
    arguments: [
      (UInt32(0), UInt32(0), UInt32(0), UInt32(0x257a_3673)),
      (0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xab30_2c4d), (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0xbedb_be6b),
    ])
  func knownAnswers(first: UInt32, step: UInt32, key: UInt32, answer: UInt32) {
    // An element is dropped just where the number is below the rate: with 24 bits of it on either side.
    let below = Float(answer >> 8) * 0x1p-24
    let above = Float((answer >> 8) + 1) * 0x1p-24
    #expect(dropped(1, rate: below, key: key, step: step, first: Int(first))[0] != 0)
    #expect(dropped(1, rate: above, key: key, step: step, first: Int(first))[0] == 0)
  }

  @Test("As many are dropped as the rate says, the others keep the mean", arguments: [Float(0.1), 0.5, 0.9])
  func rates(rate: Float) {
    let values = dropped(100_000, rate: rate)
    let share = Double(values.count { $0 == 0 }) / 100_000
    #expect(abs(share - Double(rate)) < 0.005)
    #expect(values.allSatisfy { $0 == 0 || $0 == 1 / (1 - rate) })
  }

  @Test("Where a piece begins changes nothing, another step or key everything")
  func pieces() {
    let whole = dropped(100, rate: 0.5)
    #expect(dropped(63, rate: 0.5, first: 37) == Array(whole[37...]))
    for other in [dropped(100, rate: 0.5, step: 2), dropped(100, rate: 0.5, key: 2)] {
      #expect((30...70).contains(zip(whole, other).count { $0 == $1 }))
    }
  }

  @Test("An element is dropped as the one in its place of a longer row is")
  func places() {
    let (rows, columns) = (5, 40)
    let ones = Matrix(rows: rows, columns: columns, elements: [Float](repeating: 1, count: rows * columns))
    let panels = Panels(ones)
    panels.become(dropping: 0.5, of: panels, key: 1, step: 1, first: 3)
    let one = dropped((3 + columns) * rows, rate: 0.5)
    for row in 0..<rows { for column in 0..<columns { #expect(panels[row, column] == one[(3 + column) * rows + row]) } }
  }
}
