import Testing
import Training

@Suite struct ScheduleTests {
  /// The rates of all steps.
  private func rates(_ schedule: Schedule, epochs: Int, stepsPerEpoch: Int = 1) -> [Double] {
    (1...epochs).flatMap { epoch in
      (0..<stepsPerEpoch).map {
        schedule.rate(epoch: epoch, step: $0, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
      }
    }
  }

  @Test("The cosine falls from the full rate to nearly 0 and agrees with its definition")
  func cosine() {
    let rates = rates(Schedule(.cosine, rate: 0.5), epochs: 100)
    #expect(rates[0] == 0.5)
    #expect(abs(rates[50] - 0.25) < 1e-12)
    #expect(rates[99] > 0 && rates[99] < 2e-4)
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
    #expect(Schedule(.constant, rate: 0.5).rate(epoch: 7, step: 0, stepsPerEpoch: 1, epochs: 100) == 0.5)
  }

  @Test("A schedule moves from step to step, not from epoch to epoch")
  func steps() {
    let fine = rates(Schedule(.cosine, rate: 1), epochs: 10, stepsPerEpoch: 10)
    for (got, want) in zip(fine, rates(Schedule(.cosine, rate: 1), epochs: 100)) { #expect(abs(got - want) < 1e-12) }
  }

  @Test("A schedule that says it is steady has one rate an epoch", arguments: Schedule.Kind.allCases)
  func steady(kind: Schedule.Kind) {
    var schedule = Schedule(kind, rate: 1)
    schedule.plateau.reductions = 2
    #expect(schedule.isSteady == [.constant, .plateau].contains(kind))
    let first = rates(schedule, epochs: 10, stepsPerEpoch: 100).prefix(100)
    #expect(first.allSatisfy { $0 == first[0] } == schedule.isSteady || kind == .step)
    schedule.warmUp = 5
    #expect(!schedule.isSteady)
  }

  @Test("Steps are tenths after each third, the exponential ends at a hundredth")
  func falls() {
    let steps = rates(Schedule(.step, rate: 1), epochs: 9)
    #expect(steps == [1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01])
    let exponential = rates(Schedule(.exponential, rate: 1), epochs: 10)
    for (index, rate) in exponential.enumerated() {
      let factor = (0..<index).reduce(1.0) { product, _ in product * 0.630_957_344_480_193_2 }
      #expect(abs(rate / factor - 1) < 1e-12)
    }
  }

  @Test("One-cycle goes through the points that PyTorch's definition names")
  func oneCycle() {
    // 20 steps, 30 % of them up: from a 25th in step 0 to the top in step 5, then to a 250,000th in step 19.
    let rates = rates(Schedule(.oneCycle, rate: 1), epochs: 10, stepsPerEpoch: 2)
    #expect(abs(rates[0] - 0.04) < 1e-15 && rates[5] == 1 && abs(rates[19] - 4e-6) < 1e-15)
    // Half of either way lies halfway between its ends.
    #expect(abs(rates[12] - (1 + 4e-6) / 2) < 1e-12)
    #expect(
      zip(rates[..<6], rates[1..<6]).allSatisfy { $0 < $1 } && zip(rates[5...], rates[6...]).allSatisfy { $0 > $1 })
  }

  @Test("A warm-up rises in a straight line, and the schedule takes the other steps")
  func warmsUp() {
    var schedule = Schedule(.cosine, rate: 1)
    schedule.warmUp = 4
    let rates = rates(schedule, epochs: 7, stepsPerEpoch: 2)
    #expect(Array(rates[..<5]) == [0.25, 0.5, 0.75, 1, 1])
    #expect(abs(rates[9] - 0.5) < 1e-12)
    schedule.kind = .oneCycle
    #expect(schedule.rate(epoch: 2, step: 1, stepsPerEpoch: 2, epochs: 7) == 1)
  }

  @Test("A plateau is noticed after the patience, again after as long, and not while the figure still gets better")
  func plateau() {
    var schedule = Schedule(.plateau, rate: 1)
    schedule.plateau.patience = 2
    var rates: [Double] = []
    for figure in [5, 4, 4, 3.9999, 4, 4, 4, 4, 3, 3.5, 3.5, 3.5] {
      schedule.plateau.observe(figure)
      rates.append(schedule.rate(epoch: 1, step: 0, stepsPerEpoch: 1, epochs: 1))
    }
    #expect(rates.map { ($0 * 1000).rounded() } == [1000, 1000, 1000, 1000, 100, 100, 100, 10, 10, 10, 10, 1])
  }
}
