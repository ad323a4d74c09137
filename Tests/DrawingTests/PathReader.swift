/// Follows SVG path data and collects every corner it visits.
struct PathReader {
  private var corners: [(x: Double, y: Double)] = []
  private var current = (x: 0.0, y: 0.0)
  private var start = (x: 0.0, y: 0.0)

  /// The corners, or nil for data that is not a path of the commands we use.
  static func corners(_ path: String) -> [(x: Double, y: Double)]? {
    var reader = PathReader()
    var rest = path.utf8[...]
    while let command = rest.popFirst() {
      let end = rest.firstIndex { Character(Unicode.Scalar($0)).isLetter } ?? rest.endIndex
      let texts = rest[..<end].split(separator: UInt8(ascii: " "))
      let numbers = texts.compactMap { Double(Substring($0)) }
      guard numbers.count == texts.count, reader.follow(command, numbers) else { return nil }
      rest = rest[end...]
    }
    return reader.corners
  }

  private mutating func follow(_ command: UInt8, _ numbers: [Double]) -> Bool {
    switch Character(Unicode.Scalar(command)) {
    case "M" where numbers.count == 2:
      current = (numbers[0], numbers[1])
      start = current
    case "L" where numbers.count == 2: current = (numbers[0], numbers[1])
    case "l" where !numbers.isEmpty && numbers.count % 2 == 0:
      for index in stride(from: 0, to: numbers.count, by: 2) {
        current = (current.x + numbers[index], current.y + numbers[index + 1])
        corners.append(current)
      }
    case "h" where numbers.count == 1: current.x += numbers[0]
    case "v" where numbers.count == 1: current.y += numbers[0]
    case "z" where numbers.isEmpty: current = start
    default: return false
    }
    corners.append(current)
    return true
  }
}
