/// Elements and path data, with few bytes.
enum SVGPath {
  static func rectangle(_ box: Box, corner: Double) -> String {
    let number = { NumberText.coordinate($0) }
    let round = corner > 0 ? " rx=\"\(number(corner))\"" : ""
    return "<rect x=\"\(number(box.left))\" y=\"\(number(box.top))\" width=\"\(number(box.width))\" "
      + "height=\"\(number(box.height))\"\(round)/>"
  }

  static func path(_ box: Box) -> String {
    let number = { NumberText.coordinate($0) }
    let (width, height) = (number(box.width), number(box.height))
    return "M\(number(box.left)) \(number(box.top))h\(width)v\(height)h-\(width)z"
  }

  /// A closed path in steps of a tenth of a pixel, which is fine enough for an area, and shorter.
  static func outline(_ points: [Point]) -> String {
    guard let first = points.first else { return "" }
    let tenths = points.map { (Int(($0.x * 10).rounded()), Int(($0.y * 10).rounded())) }
    var path = MarkPath.start(first.x, first.y)
    var last = tenths[0]
    for next in tenths.dropFirst() where next != last {
      path += path.last == " " ? "" : last == tenths[0] ? "l" : " "
      path += "\(tenth(next.0 - last.0)) \(tenth(next.1 - last.1))"
      last = next
    }
    return path + "z"
  }

  private static func tenth(_ value: Int) -> String { NumberText.coordinate(Double(value) / 10, decimals: 1) }

  static func path(_ points: [Point]) -> String {
    var path = ""
    for (index, point) in points.enumerated() {
      path += index == 0 ? "M" : "L"
      path += "\(NumberText.coordinate(point.x)) \(NumberText.coordinate(point.y))"
    }
    return path
  }
}
