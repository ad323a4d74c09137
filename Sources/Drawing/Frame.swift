/// The outer room of a picture: its margins and the title at the top left.
struct Frame {
  static let margin = 24.0

  let size: Size
  let title: String

  /// Height of the title with the space under it.
  var titleHeight: Double { Self.titleHeight(title) }

  static func titleHeight(_ title: String) -> Double {
    DisplayText.name(title, or: "").isEmpty ? 0 : 32
  }

  /// The room inside of the margins and under the title.
  var content: Box {
    Box(
      left: Self.margin, top: Self.margin - 4 + titleHeight, right: size.width - Self.margin,
      bottom: size.height - Self.margin + 4)
  }

  var titleShapes: [Shape] {
    guard titleHeight > 0 else { return [] }
    return [
      .label(
        Label(
          title, x: Self.margin, centre: Self.margin + 5, width: size.width - 2 * Self.margin, fontSize: Label.heading,
          isBold: true))
    ]
  }
}
