/// How text for a terminal is written.
package struct TextStyle: Sendable {
  package enum Colours: Sendable {
    case none
    /// The 256 of xterm.
    case palette
    /// 24 bits.
    case full
  }

  package let columns: Int
  /// The rows to use at most, where the picture's own height does not need more; nil for as many as it likes.
  package let rows: Int?
  package let colours: Colours
  package let isDark: Bool
  package let palette: Palette

  package init(columns: Int, rows: Int?, colours: Colours, isDark: Bool, palette: Palette = .vivid) {
    self.columns = min(max(columns, 20), 500)
    self.rows = rows.map { min(max($0, 10), 500) }
    self.colours = colours
    self.isDark = isDark
    self.palette = palette
  }
}
