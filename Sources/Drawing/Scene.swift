/// A picture as shapes, in the order of drawing, free of any file format: what the pictures make and the writers read.
package struct Scene: Sendable {
  let size: Size
  /// What the picture is, in a few words.
  let title: String
  /// What the picture shows, in sentences with numbers, for those who cannot see it.
  let description: String
  var shapes: [Shape] = []
  /// What a page needs to answer to its reader, where there is one.
  var interaction: PageData?

  /// The labels among the shapes.
  var labels: [Label] {
    shapes.compactMap { shape in if case .label(let label) = shape { label } else { nil } }
  }
}
