import Testing

@testable import Drawing

/// What holds for every picture, whatever was put into it.
func expectSound(_ svg: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  #expect(svg.utf8.count <= 200_000, sourceLocation: sourceLocation)
  let elements = try XMLReader(svg).elements
  let root = elements[0]
  #expect(root.name == "svg" && root.attributes["role"] == "img", sourceLocation: sourceLocation)
  let children = elements.dropFirst().prefix(2)
  #expect(children.map(\.name) == ["title", "desc"], sourceLocation: sourceLocation)
  #expect(children.allSatisfy { !$0.text.isEmpty }, sourceLocation: sourceLocation)
  let viewBox = (root.attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
  try #require(viewBox.count == 4, sourceLocation: sourceLocation)
  let (width, height) = (viewBox[2], viewBox[3])
  // Where the reader may ask for dark colours, whatever has a colour has its dark one too.
  let bare = elements.first { element in
    element.name == "g" && elements.contains { $0.name == "style" } && element.attributes["class"]?.isEmpty != false
  }
  #expect(bare == nil, "\(bare?.attributes ?? [:])", sourceLocation: sourceLocation)
  for element in elements {
    for (name, value) in element.attributes where name != "font-family" && name != "class" {
      let isBroken = ["nan", "inf", "e+", "e-"].contains { value.lowercased().contains($0) }
      #expect(!isBroken, "\(element.name) \(name)=\(value)", sourceLocation: sourceLocation)
    }
    let corners = corners(of: element)
    #expect(corners != nil, "\(element.name) \(element.attributes)", sourceLocation: sourceLocation)
    let outside = (corners ?? []).first {
      !(-0.01...width + 0.01).contains($0.x) || !(-0.01...height + 0.01).contains($0.y)
    }
    #expect(outside == nil, "\(element.name) \(element.attributes)", sourceLocation: sourceLocation)
  }
}

/// The corners that an element reaches; nil where a number is missing.
private func corners(of element: XMLReader.Element) -> [(x: Double, y: Double)]? {
  let number = { (name: String) in element.attributes[name].flatMap { Double($0) } }
  switch element.name {
  case "path": return PathReader.corners(element.attributes["d"] ?? "?")
  case "text":
    guard let x = number("x"), let y = number("y") else { return nil }
    return [(x, y)]
  case "circle":
    guard let x = number("cx"), let y = number("cy"), let radius = number("r") else { return nil }
    return [(x - radius, y - radius), (x + radius, y + radius)]
  case "rect":
    guard let x = number("x"), let y = number("y"), let width = number("width"), let height = number("height"),
      width >= 0, height >= 0
    else { return nil }
    return [(x, y), (x + width, y + height)]
  default: return []
  }
}

/// No two labels of a picture overlap, and none leaves the frame.
func expectLabelsApart(_ scene: Scene, sourceLocation: SourceLocation = #_sourceLocation) {
  let labels = scene.labels.filter { !$0.text.isEmpty }
  let page = Box(left: 0, top: 0, right: scene.size.width, bottom: scene.size.height)
  for (index, label) in labels.enumerated() {
    #expect(page.contains(label.box), "\(label.text) at \(label.box) in \(page)", sourceLocation: sourceLocation)
    for other in labels[..<index] where other.box.insetBy(0.25).overlaps(label.box.insetBy(0.25)) {
      Issue.record("\(label.text) over \(other.text)", sourceLocation: sourceLocation)
    }
  }
}

/// A short name for the bytes of a picture (FNV-1a). Where one changes on purpose: look at the picture, then write down
/// the new name.
func fingerprint(_ svg: String) -> String {
  let hash = svg.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  return String(hash, radix: 16)
}

/// A string that a stranger's file may hold. A log shows its beginning.
struct HostileName: CustomTestStringConvertible {
  let text: String
  var testDescription: String { String(text.debugDescription.prefix(40)) }
}

let hostileNames = [
  "", " ", "\u{0}\u{1}\u{8}\u{1F}\u{7F}\u{85}\u{FFFE}\u{FFFF}", "</text><script>alert(1)</script>", "&<>\"'&amp;]]>",
  "שלום עולם", "العربية والحروف", "👩‍👩‍👧‍👦🏳️‍🌈👍🏽", "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}",
  String(repeating: "long", count: 2_500), String(repeating: "\u{200B}\u{301}", count: 5_000),
  String(repeating: "<", count: 10_000), "\u{202E}reversed\u{2066}", "a\nb\tc\r\nd", "﷽𒐫⸻", "--><!-- <![CDATA[",
  "日本語の特徴名",
  String(repeating: "👨‍👩‍👧‍👦", count: 800),
].map(HostileName.init)

/// Numbers in no order, the same in every run.
struct TestNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Uniform from -1 to 1.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 4_503_599_627_370_496 - 1
  }
}
