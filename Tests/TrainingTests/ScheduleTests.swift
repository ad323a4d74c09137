import Testing

@testable import Training

@Suite struct ScheduleTests {
  @Test("The cosine falls from the full rate to nearly 0 and agrees with its definition")
  func cosine() {
    let rates = (1...100).map { Schedule(.cosine, rate: 0.5).rate(epoch: $0, step: 0, stepsPerEpoch: 1, epochs: 100) }
    #expect(rates[0] == 0.5)
    #expect(abs(rates[50] - 0.25) < 1e-12)
    #expect(rates[99] > 0 && rates[99] < 2e-4)
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
    #expect(Schedule(.constant, rate: 0.5).rate(epoch: 7, step: 0, stepsPerEpoch: 1, epochs: 100) == 0.5)
  }
}
