extension CurvesPicture {
  var spokenName: String {
    "\(panels.map { DisplayText.brief($0.name) }.joined(separator: " and ")) by \(DisplayText.brief(xName))"
  }

  /// The lines in words.
  var description: String {
    let panels = self.panels.map { panel in
      let scale = panel.isLogarithmic ? ", on a logarithmic scale" : ""
      let lines = panel.series.map(Self.sentence)
      let marks = panel.marks.filter { !$0.text.isEmpty }.map { "Marked: \(DisplayText.brief($0.text))." }
      let note = panel.note.isEmpty ? [] : ["\(DisplayText.brief(panel.note))."]
      let head = "\(DisplayText.brief(panel.name)) by \(DisplayText.brief(xName))\(scale):"
      return ([head + " " + lines.joined(separator: "; ") + "."] + marks + note).joined(separator: " ")
    }
    return panels.joined(separator: " ")
  }

  private static func sentence(_ series: Series) -> String {
    let points = Array(series.points)
    let name = DisplayText.name(DisplayText.brief(series.name), or: "the line")
    guard let first = points.first, let last = points.last,
      let lowest = points.min(by: { $0.y < $1.y }), let highest = points.max(by: { $0.y < $1.y })
    else { return "\(name) has no finite values" }
    let text = { (point: Point) in "\(NumberText.short(point.y)) at \(NumberText.short(point.x))" }
    let gaps = series.skipped > 0 ? ", \(NumberText.count(series.skipped, "value", "values")) not finite" : ""
    if points.count == 1 { return "\(name) is \(text(first))\(gaps)" }
    return """
      \(name) goes in \(NumberText.count(series.total)) points from \(text(first)) to \(text(last)), lowest \
      \(text(lowest)), highest \(text(highest))\(gaps)
      """
  }
}
