extension CurvesPicture {
  /// The course of one or more trainings: the loss above, the metric below, training solid and validation dashed, and
  /// the best epoch marked, beside its dot or, of several, in the legend. Of more than six with validation rows, only
  /// the validation is drawn.
  package init(_ histories: [TrainingHistory], title: String = "") {
    let isAlone = histories.count == 1
    let hidesTraining = histories.count > 6 && histories.allSatisfy { $0.has(.validationLoss) }
    let panel = { (name: String, figures: [TrainingHistory.Figure], scale: LinePanel.Scale) -> LinePanel? in
      var series: [Series] = []
      var marks: [LinePanel.Mark] = []
      for (index, history) in histories.enumerated() {
        let shown = figures.filter { history.has($0) && !(hidesTraining && !$0.isValidation) }
        let best = shown.last.flatMap { history.best?.text(of: $0) } ?? ""
        for figure in shown {
          let role = figure.isValidation ? "validation" : "training"
          let own = isAlone ? role : shown.count > 1 ? "\(history.name) \(role)" : history.name
          let name = isAlone || figure != shown.last || best.isEmpty ? own : "\(own) · \(best)"
          let isDashed = figure.isValidation && !hidesTraining
          series.append(
            Series(name: name, history.course(figure), isDashed: isDashed, colour: isAlone ? nil : index))
        }
        guard let figure = shown.last, let epoch = history.best?.epoch,
          let value = history.best?.figures[figure.rawValue]
        else { continue }
        marks.append(
          LinePanel.Mark(series: series.count - 1, x: epoch, y: value, text: isAlone ? best : ""))
      }
      return series.isEmpty ? nil : LinePanel(name: name, series: series, scale: scale, marks: marks)
    }
    var metrics: [String] = []
    for history in histories where !metrics.contains(history.metricName) { metrics.append(history.metricName) }
    self.init(
      title: title, xName: "epoch",
      panels: [
        panel("loss", [.loss, .validationLoss], .automatic),
        panel(metrics.joined(separator: ", "), [.metric, .validationMetric], .linear),
      ].compactMap(\.self), guide: isAlone ? histories.first?.best?.epoch : nil, namesInLegend: !isAlone)
  }

  /// Receiver operating characteristics: the true positive rate over the false positive rate, and the area under each.
  package static func receiverOperatingCharacteristic(_ curves: [RateCurve], title: String = "") -> CurvesPicture {
    rates(
      curves, title: title, xName: "false positive rate", yName: "true positive rate", figure: "area",
      diagonal: "chance")
  }

  /// Precision over recall, in steps, since a straight line between two thresholds would promise too much
  /// (Davis and Goadrich, 2006), and the average precision.
  package static func precisionRecall(_ curves: [RateCurve], title: String = "") -> CurvesPicture {
    rates(
      curves, title: title, xName: "recall", yName: "precision", figure: "average precision", noteCorner: .lowerLeft)
  }

  private static func rates(
    _ curves: [RateCurve], title: String, xName: String, yName: String, figure: String, diagonal: String? = nil,
    noteCorner: LinePanel.Corner = .lowerRight
  ) -> CurvesPicture {
    let isAlone = curves.count == 1
    let area = { (curve: RateCurve) in
      Axis.isDrawable(curve.area) ? NumberText.short(curve.area, digits: 4) : "unknown"
    }
    let marks = curves.enumerated().compactMap { index, curve in
      curve.operatingPoint.map { point in
        LinePanel.Mark(
          series: index, x: point.x, y: point.y, text: isAlone ? "threshold \(NumberText.short(curve.threshold))" : "")
      }
    }
    let note =
      isAlone
      ? curves.map { "\(figure) \(area($0))" }.joined()
      : marks.isEmpty ? "" : "dots: threshold \(NumberText.short(curves.first?.threshold ?? 0.5))"
    return CurvesPicture(
      title: title, xName: xName, xRange: 0...1,
      panels: [
        LinePanel(
          name: isAlone ? yName : "\(yName), by \(figure)",
          series: curves.map { $0.line(name: isAlone ? "" : "\($0.name) · \(area($0))") }, range: 0...1,
          marks: marks, diagonal: diagonal, isFilled: isAlone, note: note, noteCorner: noteCorner)
      ], isSquare: true, namesInLegend: true)
  }

  /// Whether probabilities mean what they say: the fraction of positive rows over the mean probability of each bin,
  /// whose dot is as large as its share of the rows.
  package static func reliability(
    meanProbability: [Double], fraction: [Double], rows: [Double] = [], title: String = ""
  ) -> CurvesPicture {
    let series = Series(name: "", x: meanProbability, y: fraction)
    let most = rows.filter(Axis.isDrawable).max() ?? 0
    let isCounted = most > 0 && rows.count == meanProbability.count
    let marks = zip(meanProbability, fraction).enumerated().map { index, point in
      let share = isCounted && Axis.isDrawable(rows[index]) ? max(rows[index], 0) / most : 0.15
      return LinePanel.Mark(series: 0, x: point.0, y: point.1, text: "", radius: 2.4 + 4.8 * share.squareRoot())
    }
    let note = isCounted ? "dots as large as their bins, up to \(NumberText.short(most, digits: 9)) rows" : ""
    return CurvesPicture(
      title: title, xName: "mean predicted probability", xRange: 0...1,
      panels: [
        LinePanel(
          name: "fraction of positives", series: [series], range: 0...1, marks: marks.count <= 100 ? marks : [],
          diagonal: "perfectly calibrated", subtitle: note)
      ], isSquare: true)
  }
}
