/// A line of text in a picture.
struct Label: Sendable {
  enum Anchor: Sendable { case start, middle, end }

  /// The text that is shown, safe and cut to its room.
  let text: String
  /// The whole text, where `text` had to be cut.
  let fullText: String?
  /// The end, middle or start of the base line, as the anchor says.
  let position: Point
  let fontSize: Double
  let anchor: Anchor
  let isBold: Bool
  let ink: Ink

  /// A label whose text is cleaned and cut to `width`; `centre` is the height of the middle of its small letters.
  /// `original` is the text before it was cut by the caller.
  init(
    _ text: String, x: Double, centre: Double, width: Double = .infinity, fontSize: Double = Label.plain,
    anchor: Anchor = .start, isBold: Bool = false, ink: Ink = .text, original: String? = nil
  ) {
    let whole = DisplayText.clean(text)
    let shown = TextMetrics.fitted(whole, width: width, fontSize: fontSize, isBold: isBold)
    self.text = shown
    fullText = original.map(DisplayText.clean) ?? (shown == whole ? nil : whole)
    position = Point(x: x, y: centre + 0.35 * fontSize)
    self.fontSize = fontSize
    self.anchor = anchor
    self.isBold = isBold
    self.ink = ink
  }

  /// Font sizes of names, of notes and of titles.
  static let plain = 12.0
  static let small = 11.0
  static let heading = 17.0

  /// The room that the text takes, estimated for the widest of the usual fonts.
  var box: Box {
    let width = TextMetrics.width(of: text, fontSize: fontSize, isBold: isBold)
    let left =
      switch anchor {
      case .start: position.x
      case .middle: position.x - width / 2
      case .end: position.x - width
      }
    return Box(left: left, top: position.y - 0.78 * fontSize, right: left + width, bottom: position.y + 0.22 * fontSize)
  }
}
