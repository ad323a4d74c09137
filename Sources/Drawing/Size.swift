/// Width and height of a picture, in CSS pixels.
package struct Size: Equatable, Sendable {
  /// At least 400 and at most 8,192 in a picture.
  package let width: Double
  /// At least 300 and at most 8,192 in a picture.
  package let height: Double

  /// Any size; `svg` refuses those that it cannot use.
  package init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// The size written as `WIDTHxHEIGHT`, such as `800x600`; nil for any other text.
  package init?(_ text: String) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let width = Double(parts[0]), let height = Double(parts[1]) else { return nil }
    self.init(width: width, height: height)
  }

  /// The widths that every picture can be laid out in.
  static let widths: ClosedRange<Double> = 400...8192
  /// The heights that every picture can be laid out in.
  static let heights: ClosedRange<Double> = 300...8192

  /// The size, if a picture can be laid out in it.
  func checked() throws(DrawingError) -> Size {
    guard Self.widths.contains(width), Self.heights.contains(height) else {
      throw .sizeOutOfRange(width: width, height: height)
    }
    return self
  }

  static func bounds(_ range: ClosedRange<Double>) -> String {
    "\(NumberText.short(range.lowerBound)) to \(NumberText.short(range.upperBound, digits: 4))"
  }
}
