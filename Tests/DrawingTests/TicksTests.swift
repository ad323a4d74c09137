import Testing

@testable import Drawing

@Suite struct TicksTests {
  @Test("Ticks stand at 1, 2 or 5 times a power of ten")
  func roundNumbers() {
    #expect(Ticks.linear(0...1, count: 5).map(\.text) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Ticks.linear(-3...3, count: 4).map(\.text) == ["−2", "0", "2"])
    #expect(Ticks.linear(0.93...0.99, count: 4).map(\.text) == ["0.94", "0.96", "0.98"])
    #expect(Ticks.linear(1...500, count: 6).map(\.text) == ["100", "200", "300", "400", "500"])
    #expect(Ticks.linear(1e-9...3e-9, count: 3).map(\.text) == ["1e−9", "2e−9", "3e−9"])
  }

  @Test("Epochs have no fractions")
  func wholeNumbers() {
    #expect(Ticks.linear(1...3, count: 9, whole: true).map(\.text) == ["1", "2", "3"])
  }

  @Test("A logarithmic axis shows its decades, with 2 and 5 where there is room")
  func decades() {
    #expect(Ticks.logarithmic(0.0005...3, count: 5).map(\.text) == ["0.001", "0.01", "0.1", "1"])
    #expect(Ticks.logarithmic(1...150, count: 9).map(\.text) == ["1", "2", "5", "10", "20", "50", "100"])
    #expect(Ticks.logarithmic(1e-250...1e250, count: 4).count <= 5)
  }

  @Test("Ticks lie within the range, in order, few and all different, for ranges of any size and place")
  func anyRange() {
    var numbers = TestNumbers(seed: 1)
    for exponent in stride(from: -290, through: 299, by: 7) {
      for _ in 0..<4 {
        let scale = Double("1e\(exponent)") ?? 1
        let ends = [numbers.next() * scale, numbers.next() * scale].sorted()
        let range = Axis.padded(ends[0]...ends[1])
        let ticks = Ticks.linear(range, count: 6)
        #expect((1...13).contains(ticks.count), "\(range)")
        #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value && $0.text != $1.text }, "\(range)")
        let slack = (range.upperBound - range.lowerBound) * 1e-6
        #expect(ticks.allSatisfy { ($0.value >= range.lowerBound - slack) && $0.value <= range.upperBound + slack })
      }
    }
  }

  @Test("An impossible range has no ticks")
  func impossible() {
    #expect(Ticks.linear(1...1, count: 5).isEmpty)
    #expect(Ticks.linear(-Double.infinity...1, count: 5).isEmpty)
    #expect(Ticks.linear(0...1, count: 0).isEmpty)
    #expect(Ticks.logarithmic(0...1, count: 5).isEmpty)
  }
}
