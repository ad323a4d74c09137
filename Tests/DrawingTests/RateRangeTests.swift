import Testing

@testable import Drawing

@Suite struct RateRangeTests {
  private let rates = [1e-4, 1e-3, 1e-2, 1e-1]
  private let losses = [0.6, 0.5, 0.2, 0.9]

  private func drawn(_ rates: [Double], _ losses: [Double], suggestion: Double? = nil) throws -> Scene {
    try CurvesPicture.rateRange([RateRange(rates: rates, losses: losses, suggestion: suggestion)]).scene(size: nil)
  }

  /// The longest line, which is the loss.
  private func line(_ scene: Scene) -> [Point] {
    scene.shapes.compactMap { shape -> [Point]? in
      if case .lines(let lines, let stroke) = shape, stroke.width == 1.8 { lines.first } else { nil }
    }.first ?? []
  }

  @Test("Each power of ten takes the same width")
  func logarithmic() throws {
    let scene = try drawn(rates, losses)
    let steps = zip(line(scene), line(scene).dropFirst()).map { $1.x - $0.x }
    #expect(steps.count == 3 && steps.allSatisfy { ($0 - steps[0]).magnitude < 0.01 && $0 > 50 })
    let texts = scene.labels.map(\.text)
    #expect(["0.0001", "0.001", "0.01", "0.1"].allSatisfy(texts.contains))
  }

  @Test("The suggested rate is marked and told")
  func suggestion() throws {
    let scene = try drawn(rates, losses, suggestion: 1e-3)
    #expect(scene.labels.contains { $0.text == "falls fastest at 0.001" })
    #expect(scene.description.contains("Marked: falls fastest at 0.001."))
    let dots = scene.shapes.compactMap { if case .marks(let marks) = $0 { marks.points.first } else { nil } }
    #expect(dots == [line(scene)[1]])
    #expect(!(try drawn(rates, losses).description.contains("Marked")))
  }

  @Test("Rates that have no logarithm are left out, and one rate alone is a dot")
  func notPositive() throws {
    let scene = try drawn([0, -1] + rates, [0.1, 0.1] + losses)
    #expect(line(scene).count == 4 && scene.description.contains("2 values not finite"))
    #expect(try drawn([0.5], [1]).shapes.contains { if case .marks = $0 { true } else { false } })
    #expect(throws: DrawingError.self) { try drawn([0, -1], [1, 1]) }
  }

  @Test("Of several tests each has its line and its dot")
  func several() throws {
    let tests = (0..<3).map {
      RateRange(name: "t\($0)", rates: rates, losses: losses.map { $0 + 1 }, suggestion: 1e-2)
    }
    let scene = try CurvesPicture.rateRange(tests).scene(size: nil)
    #expect(["t0", "t1", "t2"].allSatisfy { name in scene.labels.contains { $0.text == name } })
  }
}
