extension NetworkPicture {
  /// The scale of the weights at the foot of the picture, and what is left out.
  func legend(_ layout: NetworkLayout, scale: WeightScale, all: Int, drawn: Int) -> [Shape] {
    let content = layout.frame.content
    let legend = Legend(items(layout, scale: scale), width: content.width)
    let hasNote = drawn < all
    let top = content.bottom - legend.height - (hasNote ? Legend.rowHeight : 0)
    var shapes = legend.shapes(left: content.left, top: top)
    if hasNote {
      shapes.append(
        .label(
          Label(
            "lines for the strongest \(NumberText.count(drawn)) of \(NumberText.count(all)) weights",
            x: content.left, centre: content.bottom - Legend.rowHeight / 2, width: content.width, fontSize: Label.small,
            ink: .muted)))
    }
    return shapes
  }

  private func items(_ layout: NetworkLayout, scale: WeightScale) -> [Legend.Item] {
    var items: [Legend.Item] = []
    if scale.reference > 0 {
      let whole = NumberText.short(scale.reference, digits: 2)
      let half = NumberText.short(scale.reference / 2, digits: 2)
      let stroke = { (level: Int, isPositive: Bool) in
        Legend.Sign.line(scale.stroke(level: level, isPositive: isPositive))
      }
      let levels = WeightScale.levels
      items = [
        Legend.Item(sign: .none, text: "weight"),
        Legend.Item(sign: stroke(levels, false), text: "\(scale.isCut ? "≤ " : "")−\(whole)"),
        Legend.Item(sign: stroke(levels / 2, false), text: "−\(half)"),
        Legend.Item(sign: stroke(levels / 2, true), text: half),
        Legend.Item(sign: stroke(levels, true), text: "\(scale.isCut ? "≥ " : "")\(whole)"),
      ]
      if layout.frame.size.width < 620 {
        items.remove(at: 3)
        items.remove(at: 2)
      }
    } else {
      items = [Legend.Item(sign: .line(scale.stroke(level: 0, isPositive: true)), text: "weight 0")]
    }
    if layout.columns.contains(where: \.hasBias) {
      let sign = Legend.Sign.box(Fill(ink: .surface), Stroke(ink: .muted, width: 1.2), corner: 3)
      items.append(Legend.Item(sign: sign, text: "bias"))
    }
    return items
  }
}
