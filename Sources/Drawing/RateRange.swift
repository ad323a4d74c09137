/// The loss after some steps at each of many rising learning rates.
package struct RateRange: Sendable {
  /// What tells it from others in the same picture.
  package let name: String
  /// One that is not positive is not drawn.
  package let rates: [Double]
  /// As many as `rates`.
  package let losses: [Double]
  /// The one of `rates` at which to train; nil for none.
  package let suggestion: Double?

  package init(name: String = "", rates: [Double], losses: [Double], suggestion: Double?) {
    self.name = name
    self.rates = rates
    self.losses = losses
    self.suggestion = suggestion
  }
}

extension CurvesPicture {
  /// Range tests of learning rates (Smith, 2017): the loss over the rate, on a logarithmic axis, and where it falls
  /// fastest.
  package static func rateRange(_ tests: [RateRange], title: String = "") -> CurvesPicture {
    let isAlone = tests.count == 1
    let series = tests.map { test in
      Series(name: isAlone ? "" : test.name, x: test.rates.map { $0 > 1e-290 ? $0 : .nan }, y: test.losses)
    }
    let marks = tests.enumerated().compactMap { index, test -> LinePanel.Mark? in
      guard let rate = test.suggestion, let place = test.rates.firstIndex(of: rate), rate > 1e-290 else { return nil }
      let text = NumberText.short(rate, digits: 2)
      return LinePanel.Mark(
        series: index, x: rate, y: test.losses[place],
        text: isAlone ? "falls fastest at \(text)" : tests.count < 4 ? text : "")
    }
    return CurvesPicture(
      title: title, xName: "learning rate (log scale)", hasLogarithmicX: true,
      panels: [
        LinePanel(
          name: "loss", series: series, scale: .automatic, marks: marks,
          subtitle: isAlone ? "" : "dots: where it falls fastest")
      ], guide: isAlone ? marks.first?.x : nil)
  }
}
