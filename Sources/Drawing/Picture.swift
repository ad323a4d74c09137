/// Anything that can be drawn: it lays itself out as a scene, and writers turn that into bytes.
package protocol Picture: Sendable {
  /// The picture as shapes; nil leaves its size to what it shows.
  func scene(size: Size?) throws(DrawingError) -> Scene
}

extension Picture {
  /// The picture as an SVG document.
  /// - Throws: what `scene(size:)` does.
  package func svg(size: Size? = nil, theme: Theme = .light, palette: Palette = .vivid) throws(DrawingError) -> String {
    SVGWriter.write(try scene(size: size), theme: theme, palette: palette)
  }
}
