import Testing

@testable import Drawing

@Suite struct WeightScaleTests {
  @Test("Lines grow with the weight up to the reference, and no further")
  func levels() {
    let scale = WeightScale((1...100).map { Float($0) } + [1e6])
    #expect(scale.isCut && (90...100).contains(scale.reference))
    #expect(scale.level(of: 0) == 0)
    #expect(scale.level(of: -1) == 1)
    #expect(scale.level(of: 1e6) == WeightScale.levels)
    let widths = (0...WeightScale.levels).map { scale.stroke(level: $0, isPositive: true).width }
    #expect(widths.dropFirst() == widths.dropFirst().sorted()[...])
  }

  @Test("A few weights of like size are not cut")
  func few() {
    let scale = WeightScale([1, -2, 1.5])
    #expect(scale.reference == 2 && !scale.isCut)
  }

  @Test("Without a weight other than zero there is no scale")
  func zeros() {
    for weights in [[], [0, 0]] as [[Float]] {
      let scale = WeightScale(weights)
      #expect(scale.reference == 0 && !scale.isCut && scale.level(of: 0) == 0)
    }
  }
}
