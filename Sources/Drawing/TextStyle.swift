/// How text for a terminal is written.
package struct TextStyle: Sendable {
  /// The colours that a terminal has.
  package enum Colours: Sendable {
    case none
    /// The 256 of xterm.
    case palette
    /// 24 bits.
    case full
  }

  /// The cells of a line, at most.
  package let columns: Int
  /// The rows to use at most, where the picture's own height does not need more; nil for as many as it likes.
  package let rows: Int?
  package let colours: Colours
  /// Whether the terminal's own ground is dark.
  package let isDark: Bool
  package let palette: Palette

  /// The columns and rows that text can have.
  static let widths: ClosedRange<Double> = 20...500
  static let heights: ClosedRange<Double> = 10...500

  /// Text of a size that was asked for, in columns and rows.
  /// - Throws: `textSizeOutOfRange`.
  package init(size: Size, colours: Colours, isDark: Bool, palette: Palette = .vivid) throws(DrawingError) {
    guard Self.widths.contains(size.width), Self.heights.contains(size.height) else {
      throw .textSizeOutOfRange(columns: size.width, rows: size.height)
    }
    self.init(
      columns: Int(size.width), rows: Int(size.height), colours: colours, isDark: isDark, palette: palette)
  }

  /// Text of the size of a terminal, or of the nearest that it can have.
  package init(columns: Int, rows: Int?, colours: Colours, isDark: Bool, palette: Palette = .vivid) {
    self.columns = min(max(columns, Int(Self.widths.lowerBound)), Int(Self.widths.upperBound))
    self.rows = rows.map { min(max($0, Int(Self.heights.lowerBound)), Int(Self.heights.upperBound)) }
    self.colours = colours
    self.isDark = isDark
    self.palette = palette
  }
}
