/// An upright rectangle in a picture.
struct Box: Equatable, Sendable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }
  var centre: Point { Point(x: (left + right) / 2, y: (top + bottom) / 2) }

  func insetBy(_ distance: Double) -> Box {
    Box(left: left + distance, top: top + distance, right: right - distance, bottom: bottom - distance)
  }

  func contains(_ box: Box) -> Bool {
    left <= box.left && top <= box.top && right >= box.right && bottom >= box.bottom
  }

  func overlaps(_ box: Box) -> Bool {
    left < box.right && box.left < right && top < box.bottom && box.top < bottom
  }

  /// Whether any part of the line from `start` to `end` lies inside (Liang and Barsky, 1984).
  func isCrossedBy(_ start: Point, _ end: Point) -> Bool {
    var entry = 0.0
    var exit = 1.0
    let sides = [
      (start.x - end.x, start.x - left), (end.x - start.x, right - start.x),
      (start.y - end.y, start.y - top), (end.y - start.y, bottom - start.y),
    ]
    for (direction, distance) in sides {
      if direction == 0 {
        if distance < 0 { return false }
      } else if direction < 0 {
        entry = max(entry, distance / direction)
      } else {
        exit = min(exit, distance / direction)
      }
    }
    return entry <= exit
  }
}
