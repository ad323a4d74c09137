import Testing

@testable import Drawing

@Suite struct AxisTests {
  @Test("Numbers are carried to places, those outside to the ends")
  func places() {
    let axis = Axis(0...10, from: 100, to: 0, spacing: 20)
    #expect(axis.position(of: 5) == 50)
    #expect(axis.position(of: 20) == 0)
    #expect(axis.position(of: -.infinity) == 100)
    #expect(axis.position(of: .nan) == 100)
    let logarithmic = Axis(1...100, scale: .logarithmic, from: 0, to: 100, spacing: 20)
    #expect((logarithmic.position(of: 10) - 50).magnitude < 1e-9)
    #expect(logarithmic.position(of: -1) == 0)
  }

  @Test("The range of no number is none, and equal numbers are set apart")
  func ranges() {
    #expect(Axis.extent(of: [.nan, .infinity, 1e301]) == nil)
    #expect(Axis.extent(of: [2, .nan, -1]) == -1...2)
    #expect(Axis.padded(0...0) == -1...1)
    #expect(Axis.padded(10...10) == 9...11)
    #expect(Axis.padded(-1e300...1e300).upperBound.isFinite)
    #expect(Axis.paddedLogarithmically(1e-280...1e300).upperBound.isFinite)
  }
}
