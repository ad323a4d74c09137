import Testing

@testable import Drawing

/// Layers with weights in no order, about as large as a training leaves them.
func randomLayers(_ sizes: [Int], seed: UInt64 = 1, activation: String = "relu") -> [NetworkLayer] {
  var numbers = TestNumbers(seed: seed)
  return zip(sizes, sizes.dropFirst()).map { inputs, units in
    NetworkLayer(
      activation: activation, units: units, weights: (0..<inputs * units).map { _ in Float(numbers.next()) },
      biases: (0..<units).map { _ in Float(numbers.next()) })
  }
}

@Suite struct NetworkPictureTests {
  private let small = NetworkPicture(
    layers: [
      NetworkLayer(activation: "tanh", units: 2, weights: [1, -0.5, 0.25, 2], biases: [0.5, -1]),
      NetworkLayer(activation: "sigmoid", units: 1, weights: [1.5, -2], biases: [0]),
    ], inputNames: ["a", "b"], outputNames: ["c"], title: "Small")

  @Test(
    "A network is drawn within its frame, without overlaps, in every shape, size and theme",
    arguments: [
      [2, 9, 6, 1], [4, 16, 3], [30, 64, 32, 2], [784, 128, 10], [1, 1], [17, 17], [3, 1, 100, 1, 3],
      [3] + Array(repeating: 5, count: 40) + [2], [64, 64, 64, 64],
    ])
  func shapes(_ sizes: [Int]) throws {
    let layers = randomLayers(sizes, activation: "leaky-relu")
    let inputs = (0..<sizes[0]).map { "worst concave points \($0) of the nucleus" }
    let narrow = Size(width: 400, height: 300)
    let cases: [(Size?, maxUnits: Int, names: [String])] = [
      (nil, 16, inputs), (nil, 64, []), (narrow, 16, inputs), (narrow, 2, inputs),
      (Size(width: 1_600, height: 500), 64, inputs), (Size(width: 420, height: 2_000), 16, []),
    ]
    for (size, maxUnits, names) in cases {
      let picture = NetworkPicture(
        layers: layers, inputNames: names, title: "A network", maxUnits: maxUnits, maxLines: 4_000)
      try expectSound(try picture.svg(size: size, theme: .auto))
      expectLabelsApart(try picture.scene(size: size))
    }
  }

  @Test("Names and activations of any kind are shown safely and keep their places", arguments: hostileNames)
  func hostile(_ name: HostileName) throws {
    let picture = NetworkPicture(
      layers: randomLayers([16, 16, 16], activation: name.text), inputNames: Array(repeating: name.text, count: 16),
      outputNames: Array(repeating: name.text, count: 16), title: name.text)
    for size in [nil, Size(width: 400, height: 300)] {
      try expectSound(try picture.svg(size: size, theme: .auto))
      expectLabelsApart(try picture.scene(size: size))
    }
  }

  @Test("Positive weights are blue, negative ones orange, and strong ones wider and above")
  func weights() throws {
    let lines = try small.scene(size: nil).shapes.compactMap { shape -> Stroke? in
      if case .lines(_, let stroke) = shape, [Ink.positive, .negative].contains(stroke.ink) { stroke } else { nil }
    }
    let weightLines = lines.dropLast(4)
    #expect(Set(lines.map(\.ink)) == [.positive, .negative])
    #expect(weightLines.map(\.width) == weightLines.map(\.width).sorted())
  }

  @Test("Every weight and bias has its line, one of zero a thin grey one")
  func lineCount() throws {
    let picture = NetworkPicture(layers: randomLayers([2, 9, 6, 1]))
    #expect(try weightLines(picture) == 2 * 9 + 9 * 6 + 6 + 9 + 6 + 1)
    let zero = NetworkLayer(activation: "", units: 2, weights: [0, 0, 0, 0], biases: [])
    let flat = try NetworkPicture(layers: [zero]).scene(size: nil)
    #expect(flat.description.contains("All weights between the units shown are zero."))
    #expect(
      !flat.shapes.contains { shape in if case .lines(_, let stroke) = shape { stroke.ink == .positive } else { false }
      })
  }

  private func weightLines(_ picture: NetworkPicture) throws -> Int {
    let scene = try picture.scene(size: Size(width: 900, height: 900))
    let legend = 4
    return scene.shapes.reduce(-legend) { count, shape in
      if case .lines(let lines, let stroke) = shape, [Ink.positive, .negative].contains(stroke.ink) {
        count + lines.count
      } else {
        count
      }
    }
  }

  @Test("Of many lines the strongest are drawn, and the picture says so")
  func mostLines() throws {
    let picture = NetworkPicture(layers: randomLayers([784, 128, 10]), maxLines: 100)
    #expect(try weightLines(picture) == 100)
    let scene = try picture.scene(size: nil)
    #expect(scene.labels.contains { $0.text == "lines for the strongest 100 of 442 weights" })
    #expect(scene.description.contains("the strongest 100 have lines"))
    let weak = NetworkPicture(layers: small.layers, minWeight: 1.25)
    #expect(try weightLines(weak) == 3)
  }

  @Test("A wide layer is shown by its first and last units and a gap")
  func gaps() throws {
    let scene = try NetworkPicture(layers: randomLayers([784, 128, 10])).scene(size: nil)
    let texts = scene.labels.map(\.text)
    #expect(texts.contains("… 768 more …") && texts.contains("… 112 more …"))
    #expect(texts.contains("x8") && texts.contains("x777") && !texts.contains("x9") && !texts.contains("x776"))
    #expect(texts.contains("784 units") && texts.contains("relu"))
  }

  @Test("A deep network is shown by its first and last layers")
  func depth() throws {
    let scene = try NetworkPicture(layers: randomLayers(Array(repeating: 3, count: 30))).scene(size: nil)
    #expect(scene.labels.contains { $0.text.hasSuffix("more layers …") })
    #expect(scene.size.width < 1_600)
  }

  @Test("Each column that feeds another has a bias unit, if the layer has biases")
  func biases() throws {
    #expect(try small.scene(size: nil).labels.count { $0.text == "1" } == 2)
    let without = NetworkLayer(activation: "relu", units: 1, weights: [1], biases: [])
    #expect(try NetworkPicture(layers: [without]).scene(size: nil).labels.allSatisfy { $0.text != "bias" })
  }

  @Test("One large weight does not hide the rest, and the legend says where the scale ends")
  func outlier() throws {
    var layers = randomLayers([8, 8, 1])
    var weights = layers[0].weights
    weights[0] = 1e30
    layers[0] = NetworkLayer(activation: "relu", units: 8, weights: weights, biases: layers[0].biases)
    let scene = try NetworkPicture(layers: layers).scene(size: nil)
    let texts = scene.labels.map(\.text)
    #expect(texts.contains { $0.hasPrefix("≥ 0.9") } && texts.contains { $0.hasPrefix("≤ −0.9") })
  }

  @Test("The largest and smallest floats are weights like others")
  func extremes() throws {
    let largest = Float.greatestFiniteMagnitude
    for weight in [largest, -largest, .leastNonzeroMagnitude] {
      let layer = NetworkLayer(activation: "relu", units: 1, weights: [weight, 0], biases: [-weight])
      try expectSound(try NetworkPicture(layers: [layer]).svg())
    }
  }

  @Test("The description tells the network in words and numbers")
  func description() throws {
    #expect(
      try small.scene(size: nil).description == """
        A neural network of 2-2-1 units. Inputs: a, b. Layers: 2 units (tanh), 1 unit (sigmoid). Outputs: c. \
        It has 6 weights and 3 biases, from −2 to 2. Lines differ by the sign of their weight, and are wider \
        the larger it is, widest from 2 on.
        """)
  }

  @Test("Parts that do not make a network are refused, each with its reason")
  func refusals() {
    let layer = { (units: Int, weights: [Float], biases: [Float]) in
      NetworkLayer(activation: "relu", units: units, weights: weights, biases: biases)
    }
    let cases: [([NetworkLayer], [String], DrawingError)] = [
      ([], [], .noLayers),
      ([layer(0, [], [])], [], .emptyLayer(layer: 1)),
      ([layer(-3, [1], [])], [], .emptyLayer(layer: 1)),
      ([layer(Int.max, [1, 2], [])], [], .weightCount(layer: 1, units: Int.max, inputs: 0, found: 2)),
      ([layer(2, [1, 2, 3], [])], [], .weightCount(layer: 1, units: 2, inputs: 1, found: 3)),
      ([layer(2, [1, 2], [1])], [], .biasCount(layer: 1, units: 2, found: 1)),
      ([layer(1, [.nan, 1], [.infinity])], [], .weightsNotFinite(layer: 1, count: 2)),
      ([layer(2, [1, 2], []), layer(1, [1], [])], [], .weightCount(layer: 2, units: 1, inputs: 2, found: 1)),
      ([layer(1, [1, 2], [])], ["a"], .nameCount(of: "inputs", expected: 2, found: 1)),
    ]
    for (layers, names, error) in cases {
      #expect(throws: error) { try NetworkPicture(layers: layers, inputNames: names).svg() }
      #expect(!error.description.isEmpty)
    }
  }

  @Test("The same network is the same bytes every time, and these")
  func snapshot() throws {
    let first = try small.svg()
    #expect(try first == small.svg())
  }
}
