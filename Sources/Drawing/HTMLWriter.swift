extension Picture {
  /// The picture as one page of HTML that needs nothing else: no network, no other file. A network answers to pointing
  /// and to the keyboard.
  /// - Throws: what `scene(size:)` does.
  package func html(
    size: Size? = nil, theme: Theme = .light, palette: Palette = .vivid
  ) throws(DrawingError) -> String {
    let scene = try scene(size: size)
    return HTMLWriter(theme: theme, palette: palette).page(scene)
  }
}

/// Writes a scene as a page of HTML.
struct HTMLWriter {
  let theme: Theme
  let palette: Palette

  func page(_ scene: Scene) -> String {
    let svg = SVGWriter.write(scene, theme: theme, palette: palette)
    let script =
      scene.interaction.map { data in
        """
        <form><label>Row <output id="name"></output> <input id="row" type="range" min="0" value="\(data.start)"></label></form>
        <p id="told" aria-live="polite">Point at a unit, or step through them with the tabulator.</p>
        <script type="application/json" id="data">\(data.json)</script>
        <script>\(NetworkPage.script)</script>

        """
      } ?? ""
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <title>\(XMLText.escaped(scene.title))</title>
      <style>
      \(styleSheet)
      </style>
      </head>
      <body>
      \(svg)\(script)</body>
      </html>

      """
  }

  private var styleSheet: String {
    let rules = """
      body { margin: 0 auto; max-width: fit-content; font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; \
      background: var(--page); color: var(--text) }
      svg { max-width: 100%; height: auto; display: block }
      form, p { margin: 0 24px 8px; color: var(--muted); min-height: 1.5em }
      input { width: 16em; vertical-align: middle; accent-color: var(--positive) }
      circle { cursor: pointer }
      circle:focus { outline: none; stroke: var(--positive); stroke-width: 3 }
      .dim { opacity: .12 }
      .plus { stroke: var(--positive); fill: var(--positive) }
      .minus { stroke: var(--negative); fill: var(--negative) }
      """
    let dark = "@media (prefers-color-scheme: dark) { :root { \(variables(isDark: true)) } }\n"
    return ":root { color-scheme: \(theme == .auto ? "light dark" : theme.rawValue); "
      + "\(variables(isDark: theme == .dark)) }\n\(theme == .auto ? dark : "")\(rules)"
  }

  private func variables(isDark: Bool) -> String {
    let inks: [Ink] = [.background, .text, .muted, .positive, .negative]
    return zip(["page", "text", "muted", "positive", "negative"], inks)
      .map { "--\($0): \(palette.colour($1, isDark: isDark))" }.joined(separator: "; ")
  }
}
