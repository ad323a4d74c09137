/// Rows as points on two of their features: their true classes by colour and form, and the wrongly predicted ones
/// with a dark ring, above the others. Many rows are drawn as cells, so that the picture does not grow with them.
package struct PointsPicture: Sendable {
  /// Shown at the top left; blank for none.
  package let title: String
  /// The feature on the horizontal axis.
  package let xName: String
  /// The feature on the vertical axis.
  package let yName: String
  /// The values of the horizontal feature, one for each row.
  package let x: [Double]
  /// As many as `x`, as are `truth` and `predicted`. Rows with a value that is not finite are left out, and counted.
  package let y: [Double]
  /// The true class of each row, an index of `classNames`.
  package let truth: [Int]
  /// The predicted class of each row; the row is right where it equals the true one.
  package let predicted: [Int]
  /// The classes, in the order of the legend.
  package let classNames: [String]

  /// A picture of `x.count` rows; what does not fit together is told by `svg`.
  package init(
    title: String = "", xName: String, yName: String, x: [Double], y: [Double], truth: [Int], predicted: [Int],
    classNames: [String]
  ) {
    self.title = title
    self.xName = xName
    self.yName = yName
    self.x = x
    self.y = y
    self.truth = truth
    self.predicted = predicted
    self.classNames = classNames
  }

  /// The picture as an SVG document; nil leaves its size to the points.
  /// - Throws: `sizeOutOfRange`, `heightTooSmall`, `columnLength`, `classOutOfRange`, or `nothingToDraw` without any
  ///   finite point.
  package func svg(size: Size? = nil, theme: Theme = .light) throws(DrawingError) -> String {
    SVGWriter.write(try scene(size: size), theme: theme)
  }

  /// More rows than this are drawn as cells.
  static let mostPoints = 5_000
  /// More classes than this share the look of the last.
  static let mostClasses = 16

  /// The rows by class, in the order of the classes.
  func classes() throws(DrawingError) -> [PointClass] {
    for (name, count) in [(yName, y.count), ("true classes", truth.count), ("predictions", predicted.count)]
    where count != x.count {
      throw .columnLength(of: DisplayText.brief(name), expected: x.count, found: count)
    }
    var classes = (0..<min(classNames.count, Self.mostClasses)).map { index in
      let isRest = index == Self.mostClasses - 1 && classNames.count > Self.mostClasses
      let name = isRest ? "\(classNames.count - index) other classes" : classNames[index]
      return PointClass(index: index, name: DisplayText.name(name, or: "(blank)"), isRest: isRest)
    }
    for (row, index) in truth.enumerated() {
      guard classNames.indices.contains(index) else {
        throw .classOutOfRange(row: row + 1, index: index, classes: classNames.count)
      }
      guard Axis.isDrawable(x[row]), Axis.isDrawable(y[row]) else { continue }
      classes[min(index, Self.mostClasses - 1)].add(Point(x: x[row], y: y[row]), isRight: predicted[row] == index)
    }
    guard classes.contains(where: { $0.count > 0 }) else {
      throw .nothingToDraw(x.isEmpty ? "there are no rows to draw" : "no row has two finite values to draw")
    }
    return classes
  }
}
