extension CurvesPicture {
  /// The course of a training: the loss above, the metric below, training solid and validation dashed, and the best
  /// epoch marked on both.
  package init(_ history: TrainingHistory, title: String = "") {
    let best = history.bestIndex.flatMap { history.epochs.indices.contains($0) ? $0 : nil }
    let panel = { (name: String, training: [Double], validation: [Double], scale: LinePanel.Scale) -> LinePanel? in
      let series = [("training", training, false), ("validation", validation, true)]
        .filter { !$0.1.isEmpty }
        .map { Series(name: $0.0, x: history.epochs, y: $0.1, isDashed: $0.2) }
      guard let marked = series.last else { return nil }
      let marks = best.flatMap { index -> LinePanel.Mark? in
        guard marked.y.indices.contains(index) else { return nil }
        let (epoch, value) = (history.epochs[index], marked.y[index])
        let text = "\(NumberText.short(value)) at epoch \(NumberText.short(epoch, digits: 9))"
        return LinePanel.Mark(series: series.count - 1, x: epoch, y: value, text: text)
      }
      return LinePanel(name: name, series: series, scale: scale, marks: marks.map { [$0] } ?? [])
    }
    self.init(
      title: title, xName: "epoch",
      panels: [
        panel("loss", history.loss, history.validationLoss, .automatic),
        panel(history.metricName, history.metric, history.validationMetric, .linear),
      ].compactMap(\.self), guide: best.map { history.epochs[$0] })
  }

  /// A receiver operating characteristic: the true positive rate over the false positive rate, and the area under it.
  package static func receiverOperatingCharacteristic(
    falsePositiveRate: [Double], truePositiveRate: [Double], title: String = ""
  ) -> CurvesPicture {
    let series = Series(name: "", x: falsePositiveRate, y: truePositiveRate)
    let note = "area \(NumberText.short(area(under: series.points), digits: 4))"
    return CurvesPicture(
      title: title, xName: "false positive rate", xRange: 0...1,
      panels: [
        LinePanel(
          name: "true positive rate", series: [series], range: 0...1, diagonal: "chance", isFilled: true, note: note)
      ], isSquare: true)
  }

  /// Precision over recall, in steps, since a straight line between two thresholds would promise too much
  /// (Davis and Goadrich, 2006), and the average precision.
  package static func precisionRecall(recall: [Double], precision: [Double], title: String = "") -> CurvesPicture {
    let columns = Series(name: "precision", x: recall, y: precision)
    var points = columns.points
    // Below the lowest recall, the precision is that of its threshold.
    if let first = points.first, let last = points.last {
      if first.x <= last.x {
        points.insert(Point(x: 0, y: first.y), at: 0)
      } else {
        points.append(Point(x: 0, y: last.y))
      }
    }
    var steps: [Point] = []
    var average = 0.0
    for (index, point) in points.enumerated() {
      if index > 0, points[index - 1].x != point.x {
        let previous = points[index - 1]
        // Between two recalls, the precision is that of the higher one.
        let higher = previous.x > point.x ? previous : point
        average += (previous.x - point.x).magnitude * higher.y
        steps.append(Point(x: higher.x == point.x ? previous.x : point.x, y: higher.y))
      }
      steps.append(point)
    }
    let series = Series(name: "", x: steps.map(\.x), y: steps.map(\.y))
    return CurvesPicture(
      title: title, xName: "recall", xRange: 0...1,
      panels: [
        LinePanel(
          name: "precision", series: [recall.count == precision.count ? series : columns], range: 0...1,
          isFilled: true, note: "average precision \(NumberText.short(average, digits: 4))", noteCorner: .lowerLeft)
      ], isSquare: true)
  }

  /// Whether probabilities mean what they say: the fraction of positive rows over the mean probability of each bin.
  package static func reliability(meanProbability: [Double], fraction: [Double], title: String = "") -> CurvesPicture {
    let series = Series(name: "", x: meanProbability, y: fraction)
    let marks = series.points.map { LinePanel.Mark(series: 0, x: $0.x, y: $0.y, text: "") }
    return CurvesPicture(
      title: title, xName: "mean predicted probability", xRange: 0...1,
      panels: [
        LinePanel(
          name: "fraction of positives", series: [series], range: 0...1, marks: marks.count <= 100 ? marks : [],
          diagonal: "perfectly calibrated")
      ], isSquare: true)
  }

  /// The area by trapezoids.
  private static func area(under points: [Point]) -> Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * ($1.0.y + $1.1.y) / 2 }
  }
}
