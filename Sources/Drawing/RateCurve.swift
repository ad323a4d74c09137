/// A curve of two rates over all thresholds, taken in row by row.
package struct RateCurve: Sendable {
  /// Which two rates it is of.
  package enum Kind: Sendable {
    /// True over false positive rate.
    case receiverOperatingCharacteristic
    /// Precision over recall.
    case precisionRecall
  }

  /// What tells it from other curves in the same picture.
  package let name: String
  /// The threshold of the operating point.
  package let threshold: Double
  private let kind: Kind
  private var points = SeriesBuilder()
  /// The point of the smallest threshold that is not below `threshold`.
  private(set) var operatingPoint: Point?
  private var operatingThreshold = Double.infinity
  private var sum = 0.0

  package init(_ kind: Kind, name: String = "", threshold: Double = 0.5) {
    self.kind = kind
    self.name = name
    self.threshold = threshold
  }

  /// The end of lowest recall.
  private var lowest: Point? {
    guard let first = points.first, let last = points.last else { return nil }
    return first.x <= last.x ? first : last
  }

  /// The area by trapezoids, or the average precision, which is that by steps.
  var area: Double {
    guard kind == .precisionRecall, let lowest else { return sum }
    // Below the lowest recall, the precision is that of its threshold.
    return sum + lowest.x * lowest.y
  }

  /// The line to draw; precision and recall in steps, down to a recall of 0.
  func line(name: String) -> Series {
    guard kind == .precisionRecall, let lowest else { return Series(name: name, points) }
    return Series(name: name, points, end: Point(x: 0, y: lowest.y), isStart: lowest == points.first)
  }

  /// Adds the rates at a threshold: false and true positive rate, or recall and precision.
  package mutating func add(threshold cut: Double? = nil, x: Double, y: Double) {
    guard Axis.isDrawable(x), Axis.isDrawable(y) else { return points.add(x: x, y: y) }
    let point = Point(x: x, y: y)
    if let cut, cut >= threshold, cut <= operatingThreshold, cut.isFinite {
      operatingThreshold = cut
      operatingPoint = point
    }
    guard let last = points.last else { return points.add(x: x, y: y) }
    switch kind {
    case .receiverOperatingCharacteristic: sum += (x - last.x) * (y + last.y) / 2
    case .precisionRecall:
      // Between two recalls, the precision is that of the higher one.
      let higher = last.x > x ? last : point
      sum += (last.x - x).magnitude * higher.y
      if last.x != x { points.add(x: higher.x == x ? last.x : x, y: higher.y) }
    }
    points.add(x: x, y: y)
  }
}
