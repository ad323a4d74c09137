import Testing

@testable import Drawing

@Suite struct WaterfallPictureTests {
  private func picture(_ values: [Double], output: Double? = 0.9) -> WaterfallPicture {
    WaterfallPicture(
      outputName: "p", output: output,
      steps: values.enumerated().map { WaterfallPicture.Step(name: "f\($0.offset)", value: $0.element) })
  }

  @Test("Bars lead from the average to the output, the largest first")
  func steps() throws {
    let scene = try picture([0.1, -0.3, 0.2]).scene(size: nil)
    #expect(scene.description == "From the average of p, 0.9, to 0.9 for this row: f1 −0.3, f2 +0.2, f0 +0.1.")
    let boxes = scene.shapes.compactMap { shape -> (Box, Ink)? in
      if case .boxes(let boxes, _, let fill, nil) = shape, let box = boxes.first { (box, fill.ink) } else { nil }
    }
    #expect(boxes.map(\.1) == [.negative, .positive, .positive])
    #expect(abs(boxes[0].0.left - boxes[1].0.left) < 1e-9 && abs(boxes[1].0.right - boxes[2].0.left) < 1e-9)
    #expect(abs(boxes[2].0.right - boxes[0].0.right) < 1e-9)
  }

  @Test("Small steps are one, and all of them together still lead to the output")
  func others() throws {
    let values = (0..<40).map { Double($0 + 1) / 100 }
    let scene = try picture(values, output: 9).scene(size: nil)
    #expect(scene.labels.contains { $0.text == "27 others" } && !scene.labels.contains { $0.text == "f26" })
    #expect(scene.labels.contains { $0.text == "f27" } && scene.labels.contains { $0.text == "0.8" })
    expectLabelsApart(scene)
    let alone = try picture(Array(values.prefix(WaterfallPicture.mostSteps))).scene(size: nil)
    #expect(!alone.labels.contains { $0.text.contains("others") })
  }

  @Test("Without an output, the distance from the average is shown")
  func distance() throws {
    let scene = try picture([0.5, 0.25], output: nil).scene(size: nil)
    #expect(
      scene.labels.contains { $0.text == "distance from the average" } && scene.labels.contains { $0.text == "0.75" })
  }

  @Test("What cannot be drawn is refused")
  func refusals() {
    #expect(throws: DrawingError.self) { try picture([]).svg() }
    #expect(throws: DrawingError.self) { try picture([.nan, .infinity]).svg() }
    #expect(throws: DrawingError.self) { try picture([1e300, 1e300]).svg() }
  }
}
