import Testing

@testable import Drawing

@Suite struct CurvesPictureTests {
  private func history(_ epochs: Int, scale: Double = 1, noise: Double = 0.02) -> TrainingHistory {
    var numbers = TestNumbers(seed: UInt64(epochs))
    let loss = (0..<epochs).map { scale * (1 / Double($0 + 1) + 0.1 + noise * numbers.next()) }
    let validation = (0..<epochs).map { scale * (1.2 / Double($0 + 1) + 0.15 + noise * numbers.next()) }
    return TrainingHistory(
      epochs: (0..<epochs).map { Double($0 + 1) }, loss: loss, validationLoss: validation, metricName: "auc",
      metric: loss.map { 1 - $0 / 3 }, validationMetric: validation.map { 1 - $0 / 3 })
  }

  @Test("A history of any length is drawn within its frame, without overlaps", arguments: [1, 2, 5, 50, 500, 6_000])
  func lengths(_ epochs: Int) throws {
    for scale in [1, 1e-200, 1e299] {
      let picture = CurvesPicture(alone: history(epochs, scale: scale), title: "Circles")
      for size in [nil, Size(width: 400, height: 300), Size(width: 1_500, height: 400)] {
        try expectSound(try picture.svg(size: size, theme: .auto))
        expectLabelsApart(try picture.scene(size: size))
      }
    }
  }

  @Test("Training is solid, validation dashed, and the best epoch has its dot and value on both panels")
  func bestEpoch() throws {
    let picture = CurvesPicture(
      alone: TrainingHistory(
        epochs: [1, 2, 3], loss: [3, 2, 1], validationLoss: [3, 1.5, 2], metricName: "auc", metric: [0.5, 0.6, 0.7],
        validationMetric: [0.5, 0.65, 0.6]))
    let texts = try picture.scene(size: nil).labels.map(\.text)
    #expect(texts.contains("1.5 at epoch 2") && texts.contains("0.65 at epoch 2"))
    #expect(texts.filter { $0 == "training" }.count == 2 && texts.filter { $0 == "validation" }.count == 2)
    #expect(picture.guide == 2)
    #expect(picture.panels[0].stroke(of: 0).dash == nil && picture.panels[0].stroke(of: 1).dash != nil)
  }

  @Test("The best epoch may be told")
  func toldEpoch() {
    let history = TrainingHistory(epochs: [1, 2, 3], loss: [3, 2, 1], bestEpoch: 2)
    #expect(CurvesPicture(alone: history).panels[0].marks.map(\.text) == ["2 at epoch 2"])
    let elsewhere = TrainingHistory(epochs: [1, 2, 3], loss: [3, 2, 1], bestEpoch: 7)
    #expect(CurvesPicture(alone: elsewhere).panels[0].marks.isEmpty)
  }

  @Test("A positive loss over more than two decades is drawn on a logarithmic scale, no other is")
  func logarithmicScale() {
    let panel = { (values: [Double], scale: LinePanel.Scale) in
      LinePanel(name: "loss", series: [Series(name: "a", x: values.map { $0 }, y: values)], scale: scale)
    }
    #expect(panel([1, 0.1, 0.001], .automatic).isLogarithmic)
    #expect(!panel([1, 0.1, 0.02], .automatic).isLogarithmic)
    #expect(!panel([1, 0.1, 0], .automatic).isLogarithmic)
    #expect(!panel([1, 0.1, 0.001], .linear).isLogarithmic)
  }

  @Test("Lines that end together have a legend instead of names at their ends")
  func legend() throws {
    let lines = { (ends: [Double]) in
      CurvesPicture(
        xName: "x",
        panels: [
          LinePanel(
            name: "y",
            series: ends.enumerated().map { Series(name: "run \($0.offset)", x: [0, 1], y: [0, $0.element]) })
        ])
    }
    let apart = try lines([0.2, 0.6, 1]).scene(size: nil)
    let together = try lines(Array(repeating: 1, count: 6)).scene(size: nil)
    let x = { (scene: Scene) in scene.labels.filter { $0.text.hasPrefix("run") }.map(\.position.x) }
    #expect(Set(x(apart)).count == 1)
    #expect(Set(x(together)).count == 6)
    for scene in [apart, together] { expectLabelsApart(scene) }
  }

  @Test("Names of any kind are shown safely and keep their places", arguments: hostileNames)
  func hostile(_ name: HostileName) throws {
    let series = (0..<12).map { Series(name: name.text, x: [0, 1], y: [0, Double($0 % 5)]) }
    let marks = [LinePanel.Mark(series: 0, x: 0.5, y: 1, text: "at a half")]
    for count in [1, 3, 12] {
      let picture = CurvesPicture(
        title: name.text, xName: name.text,
        panels: [LinePanel(name: name.text, series: Array(series.prefix(count)), marks: marks)])
      try expectSound(try picture.svg(theme: .auto))
      expectLabelsApart(try picture.scene(size: nil))
    }
  }

  @Test(
    "Gaps stay gaps, a value alone is a dot, and equal values are a line",
    arguments: [
      [1, .nan, 2, 3, .infinity, 4], [5, 5, 5], [0, 0], [1e300, -1e300, 2], [3], [.nan, 3, .nan],
      [.leastNonzeroMagnitude, 2e-300],
      [1, 1.0000000000000002],
    ])
  func degenerate(_ values: [Double]) throws {
    let x = values.indices.map(Double.init)
    let picture = CurvesPicture(
      xName: "x", panels: [LinePanel(name: "y", series: [Series(name: "a", x: x, y: values)])])
    try expectSound(try picture.svg())
    expectLabelsApart(try picture.scene(size: nil))
    let swapped = CurvesPicture(
      xName: "x", panels: [LinePanel(name: "y", series: [Series(name: "a", x: values, y: x)], scale: .automatic)])
    try expectSound(try swapped.svg())
    expectLabelsApart(try swapped.scene(size: nil))
  }

  @Test("What cannot be drawn is refused, with its reason")
  func refusals() {
    let nothing = Series(name: "a", x: [1], y: [.nan])
    let cases: [([LinePanel], DrawingError)] = [
      ([], .nothingToDraw("there are no lines to draw")),
      ([LinePanel(name: "y", series: [nothing])], .nothingToDraw("there is no finite value of y to draw")),
      (
        [LinePanel(name: "y", series: Array(repeating: nothing, count: 13))],
        .tooMany("lines", found: 13, limit: 12)
      ),
    ]
    for (panels, error) in cases {
      #expect(throws: error) { try CurvesPicture(xName: "x", panels: panels).svg() }
    }
    let line = LinePanel(name: "y", series: [Series(name: "a", x: [1, 2], y: [1, 2])])
    #expect(throws: DrawingError.self) {
      try CurvesPicture(xName: "x", panels: [line, line, line, line]).svg(size: Size(width: 400, height: 300))
    }
    #expect(throws: DrawingError.self) { try CurvesPicture(alone: TrainingHistory(epochs: [], loss: [])).svg() }
  }

  @Test("A receiver operating characteristic names its area")
  func area() throws {
    let picture = CurvesPicture.receiverOperatingCharacteristic(
      falsePositiveRate: [0, 0, 0.5, 1], truePositiveRate: [0, 0.5, 1, 1])
    let scene = try picture.scene(size: nil)
    #expect(scene.labels.contains { $0.text == "area 0.875" } && scene.labels.contains { $0.text == "chance" })
    expectLabelsApart(scene)
    try expectSound(try picture.svg())
  }

  @Test("A characteristic of many thresholds stays small, as does a line of many gaps")
  func manyPoints() throws {
    let rates = (0...60_000).map { Double($0) / 60_000 }
    let size = Size(width: 8_000, height: 8_000)
    try expectSound(
      try CurvesPicture.receiverOperatingCharacteristic(
        falsePositiveRate: rates, truePositiveRate: rates.map { $0.squareRoot() }
      ).svg(size: size))
    let gaps = rates.indices.map { $0 % 7 == 0 ? Double.nan : rates[$0] }
    let lines = (0..<12).map { Series(name: "\($0)", x: rates, y: gaps) }
    try expectSound(try CurvesPicture(xName: "x", panels: [LinePanel(name: "y", series: lines)]).svg(size: size))
  }

  @Test("Precision over recall goes in steps, in either order, and names the average precision")
  func precisionRecall() throws {
    let recall = [1, 0.5, 0.5, 0]
    let precision = [0.5, 0.5, 1, 1]
    for (recall, precision) in [(recall, precision), (recall.reversed(), precision.reversed())] {
      let picture = CurvesPicture.precisionRecall(recall: recall, precision: precision)
      #expect(picture.panels[0].note == "average precision 0.75")
      let points = Array(picture.panels[0].series[0].points)
      #expect(zip(points, Array(points).dropFirst()).allSatisfy { $0.x == $1.x || $0.y == $1.y })
      expectLabelsApart(try picture.scene(size: nil))
    }
    let open = CurvesPicture.precisionRecall(recall: [0.5, 1], precision: [1, 0.5])
    #expect(open.panels[0].note == "average precision 0.75" && open.panels[0].series[0].points.first?.x == 0)
  }

  @Test("Reliability has a dot for each bin and the diagonal")
  func reliability() throws {
    let picture = CurvesPicture.reliability(meanProbability: [0.1, 0.5, 0.9], fraction: [0.2, 0.5, 0.8])
    let scene = try picture.scene(size: nil)
    #expect(scene.shapes.count { shape in if case .marks = shape { true } else { false } } == 3)
    expectLabelsApart(scene)
    try expectSound(try picture.svg(theme: .dark))
  }

  @Test("The description tells the lines in words and numbers")
  func description() throws {
    let picture = CurvesPicture(
      xName: "epoch",
      panels: [LinePanel(name: "loss", series: [Series(name: "training", x: [1, 2, 3], y: [3, 1, .nan])])])
    #expect(
      try picture.scene(size: nil).description == """
        loss by epoch: training goes in 2 points from 3 at 1 to 1 at 2, lowest 1 at 2, highest 3 at 1, \
        1 value not finite.
        """)
  }

  @Test("The same lines are the same bytes every time")
  func determinism() throws {
    #expect(try CurvesPicture(alone: history(300)).svg() == CurvesPicture(alone: history(300)).svg())
  }
}
