/// The colours of a picture, on a light page and on a dark one.
///
/// In each, any two of the colours for series and classes stay apart for readers without red, green or blue cones, as
/// the tests find with the matrices of Machado, Oliveira and Fernandes (2009); the two signs, and the steps of the scale,
/// differ in lightness too, so that they do in print.
package enum Palette: String, CaseIterable, Sendable {
  /// Hues after Okabe and Ito, "Color Universal Design" (2008), moved further apart.
  case vivid
  /// Softer, after the qualitative schemes of Paul Tol (2021).
  case soft
  /// No hue at all; negative weights are dashed.
  case grey

  /// The colour on a page, as in CSS.
  func colour(_ ink: Ink, isDark: Bool) -> String {
    let page = isDark ? dark : light
    return switch ink {
    case .background: isDark ? "#14181d" : "#ffffff"
    case .surface: isDark ? "#262d35" : "#eceff3"
    case .text: isDark ? "#e8ecf0" : "#1f2933"
    case .muted: isDark ? "#a0abb6" : "#5b6672"
    case .rule: isDark ? "#2e363f" : "#d9dee4"
    case .positive: page.categories[0]
    case .negative: page.categories[1]
    case .category(let index): page.categories[Ink.wrapped(index)]
    case .scale(let step): page.scale[Ink.clamped(step)]
    }
  }

  private typealias Page = (categories: [String], scale: [String])

  private var light: Page {
    switch self {
    case .vivid:
      (
        ["#0b5394", "#cc6000", "#00866d", "#b03486", "#d2a100", "#3fa6e2", "#6a3b14", "#8f9aa8"],
        ["#f4f8fc", "#dbe9f5", "#c0d9ee", "#9fc6e4", "#78afd8", "#5095c8", "#2e79b3", "#165c97", "#07406f"]
      )
    case .soft:
      (
        ["#3f4f8f", "#cf8a55", "#1d8b78", "#8f4a80", "#c9b458", "#6fb5e0", "#5e4835", "#9aa7b4"],
        ["#f8f6f1", "#e4e8e4", "#cbdbdc", "#aecbd3", "#8db7c8", "#6b9fba", "#4c84a8", "#35678f", "#244b6e"]
      )
    case .grey:
      (
        ["#1c2228", "#8a929a", "#50575e", "#b4bac0", "#33393f", "#9fa6ad", "#676e75", "#c4c9ce"],
        ["#f7f8f9", "#e6e8ea", "#d3d6d9", "#bdc1c5", "#a4a9ae", "#898f95", "#6c7279", "#4e545a", "#30353a"]
      )
    }
  }

  private var dark: Page {
    switch self {
    case .vivid:
      (
        ["#3f98e6", "#ffab40", "#20dca8", "#cc5f8f", "#fbee8e", "#98a6c6", "#a8764a", "#dcefff"],
        ["#172431", "#1b3349", "#1f4463", "#24577f", "#2d6d9d", "#4287b9", "#66a3cf", "#97c3e2", "#d0e6f5"]
      )
    case .soft:
      (
        ["#4f96d4", "#f2bd85", "#55c29a", "#bb6590", "#f3eeb4", "#97a7c0", "#8a6038", "#e4f2fc"],
        ["#1a242c", "#21333f", "#294453", "#335768", "#406c7e", "#558495", "#749eac", "#9dbdc6", "#cfe0e4"]
      )
    case .grey:
      (
        ["#f2f4f6", "#868d94", "#c0c5ca", "#5d646b", "#dadde0", "#727980", "#a5abb1", "#4b5259"],
        ["#1b2026", "#282e34", "#373d43", "#484e55", "#5c6269", "#747a81", "#90969c", "#b1b6bb", "#d8dbde"]
      )
    }
  }
}
