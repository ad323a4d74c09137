extension NetworkPicture {
  /// The scale of the weights at the foot of the picture, and what is left out.
  func legend(_ layout: NetworkLayout, scale: WeightScale, all: Int, drawn: Int) -> [Shape] {
    let content = layout.frame.content
    let legend = Legend(
      items(scale, width: layout.frame.size.width, hasBias: layout.columns.contains(where: \.hasBias)),
      width: content.width)
    let note = note(all: all, drawn: drawn)
    let hasNote = !note.isEmpty
    let top = content.bottom - legend.height - (hasNote ? Legend.rowHeight : 0)
    var shapes = legend.shapes(left: content.left, top: top)
    if hasNote {
      shapes.append(
        .label(
          Label(
            note, x: content.left, centre: content.bottom - Legend.rowHeight / 2, width: content.width,
            fontSize: Label.small,
            ink: .muted)))
    }
    return shapes
  }

  private func note(all: Int, drawn: Int) -> String {
    var notes: [String] = []
    if let maps = look.maps {
      let more = maps.note.isEmpty ? "" : ", \(maps.note)"
      notes.append("each unit over \(DisplayText.brief(maps.xName)) → and \(DisplayText.brief(maps.yName)) ↑\(more)")
    }
    if let values = look.values { notes.append(values.name) }
    if drawn < all {
      notes.append("lines for the strongest \(NumberText.count(drawn)) of \(NumberText.count(all)) weights")
    }
    return notes.joined(separator: " · ")
  }

  /// The height of the legend, whatever the weights are.
  func legendHeight(width: Double) -> Double {
    let widest = WeightScale([-1.2e-8, 1.2e-8, 1.2e-8, 1])
    return Legend(items(widest, width: width + 2 * Frame.margin, hasBias: true), width: width).height
  }

  private func items(_ scale: WeightScale, width: Double, hasBias: Bool) -> [Legend.Item] {
    var items: [Legend.Item] = []
    if scale.reference > 0 {
      let whole = NumberText.short(scale.reference, digits: 2)
      let half = NumberText.short(scale.reference / 2, digits: 2)
      let stroke = { (level: Int, isPositive: Bool) in
        Legend.Sign.line(scale.stroke(level: level, isPositive: isPositive))
      }
      let levels = WeightScale.levels
      items = [
        Legend.Item(sign: .none, text: look.values == nil ? "weight" : "weight × value"),
        Legend.Item(sign: stroke(levels, false), text: "\(scale.isCut ? "≤ " : "")−\(whole)"),
        Legend.Item(sign: stroke(levels / 2, false), text: "−\(half)"),
        Legend.Item(sign: stroke(levels / 2, true), text: half),
        Legend.Item(sign: stroke(levels, true), text: "\(scale.isCut ? "≥ " : "")\(whole)"),
      ]
      if width < 620 || look.isMaps || look.values != nil {
        items.remove(at: 3)
        items.remove(at: 2)
      }
    } else {
      items = [Legend.Item(sign: .line(scale.stroke(level: 0, isPositive: true)), text: "weight 0")]
    }
    if look.isMaps { items += UnitMaps.legend }
    if look.values != nil {
      for (ink, text) in [(Ink.negative, "value below its middle"), (.positive, "above")] {
        let dot = Marks(
          form: .circle, points: [], radius: 4, fill: Fill(ink: ink), outline: Stroke(ink: .text, width: 1.2))
        items.append(Legend.Item(sign: .marks([dot]), text: text))
      }
    }
    if hasBias {
      let sign = Legend.Sign.box(Fill(ink: .surface), Stroke(ink: .muted, width: 1.2), corner: 3)
      items.append(Legend.Item(sign: sign, text: "bias"))
    }
    return items
  }
}
