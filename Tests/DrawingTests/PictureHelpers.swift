@testable import Drawing

extension PointsPicture {
  /// A picture of rows that are all there.
  init(
    title: String = "", xName: String, yName: String, x: [Double], y: [Double], truth: [Int], predicted: [Int],
    classNames: [String]
  ) {
    var cloud = PointCloud()
    for row in x.indices {
      cloud.add(x: x[row], y: y[row], classIndex: truth[row], isRight: predicted[row] == truth[row])
    }
    self.init(title: title, xName: xName, yName: yName, cloud: cloud, classNames: classNames)
  }
}

extension TrainingHistory {
  /// A history whose columns are all there; an empty one was not written down.
  init(
    epochs: [Double], loss: [Double], validationLoss: [Double] = [], metricName: String = "metric",
    metric: [Double] = [], validationMetric: [Double] = [], bestEpoch: Double? = nil, name: String = ""
  ) {
    self.init(name: name, metricName: metricName, bestEpoch: bestEpoch)
    for (index, epoch) in epochs.enumerated() {
      add(
        epoch: epoch,
        [loss, validationLoss, metric, validationMetric].map { $0.indices.contains(index) ? $0[index] : nil })
    }
  }
}

extension CurvesPicture {
  init(alone history: TrainingHistory, title: String = "") { self.init([history], title: title) }

  static func receiverOperatingCharacteristic(
    falsePositiveRate: [Double], truePositiveRate: [Double]
  ) -> CurvesPicture {
    receiverOperatingCharacteristic([RateCurve(.receiverOperatingCharacteristic, falsePositiveRate, truePositiveRate)])
  }

  static func precisionRecall(recall: [Double], precision: [Double]) -> CurvesPicture {
    precisionRecall([RateCurve(.precisionRecall, recall, precision)])
  }
}

extension RateCurve {
  init(_ kind: Kind, _ x: [Double], _ y: [Double], thresholds: [Double] = [], name: String = "") {
    self.init(kind, name: name)
    for index in x.indices {
      add(threshold: thresholds.indices.contains(index) ? thresholds[index] : nil, x: x[index], y: y[index])
    }
  }
}

extension RegressionRows {
  init(truth: [Double], predicted: [Double]) {
    self.init()
    for (truth, predicted) in zip(truth, predicted) { add(truth: truth, predicted: predicted) }
  }
}

extension ValueGrid {
  /// The values of a function of column and row.
  init(_ columns: Int, _ rows: Int, _ value: (Double, Double) -> Double) {
    self.init(
      columns: columns, rows: rows,
      values: (0..<columns * rows).map { value(Double($0 % columns), Double($0 / columns)) })
  }
}
