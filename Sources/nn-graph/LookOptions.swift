import ArgumentParser
import Drawing
import ToolSupport

/// How it is drawn, and where to.
struct LookOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case svg, html, text, dot, csv }

  @Option(
    name: .letter("o"), help: ArgumentHelp("Write to FILE instead of standard output.", valueName: "file"),
    completion: .file(extensions: ["svg", "html", "txt", "dot", "csv"]))
  var output: String?

  @Option(
    name: .letter("f"),
    help: "Format; dot and csv are for networks. (default: by the ending of the file; text on a terminal, else svg)")
  var format: Format?

  @Option(
    help: ArgumentHelp(
      "Width and height, 800x600: in pixels, of text in columns and rows. (default: by the picture)", valueName: "wxh"),
    transform: Size.init(parsing:))
  var size: Size?

  @Option(help: ArgumentHelp("Title above the picture.", valueName: "text"))
  var title: String?

  @Option(
    help: "Colours for a light or dark page; auto: as the reader's system prefers. (default: light; of text, dark)")
  var theme: Theme?

  @Option(help: "Colours for what is told apart; grey has no hues.")
  var palette = Palette.vivid

  @Option(help: "Whether text has colours; auto: on a terminal that shows them.")
  var color = ColourRule.auto

  /// The format that was asked for, or that the output suggests.
  func chosenFormat() throws -> Format {
    if let format { return format }
    if let output, output != "-" {
      let ending = output.split(separator: ".", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
      if ["png", "jpg", "jpeg", "pdf", "gif", "webp", "eps", "ps", "bmp", "tif", "tiff"].contains(ending) {
        throw ToolError.usage(
          "-o \(shown(path: output)): there is no format \(ending); write svg or html, and convert it: "
            + "rsvg-convert picture.svg -o picture.png")
      }
      return ["html": .html, "htm": .html, "txt": .text, "dot": .dot, "gv": .dot, "csv": .csv][ending] ?? .svg
    }
    return isOutputTerminal ? .text : .svg
  }

  func text(of picture: any Picture, as format: Format) throws(DrawingError) -> String {
    switch format {
    case .html: try picture.html(size: size, theme: theme ?? .light, palette: palette)
    case .text: try picture.text(textStyle())
    default: try picture.svg(size: size, theme: theme ?? .light, palette: palette)
    }
  }

  private func textStyle() throws(DrawingError) -> TextStyle {
    let colours: TextStyle.Colours =
      switch TerminalColours(color) {
      case .none: .none
      case .palette: .palette
      case .full: .full
      }
    if let size { return try TextStyle(size: size, colours: colours, isDark: theme != .light, palette: palette) }
    let own = outputSize
    return TextStyle(
      columns: own.columns ?? 80, rows: own.rows.map { $0 - 1 }, colours: colours, isDark: theme != .light,
      palette: palette)
  }
}

extension Theme: ExpressibleByArgument {}
extension Palette: ExpressibleByArgument {}
extension ColourRule: ExpressibleByArgument {}
extension Size {
  fileprivate init(parsing argument: String) throws {
    guard let size = Size(argument) else { throw ValidationError("expected width and height, such as 800x600") }
    self = size
  }
}
