/// What a colour stands for. Pictures are drawn in inks; a writer turns them into colours of its medium.
///
/// The hues are those of Okabe and Ito, "Color Universal Design" (2008), which stay apart for colour-blind readers,
/// darkened or lightened where the page needs the contrast.
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

  static let categories = 8

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
    }
  }

  /// The colour on a light page, as in CSS.
  var light: String {
    switch self {
    case .background: "#ffffff"
    case .surface: "#eceff3"
    case .text: "#1f2933"
    case .muted: "#5b6672"
    case .rule: "#d9dee4"
    case .positive: "#0072b2"
    case .negative: "#d55e00"
    case .category(let index): Self.lightCategories[Self.wrapped(index)]
    }
  }

  /// The colour on a dark page, as in CSS.
  var dark: String {
    switch self {
    case .background: "#14181d"
    case .surface: "#262d35"
    case .text: "#e8ecf0"
    case .muted: "#a0abb6"
    case .rule: "#2e363f"
    case .positive: "#56b4e9"
    case .negative: "#f58a3c"
    case .category(let index): Self.darkCategories[Self.wrapped(index)]
    }
  }

  private static let lightCategories = [
    "#0072b2", "#d55e00", "#009e73", "#b8559a", "#c99700", "#3fa3d9", "#8c5a2b", "#6b7580",
  ]
  private static let darkCategories = [
    "#56b4e9", "#f58a3c", "#2fc79a", "#dd93bf", "#f0c53d", "#9ad3f5", "#c89a6a", "#a7b1bb",
  ]

  private static func wrapped(_ index: Int) -> Int { Int(index.magnitude % UInt(categories)) }
}
