import Testing

@testable import Scoring

@Suite("Permutation importance")
struct PermutationImportanceTests {
  @Test("drops that cancel but for the rounding of the score are none")
  func cancelling() {
    let drops = [0.3 - 0.2, 0.3 - 0.4]
    #expect(drops.reduce(0, +) != 0)
    #expect(PermutationImportance.mean(ofDrops: drops, from: 0.3) == 0)
    #expect(PermutationImportance.mean(ofDrops: [0.25, 0.5, 0], from: 1) == 0.25)
    #expect(PermutationImportance.mean(ofDrops: [-1e-15], from: 1) == -1e-15)
  }
}
