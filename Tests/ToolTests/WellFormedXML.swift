/// Whether a text is well-formed XML of what pictures are made of: elements, attributes, text and entities.
struct WellFormedXML {
  struct Fault: Error {
    let message: String
  }

  /// The names of the elements, in order.
  private(set) var elements: [Substring] = []
  /// The texts between tags, in order, as they are spelt.
  private(set) var texts: [Substring] = []

  init(_ text: String) throws {
    guard !text.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" && $0 != "\t" }) else {
      throw Fault(message: "a control character")
    }
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      try check(text: rest[..<start], isOutside: open.isEmpty)
      guard let end = rest[start...].firstIndex(of: ">") else { throw Fault(message: "a tag without an end") }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { throw Fault(message: "<\(tag)> closes nothing") }
        continue
      }
      if open.isEmpty, !elements.isEmpty { throw Fault(message: "a second root") }
      let name = try Self.check(tag: tag)
      elements.append(name)
      if !tag.hasSuffix("/") { open.append(name) }
    }
    try check(text: rest, isOutside: open.isEmpty)
    guard open.isEmpty, !elements.isEmpty else { throw Fault(message: "elements left open: \(open)") }
  }

  private mutating func check(text: Substring, isOutside: Bool) throws {
    if isOutside, text.contains(where: { !$0.isWhitespace }) { throw Fault(message: "text outside the root") }
    if text.replacing(/&(amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);/, with: "").contains("&") {
      throw Fault(message: "a bare & in \(text)")
    }
    texts.append(text)
  }

  /// Checks a tag without its brackets, and returns the element's name.
  private static func check(tag: Substring) throws -> Substring {
    let shape = /([A-Za-z][-:A-Za-z0-9]*)((?:\s+[A-Za-z][-:A-Za-z0-9]*="[^"<]*")*)\s*\/?/
    guard let match = tag.wholeMatch(of: shape) else { throw Fault(message: "<\(tag)> is no tag") }
    let names = match.2.matches(of: /\s([-:A-Za-z0-9]+)="/).map(\.1)
    guard Set(names).count == names.count else { throw Fault(message: "an attribute twice in <\(tag)>") }
    return match.1
  }
}
