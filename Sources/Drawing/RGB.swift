/// A colour of three bytes.
struct RGB: Equatable {
  var red: Int
  var green: Int
  var blue: Int

  init(red: Int, green: Int, blue: Int) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// `#rrggbb`.
  init(_ text: String) {
    let value = Int(text.dropFirst(), radix: 16) ?? 0
    self.init(red: value >> 16 & 0xFF, green: value >> 8 & 0xFF, blue: value & 0xFF)
  }

  func mixed(with other: RGB, share: Double) -> RGB {
    let mix = { (a: Int, b: Int) in Int((Double(a) + share * Double(b - a)).rounded()) }
    return RGB(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// The nearest of xterm's 256 colours: of its cube, or of its greys.
  var index: Int {
    let steps = [0, 95, 135, 175, 215, 255]
    func nearest(_ value: Int) -> Int {
      steps.indices.min { (steps[$0] - value).magnitude < (steps[$1] - value).magnitude } ?? 0
    }
    let cube = (nearest(red), nearest(green), nearest(blue))
    let grey = min(max(((red + green + blue) / 3 - 3) / 10, 0), 23)
    func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
      (r - red) * (r - red) + (g - green) * (g - green) + (b - blue) * (b - blue)
    }
    let level = 8 + 10 * grey
    return distance(level, level, level) < distance(steps[cube.0], steps[cube.1], steps[cube.2])
      ? 232 + grey : 16 + 36 * cube.0 + 6 * cube.1 + cube.2
  }
}
