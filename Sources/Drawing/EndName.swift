/// The name of an input or an output, with its value where a row of a table is shown.
struct EndName {
  private let name: String
  /// ` = 3`; blank where no row is shown.
  private let value: String

  /// - Parameter texts: the values of all inputs, or of all outputs.
  init(_ name: String, _ texts: [String]?, _ index: Int) {
    self.name = name
    guard let texts, texts.indices.contains(index), !texts[index].isEmpty else {
      value = ""
      return
    }
    value = (name.contains("=") ? ": " : " = ") + texts[index]
  }

  /// A name in another direction of reading does not reorder its value.
  var text: String { value.isEmpty ? name : DisplayText.isolated(name) + value }

  /// The text in its room: of a name that is too long the end is cut, and not the value, as long as a beginning is left.
  func label(x: Double, centre: Double, width: Double, anchor: Label.Anchor = .start) -> Label {
    let whole = DisplayText.clean(name)
    let room = width - TextMetrics.width(of: value, fontSize: Label.plain)
    let shown = TextMetrics.fitted(whole, width: room, fontSize: Label.plain)
    guard shown != whole, !value.isEmpty, room >= 2 * Label.plain else {
      return Label(text, x: x, centre: centre, width: width, anchor: anchor)
    }
    return Label(
      DisplayText.isolated(shown) + value, x: x, centre: centre, width: width, anchor: anchor, original: text)
  }
}
