import Testing

@testable import Drawing

@Suite struct RateCurveTests {
  @Test("The operating point is that of the smallest threshold from a half on, in either order")
  func operatingPoint() {
    let thresholds = [.infinity, 0.9, 0.6, 0.4, 0.1]
    let (x, y) = ([0, 0.1, 0.2, 0.5, 1], [0, 0.4, 0.7, 0.9, 1])
    let falling = RateCurve(.receiverOperatingCharacteristic, x, y, thresholds: thresholds)
    #expect(falling.operatingPoint == Point(x: 0.2, y: 0.7))
    let rising = RateCurve(
      .receiverOperatingCharacteristic, x.reversed(), y.reversed(), thresholds: thresholds.reversed())
    #expect(rising.operatingPoint == Point(x: 0.2, y: 0.7))
    #expect(RateCurve(.receiverOperatingCharacteristic, x, y).operatingPoint == nil)
  }

  @Test("Several curves in one picture are told apart by name and area, and marked at their threshold")
  func several() throws {
    let curves = ["first", "second"].enumerated().map { index, name in
      RateCurve(
        .receiverOperatingCharacteristic, [0, 0.2 * Double(index), 1], [0, 1, 1], thresholds: [.infinity, 0.5, 0.1],
        name: name)
    }
    let scene = try CurvesPicture.receiverOperatingCharacteristic(curves).scene(size: nil)
    let texts = scene.labels.map(\.text)
    #expect(texts.contains("first · 1") && texts.contains("second · 0.9") && texts.contains("dots: threshold 0.5"))
    expectLabelsApart(scene)
  }
}
