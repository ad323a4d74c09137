import Metrics

/// What the outputs of a network stand for.
package enum Answer: Sendable, Equatable {
  /// Two classes, the second of them positive: its probability in one output, or those of both in two.
  case twoClasses
  /// A probability for each class.
  case classes
  /// Quantities, each in its own unit: shift + scale · output.
  case quantities([Unit])

  /// What an output is worth in the unit of its target.
  package struct Unit: Sendable, Equatable {
    package let shift: Double
    package let scale: Double

    package init(shift: Double, scale: Double) {
      self.shift = shift
      self.scale = scale
    }
  }
}

/// A figure that is watched beside the loss: one of those that nn-score prints, under the same name.
package struct Monitor: Sendable, Hashable {
  package let name: String

  package static let auc = Monitor(known: "auc")
  package static let accuracy = Monitor(known: "accuracy")
  package static let r2 = Monitor(known: "r2")

  /// The figures that make sense for an answer, the default first.
  package static func choices(for answer: Answer) -> [Monitor] {
    let names: [String]
    switch answer {
    case .twoClasses: names = BinaryMetrics(truth: [], probability: []).table.map(\.name)
    case .classes:
      let all = MulticlassMetrics(truth: [], probabilities: [], classes: 2).table.map(\.name)
      names = ["accuracy"] + all.filter { $0 != "accuracy" }
    case .quantities:
      let all = RegressionMetrics(truth: [], prediction: []).table.map(\.name)
      names = ["r2"] + all.filter { $0 != "r2" }
    }
    return names.filter { $0 != "n" }.map(Monitor.init(known:))
  }

  private init(known name: String) { self.name = name }

  /// Errors are better when lower; all others when higher.
  package var isError: Bool { isBetterSmaller(name) }

  /// Whether `figure` is as good as `wanted`, or better.
  package func reaches(_ figure: Double, _ wanted: Double) -> Bool { isError ? figure <= wanted : figure >= wanted }

  /// The figure for `outputs` against `targets` (both `rows × columns`, row-major); nil where it is undefined, as the
  /// area under the curve with one class only. `weights` are one a row, or nil.
  func value(outputs: [Float], targets: [Float], columns: Int, answer: Answer, weights: [Double]?) -> Double? {
    // The defaults are asked for after every epoch: they have quick ways.
    let starts = stride(from: 0, to: targets.count, by: columns)
    if weights == nil, self == .auc, answer == .twoClasses {
      func last(_ values: [Float]) -> [Float] { columns == 1 ? values : starts.map { values[$0 + columns - 1] } }
      return areaUnderROC(positive: last(targets).map { $0 > 0.5 }, score: last(outputs))
    }
    if weights == nil, self == .accuracy, answer == .classes {
      let right = starts.count {
        mostProbable(targets[$0..<$0 + columns]) == mostProbable(outputs[$0..<$0 + columns])
      }
      return Double(right) / Double(targets.count / columns)
    }
    return answer.figures(outputs: outputs, targets: targets, columns: columns, weights: weights)
      .first { $0.name == name }?.value
  }
}

extension Answer {
  /// Every figure for `outputs` against `targets` (both `rows × columns`, row-major).
  func figures(
    outputs: [Float], targets: [Float], columns: Int, weights: [Double]?
  ) -> [(name: String, value: Double?)] {
    let starts = stride(from: 0, to: targets.count, by: columns)
    switch self {
    case .twoClasses:
      let last = columns - 1
      return BinaryMetrics(
        truth: starts.map { targets[$0 + last] > 0.5 }, probability: starts.map { Double(outputs[$0 + last]) },
        weights: weights
      ).table
    case .classes:
      return MulticlassMetrics(
        truth: starts.map { mostProbable(targets[$0..<$0 + columns]) }, probabilities: outputs.map(Double.init),
        classes: columns, predicted: starts.map { mostProbable(outputs[$0..<$0 + columns]) }, weights: weights
      ).table
    case .quantities(let units):
      func own(_ values: [Float]) -> [Double] {
        values.indices.map { units[$0 % columns].shift + units[$0 % columns].scale * Double(values[$0]) }
      }
      return RegressionMetrics(truth: own(targets), prediction: own(outputs), targets: columns, weights: weights).table
    }
  }
}

/// The place of the largest element, the first of equals, as nn-predict decides.
private func mostProbable(_ row: ArraySlice<Float>) -> Int {
  var best = row.startIndex
  for index in row.indices where row[index] > row[best] { best = index }
  return best - row.startIndex
}
