import Testing

@testable import Drawing

@Suite struct DrawingErrorTests {
  @Test("An error says what was found and what was expected")
  func messages() {
    let cases: [(DrawingError, String)] = [
      (
        .sizeOutOfRange(width: 10, height: 20),
        "a picture of 10x20 cannot be drawn: the width must be 400 to 8,192, the height 300 to 8,192"
      ),
      (.heightTooSmall(height: 300, needed: 412), "a height of 300 is too small for this picture, it needs 412"),
      (
        .weightCount(layer: 2, units: 3, inputs: 4, found: 11),
        "layer 2 has 11 weights; 3 units with 4 inputs each do not fit them"
      ),
      (.weightsNotFinite(layer: 1, count: 5), "layer 1 has 5 weights or biases that are not finite numbers"),
      (.nameCount(of: "inputs", expected: 4, found: 3), "expected 4 names of inputs, found 3"),
    ]
    for (error, message) in cases { #expect(error.description == message) }
  }
}
