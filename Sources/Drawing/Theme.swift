/// The colours of a picture: for light pages, for dark ones, or following the reader's preference.
package enum Theme: String, CaseIterable, Sendable {
  case light
  case dark
  /// Light, and dark where the reader's system asks for it; a renderer without media queries shows light.
  case auto
}
