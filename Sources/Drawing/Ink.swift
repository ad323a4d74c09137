/// What a colour stands for. Pictures are drawn in inks; a `Palette` turns them into colours.
enum Ink: Hashable {
  case background
  /// A quiet area that is not data: a bias unit, a bar's ground.
  case surface
  case text
  case muted
  /// Grid lines and axes.
  case rule
  case positive
  case negative
  /// The colour of a series or class; more than `categories` start over.
  case category(Int)
  /// A step of a scale from little (0) to much (`steps` - 1), such as the heights of a surface.
  case scale(Int)

  static let categories = 8
  static let steps = 9

  /// The name of the ink in a style sheet.
  var name: String {
    switch self {
    case .background: "background"
    case .surface: "surface"
    case .text: "text"
    case .muted: "muted"
    case .rule: "rule"
    case .positive: "positive"
    case .negative: "negative"
    case .category(let index): "category\(Self.wrapped(index))"
    case .scale(let step): "scale\(Self.clamped(step))"
    }
  }

  static func wrapped(_ index: Int) -> Int { Int(index.magnitude % UInt(categories)) }
  static func clamped(_ step: Int) -> Int { min(max(step, 0), steps - 1) }
}
