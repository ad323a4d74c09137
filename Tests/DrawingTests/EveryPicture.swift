@testable import Drawing

/// One picture of every kind, under names and numbers of any kind.
enum EveryPicture {
  static let kinds: [(name: String, make: @Sendable (_ name: String, _ number: inout () -> Double) -> any Picture)] = [
    ("network", { name, number in network(name, look: .plain, &number) }),
    (
      "network of a row",
      { name, number in
        let values = [3, 4, 2].map { count in (0..<count).map { _ in Float(number()) } }
        let texts = { (count: Int) in Array(repeating: name, count: count) }
        return network(
          name, look: .row(UnitValues(values: values, inputTexts: texts(3), outputTexts: texts(2), name: "row 7")),
          &number)
      }
    ),
    (
      "units",
      { name, number in
        let maps = [3, 4, 2].map { count in
          UnitMaps.scaled(
            Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, (0..<64).map { _ in Float(number()) }) }), side: 8,
            activation: "tanh")
        }
        return network(name, look: .maps(UnitMaps(maps: maps, xName: name, yName: name, note: "others")), &number)
      }
    ),
    (
      "page",
      { name, number in
        var picture = network(name, look: .plain, &number)
        let rows = (0..<3).map { row in
          UnitValues(
            values: [3, 4, 2].map { count in (0..<count).map { _ in Float(number()) } },
            inputTexts: Array(repeating: name, count: 3), outputTexts: Array(repeating: name, count: 2),
            name: "row \(row)")
        }
        picture.page = (rows, 1)
        return picture
      }
    ),
    (
      "surface of classes",
      { name, number in
        var cloud = PointCloud()
        for row in 0..<40 { cloud.add(x: number(), y: number(), classIndex: row % 3, isRight: row % 5 > 0) }
        let grids = (0..<3).map { _ in ValueGrid(columns: 9, rows: 9, values: (0..<81).map { _ in number() }) }
        return SurfacePicture(
          title: name, xName: name, yName: name, x: cloud.xRange ?? 0...1, y: cloud.yRange ?? 0...1,
          content: .classes(
            grids, names: Array(repeating: name, count: 3), positive: 1, threshold: 0.5, cloud: cloud, hasTruth: true),
          note: "the others at their means")
      }
    ),
    (
      "surface of a quantity",
      { name, number in
        SurfacePicture(
          title: name, xName: name, yName: name, x: 0...1, y: -5...1e6,
          content: .quantity(
            ValueGrid(columns: 9, rows: 9, values: (0..<81).map { _ in number() }), name: name,
            rows: (0..<30).map { _ in (number(), number(), number()) }, total: 30))
      }
    ),
    (
      "history",
      { name, number in
        let columns = (0..<8).map { _ in (0..<30).map { _ in number() } }
        return CurvesPicture(
          (0..<2).map { index in
            TrainingHistory(
              epochs: (0..<30).map(Double.init), loss: columns[4 * index], validationLoss: columns[4 * index + 1],
              metricName: name, metric: columns[4 * index + 2], validationMetric: columns[4 * index + 3], name: name)
          }, title: name)
      }
    ),
    (
      "rate",
      { name, number in
        CurvesPicture.rateRange(
          (0..<2).map { index in
            let rates = index == 0 ? (0..<30).map { _ in number() } : (0..<30).map { 1e-6 * Double($0 + 1) }
            return RateRange(
              name: name, rates: rates, losses: (0..<30).map { _ in number() }, suggestion: rates[7])
          }, title: name)
      }
    ),
    (
      "scores",
      { name, number in
        let rows = (0..<9).map { _ in
          DotsPicture.Row(
            name: name, dots: [DotsPicture.Dot(number()), DotsPicture.Dot(number(), group: 1)],
            spread: (number(), number()), note: name)
        }
        return DotsPicture(
          title: name, summary: name,
          panels: [
            DotsPicture.Panel(name: name, rows: Array(rows.prefix(5))),
            DotsPicture.Panel(name: name, rows: Array(rows.dropFirst(5))),
          ], groups: [name, name], origin: 0)
      }
    ),
    (
      "scores of classes",
      { name, number in
        DotsPicture(
          title: name, summary: name,
          panels: [
            DotsPicture.Panel(
              name: name,
              rows: (0..<16).map { _ in
                DotsPicture.Row(name: name, dots: (0..<3).map { DotsPicture.Dot(number(), group: $0) })
              })
          ], groups: ["precision", "recall", name], isSpread: true)
      }
    ),
    (
      "points",
      { name, number in
        PointsPicture(
          title: name, xName: name, yName: name, x: (0..<50).map { _ in number() }, y: (0..<50).map { _ in number() },
          truth: (0..<50).map { $0 % 4 }, predicted: (0..<50).map { $0 % 3 },
          classNames: Array(repeating: name, count: 4))
      }
    ),
    (
      "density",
      { name, number in
        var cloud = PointCloud()
        for row in 0..<5_400 { cloud.add(x: number(), y: number(), classIndex: row % 4, isRight: row % 3 > 0) }
        return PointsPicture(
          title: name, xName: name, yName: name, cloud: cloud, classNames: Array(repeating: name, count: 4))
      }
    ),
    (
      "regression",
      { name, number in
        RegressionPicture(
          title: name, name: name,
          rows: RegressionRows(truth: (0..<50).map { _ in number() }, predicted: (0..<50).map { _ in number() }))
      }
    ),
    (
      "explanation",
      { name, number in
        WaterfallPicture(
          title: name, outputName: name, output: number(),
          steps: (0..<20).map { _ in WaterfallPicture.Step(name: name, value: number()) })
      }
    ),
    (
      "roc",
      { name, number in
        CurvesPicture.receiverOperatingCharacteristic(
          (0..<3).map { _ in
            RateCurve(
              .receiverOperatingCharacteristic, (0..<20).map { _ in number() }, (0..<20).map { _ in number() },
              thresholds: (0..<20).map { _ in number() }, name: name)
          }, title: name)
      }
    ),
    (
      "pr",
      { name, number in
        CurvesPicture.precisionRecall(
          [
            RateCurve(
              .precisionRecall, (0..<20).map { _ in number() }, (0..<20).map { _ in number() },
              thresholds: (0..<20).map { _ in number() }, name: name)
          ], title: name)
      }
    ),
    (
      "calibration",
      { name, number in
        CurvesPicture.reliability(
          meanProbability: (0..<10).map { _ in number() }, fraction: (0..<10).map { _ in number() },
          rows: (0..<10).map { _ in number() }, title: name)
      }
    ),
    (
      "confusion",
      { name, number in
        ConfusionPicture(
          title: name, classNames: Array(repeating: name, count: 5),
          counts: (0..<25).map { _ in Int(exactly: number().rounded()) ?? .max / 50 })
      }
    ),
    (
      "importance",
      { name, number in
        BarsPicture(
          title: name, valueName: name, names: Array(repeating: name, count: 12),
          values: (0..<12).map { _ in number() }, deviations: (0..<12).map { _ in number() })
      }
    ),
  ]

  private static func network(_ name: String, look: NetworkLook, _ number: inout () -> Double) -> NetworkPicture {
    let layers = zip([3, 4], [4, 2]).map { inputs, units in
      NetworkLayer(
        activation: name, units: units, weights: (0..<inputs * units).map { _ in weight(number()) },
        biases: (0..<units).map { _ in weight(number()) })
    }
    return NetworkPicture(
      layers: layers, inputNames: Array(repeating: name, count: 3), outputNames: Array(repeating: name, count: 2),
      title: name, look: look)
  }

  /// A model's weights are finite.
  private static func weight(_ number: Double) -> Float {
    let weight = Float(number)
    return weight.isFinite ? weight : 1e30
  }
}

/// Numbers of all kinds, those of one run the same in every run.
func hostileNumbers(seed: UInt64) -> () -> Double {
  var numbers = TestNumbers(seed: seed)
  let kinds = Int(seed % 7)
  return {
    let usual = numbers.next()
    let choice = Int((numbers.next() + 1) * 500)
    switch (kinds, choice) {
    case (0, _): return usual
    case (1, 0..<300): return [.nan, .infinity, -.infinity, 0, -0.0][choice % 5]
    case (2, _): return 4
    case (3, 0..<400): return [1e300, -1e300, 1e299, .leastNonzeroMagnitude, 1e-300, 1.7e308][choice % 6]
    case (4, _): return usual * 1e-12
    case (5, _): return 1e9 + usual
    case (6, 0..<500): return -(usual.magnitude * 1e6)
    default: return usual
    }
  }
}
