/// Rows as points on two of their features: their true classes by colour and form, and the wrongly predicted ones
/// with a dark ring, above the others. Many rows are drawn as cells, so that the picture does not grow with them.
package struct PointsPicture: Picture {
  /// Shown at the top left; blank for none.
  package let title: String
  /// The feature on the horizontal axis.
  package let xName: String
  /// The feature on the vertical axis.
  package let yName: String
  /// The rows, by their true class.
  package let cloud: PointCloud
  /// The classes, in the order of the legend.
  package let classNames: [String]

  /// A picture of the rows of a cloud, whose classes are indices into `classNames`.
  package init(title: String = "", xName: String, yName: String, cloud: PointCloud, classNames: [String]) {
    self.title = title
    self.xName = xName
    self.yName = yName
    self.cloud = cloud
    self.classNames = classNames
  }

  /// - Throws: `sizeOutOfRange`, `heightTooSmall`, `nameCount`, or `nothingToDraw` without any finite point.
  package func scene(size: Size?) throws(DrawingError) -> Scene {
    let points = try ClassedPoints(cloud, names: classNames)
    guard let x = cloud.xRange, let y = cloud.yRange else { throw .nothingToDraw("there are no rows to draw") }
    let layout = try PlotLayout(
      PlotLayout.Content(
        title: title, xName: xName, yName: yName, summary: points.summary, legend: points.legend,
        hasSecondLegend: points.isDense, x: x, y: y),
      size: size)
    let xTitle = DisplayText.name(xName, or: "x")
    let yTitle = DisplayText.name(yName, or: "y")
    var scene = Scene(
      size: layout.frame.size,
      title: DisplayText.name(
        DisplayText.brief(title, count: 200), or: "\(DisplayText.brief(yTitle)) by \(DisplayText.brief(xTitle))"),
      description: points.description(xName: xTitle, yName: yTitle))
    scene.shapes = layout.frame.titleShapes + layout.headShapes + points.densityLegend(layout)
    scene.shapes += layout.grid.shapes + points.shapes(layout)
    scene.shapes += layout.grid.xLabels(name: xTitle, layout.frame)
    return scene
  }
}
